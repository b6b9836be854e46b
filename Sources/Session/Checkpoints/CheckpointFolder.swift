import Builtins
import Datasets
import Interpreter
import Platform
import Synchronization
import Tensors

/// The checkpoints of one lab, in a folder of the user's.
///
/// A checkpoint is a JSON file that names its arrays (npy) and its weights (safetensors). Every name
/// ends in a fingerprint of what is in the file, so that damage shows, an array that did not change is
/// written once, and a checkpoint exists as soon as its JSON does, which is written last.
package final class CheckpointFolder: Sendable {
  /// Why checkpoints are taken.
  package enum Kind: String, Sendable {
    /// After a step or an entry; the latest two are kept.
    case automatic = "auto"
    /// Because someone asked; the latest four are kept.
    case wanted = "kept"

    fileprivate var count: Int { self == .automatic ? 2 : 4 }
  }

  private static let largest = 512 << 20
  private static let lockName = "lock"
  /// The folder.
  package let path: String
  private let lab: String
  private let lock: FileLock
  private struct State {
    var task: BackgroundTask?
    var failure: String?
  }
  private let state = Mutex(State())

  /// The folder of the lab at `lab` in the session called `session`, below the user's `folder`; nil
  /// where another process uses it, or it cannot be made.
  package init?(of lab: String, session: String?, in folder: String) {
    self.lab = Folder.resolved(lab)
    path = Self.path(of: lab, session: session, in: folder)
    guard Folder.make(path, mode: 0o700), let lock = FileLock("\(path)/\(Self.lockName)") else {
      return nil
    }
    self.lock = lock
    let about = JSON.object([("lab", .string(self.lab)), ("session", JSON(session))])
    try? AtomicFile.write(Array(about.text.utf8), to: path + "/about.json", mode: .ownerReadWrite)
  }

  /// Where the checkpoints of a lab are.
  package static func path(of lab: String, session: String?, in folder: String) -> String {
    let name = session.map { "-" + HashedName.of($0) } ?? ""
    return "\(folder)/sessions/\(HashedName.of(Folder.resolved(lab)))\(name)"
  }

  /// The states in the user's `folder`: of which lab, in which session, and where.
  package static func all(in folder: String) -> [(lab: String, session: String?, path: String)] {
    let names = (try? Folder.names(in: folder + "/sessions")) ?? []
    return names.compactMap { name in
      let path = "\(folder)/sessions/\(name)"
      guard let bytes = try? RegularFile.bytes(of: path + "/about.json", atMost: 1 << 16),
        let json = JSON(reading: bytes), let lab = json["lab"]?.string
      else { return nil }
      return (lab, json["session"]?.string, path)
    }
  }

  /// Removes everything in the folder, and the folder.
  package func forget() {
    Folder.removeWithFiles(path)
  }

  /// Bytes of all files in a folder of checkpoints.
  package static func size(of path: String) -> Int {
    ((try? Folder.names(in: path)) ?? []).reduce(0) { sum, name in
      sum + ((try? RegularFile("\(path)/\(name)"))?.size ?? 0)
    }
  }

  // MARK: Writing

  /// What went wrong since this was last asked for.
  package func takeFailure() -> String? {
    state.withLock { state in
      defer { state.failure = nil }
      return state.failure
    }
  }

  /// Begins to write a checkpoint in the background, once the one before is written.
  package func write(_ checkpoint: Checkpoint, _ kind: Kind) {
    finish(seconds: 60)
    let size = (checkpoint.arrays + checkpoint.weights.map(\.tensor)).reduce(0) {
      $0 + $1.count * $1.dtype.size
    }
    guard size <= Self.largest else {
      let text = "the state takes \(size >> 20) MB; at most \(Self.largest >> 20) MB are kept"
      return state.withLock { $0.failure = text }
    }
    let files: CheckpointFiles
    do {
      files = try CheckpointFiles(checkpoint)
    } catch {
      return state.withLock { $0.failure = "\(error)" }
    }
    let task = BackgroundTask { [self] in
      do throws(FileError) {
        try store(files, kind)
      } catch {
        state.withLock { $0.failure = error.message }
      }
    }
    state.withLock { $0.task = task }
  }

  /// Waits until everything is written, so long at most.
  package func finish(seconds: Double) {
    state.withLock { $0.task }?.wait(seconds: seconds)
  }

  private func store(_ files: CheckpointFiles, _ kind: Kind) throws(FileError) {
    for (name, bytes) in files.tensors where (try? Folder.existing("\(path)/\(name)")) == nil {
      try AtomicFile.write(bytes, to: "\(path)/\(name)", mode: .ownerReadWrite)
    }
    let number = (indices(kind).map(\.number).max() ?? 0) + 1
    let name = "\(kind.rawValue)-\(number)-\(CheckpointFiles.mark(files.index)).json"
    try AtomicFile.write(files.index, to: "\(path)/\(name)", mode: .ownerReadWrite)
    tidy()
  }

  /// Removes what is too old, and what nothing needs any more.
  private func tidy() {
    var needed: Set<String> = [Self.lockName, "about.json"]
    for kind in [Kind.automatic, .wanted] {
      for index in indices(kind).suffix(kind.count) {
        needed.insert(index.name)
        let json = (try? bytes(of: index.name)).flatMap { JSON(reading: $0) }
        needed.formUnion(CheckpointFiles.names(in: json))
      }
    }
    for name in (try? Folder.names(in: path)) ?? [] where !needed.contains(name) {
      Folder.remove("\(path)/\(name)")
    }
  }

  // MARK: Reading

  /// The latest checkpoint that is not damaged, and how many later ones are.
  package func latest(_ kind: Kind) -> (checkpoint: Checkpoint, damaged: Int)? {
    for (damaged, index) in indices(kind).reversed().enumerated() {
      if let checkpoint = checkpoint(index.name) { return (checkpoint, damaged) }
    }
    return nil
  }

  private func checkpoint(_ name: String) -> Checkpoint? {
    guard let bytes = try? bytes(of: name), name.contains(CheckpointFiles.mark(bytes)),
      let json = JSON(reading: bytes), json["format"]?.int == Checkpoint.format
    else { return nil }
    var contents: [String: [UInt8]] = [:]
    for file in CheckpointFiles.names(in: json) {
      guard let bytes = try? self.bytes(of: file), file.contains(CheckpointFiles.mark(bytes)) else {
        return nil
      }
      contents[file] = bytes
    }
    return CheckpointFiles.checkpoint(json, contents)
  }

  private func bytes(of name: String) throws(FileError) -> [UInt8] {
    try RegularFile.bytes(of: "\(path)/\(name)", atMost: Self.largest + (64 << 20))
  }

  /// The files of checkpoints in order.
  private func indices(_ kind: Kind) -> [(number: Int, name: String)] {
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
