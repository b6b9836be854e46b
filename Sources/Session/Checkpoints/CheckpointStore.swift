import Builtins
import Platform
import Synchronization

/// The files of a folder of checkpoints.
///
/// A checkpoint is a JSON file that names its tensors and the files (safetensors) in which they are;
/// it shares these with others. Every name ends in a fingerprint of what is in the file, so that
/// damage shows, and a checkpoint exists as soon as its JSON does, which is written last.
final class CheckpointStore: Sendable {
  static let lockName = "lock"
  static let aboutName = "about.json"
  static let runningName = "running"
  private static let largest = 576 << 20
  private let path: String
  private struct State {
    var failure: String?
    /// The files that each checkpoint needs, as far as that is known.
    var needs: [String: Set<String>] = [:]
  }
  private let state = Mutex(State())

  /// That of the folder at `path`.
  init(_ path: String) { self.path = path }

  /// What went wrong since this was last asked for.
  func takeFailure() -> String? {
    state.withLock { state in
      defer { state.failure = nil }
      return state.failure
    }
  }

  /// Notes what went wrong.
  func fail(_ text: String) { state.withLock { $0.failure = text } }

  /// Whether there is a file of that name.
  func has(_ name: String) -> Bool { (try? Folder.existing("\(path)/\(name)")) != nil }

  // MARK: Writing

  /// Writes a checkpoint, and removes what nothing needs any more.
  func put(_ files: CheckpointFiles, _ kind: CheckpointFolder.Kind) {
    do throws(FileError) {
      if let (name, content) = files.new, !has(name) {
        try AtomicFile.write(to: "\(path)/\(name)", mode: .ownerReadWrite, content.forEachPiece)
      }
      let number = (indices(kind).map(\.number).max() ?? 0) + 1
      let name = "\(kind.rawValue)-\(number)-\(CheckpointFiles.mark(files.index)).json"
      try AtomicFile.write(files.index, to: "\(path)/\(name)", mode: .ownerReadWrite)
      state.withLock { $0.needs[name] = files.names }
      tidy()
    } catch {
      fail(error.message)
    }
  }

  private func tidy() {
    var needed: Set<String> = [Self.lockName, Self.aboutName, Self.runningName]
    for kind in CheckpointFolder.Kind.allCases {
      for index in indices(kind).suffix(kind.count) {
        needed.insert(index.name)
        needed.formUnion(needs(of: index.name))
      }
    }
    for name in (try? Folder.names(in: path)) ?? [] where !needed.contains(name) {
      Folder.remove("\(path)/\(name)")
    }
    state.withLock { state in state.needs = state.needs.filter { needed.contains($0.key) } }
  }

  /// The files that a checkpoint needs; one of an earlier session is read for that, once.
  private func needs(of index: String) -> Set<String> {
    if let known = state.withLock({ $0.needs[index] }) { return known }
    let json = (try? bytes(of: index)).flatMap { JSON(reading: $0) }
    let names = CheckpointFiles.names(in: json)
    state.withLock { $0.needs[index] = names }
    return names
  }

  // MARK: Reading

  /// The latest checkpoint that is not damaged, and how many later ones are.
  func latest(_ kind: CheckpointFolder.Kind) -> (checkpoint: Checkpoint, damaged: Int)? {
    for (damaged, index) in indices(kind).reversed().enumerated() {
      if let checkpoint = checkpoint(index.name) { return (checkpoint, damaged) }
    }
    return nil
  }

  private func checkpoint(_ name: String) -> Checkpoint? {
    guard let bytes = try? bytes(of: name), name.contains(CheckpointFiles.mark(bytes)),
      let json = JSON(reading: bytes), json["format"]?.int == Checkpoint.format
    else { return nil }
    return CheckpointFiles.checkpoint(json) { try? self.bytes(of: $0) }
  }

  private func bytes(of name: String) throws(FileError) -> [UInt8] {
    try RegularFile.bytes(of: "\(path)/\(name)", atMost: Self.largest)
  }

  /// The files of checkpoints in order.
  private func indices(_ kind: CheckpointFolder.Kind) -> [(number: Int, name: String)] {
    let names = (try? Folder.names(in: path)) ?? []
    return names.compactMap { name -> (number: Int, name: String)? in
      let parts = name.split(separator: "-")
      guard parts.count == 3, parts[0] == kind.rawValue, let number = Int(parts[1]) else {
        return nil
      }
      return (number, name)
    }.sorted { $0.number < $1.number }
  }
}
