import Builtins
import Interpreter
import Platform

/// The checkpoints of one lab, in a folder of the user's.
///
/// They are written in the background, and each writes only the tensors that the one before did not.
package final class CheckpointFolder {
  /// Why checkpoints are taken.
  package enum Kind: String, Sendable, CaseIterable {
    /// After a step or an entry; the latest two are kept.
    case automatic = "auto"
    /// Because someone asked; the latest four are kept.
    case wanted = "kept"

    var count: Int { self == .automatic ? 2 : 4 }
  }

  private static let largest = 512 << 20
  /// The folder.
  package let path: String
  /// Bytes of numbers that were to be written so far.
  private(set) var writtenBytes = 0
  private let lab: String
  private let lock: FileLock
  private let store: CheckpointStore
  private var written = WrittenTensors()
  private var task: BackgroundTask?

  /// The folder of the lab at `lab` in the session called `session`, below the user's `folder`; nil
  /// where another process uses it, or it cannot be made.
  package init?(of lab: String, session: String?, in folder: String) {
    self.lab = Folder.resolved(lab)
    path = Self.path(of: lab, session: session, in: folder)
    guard Folder.make(path, mode: 0o700), let lock = FileLock("\(path)/\(CheckpointStore.lockName)")
    else { return nil }
    self.lock = lock
    store = CheckpointStore(path)
    let about = JSON.object([("lab", .string(self.lab)), ("session", JSON(session))])
    let file = "\(path)/\(CheckpointStore.aboutName)"
    try? AtomicFile.write(Array(about.text.utf8), to: file, mode: .ownerReadWrite)
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
      let file = "\(path)/\(CheckpointStore.aboutName)"
      guard let bytes = try? RegularFile.bytes(of: file, atMost: 1 << 16),
        let json = JSON(reading: bytes), let lab = json["lab"]?.string
      else { return nil }
      return (lab, json["session"]?.string, path)
    }
  }

  /// Notes the step that is about to run, or with nil that none is: what stays noted was cut off.
  package func note(running step: String?) {
    let file = "\(path)/\(CheckpointStore.runningName)"
    if let step {
      try? AtomicFile.write(Array(step.utf8), to: file, mode: .ownerReadWrite)
    } else {
      Folder.remove(file)
    }
  }

  /// The id of the step that was running when the session before was cut off.
  package var cutOff: String? {
    let file = "\(path)/\(CheckpointStore.runningName)"
    return (try? RegularFile.bytes(of: file, atMost: 1 << 10)).map {
      String(decoding: $0, as: UTF8.self)
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

  /// What went wrong since this was last asked for.
  package func takeFailure() -> String? { store.takeFailure() }

  /// Begins to write a checkpoint in the background, once the one before is written.
  package func write(_ checkpoint: Checkpoint, _ kind: Kind) {
    finish(seconds: 60)
    let size = checkpoint.tensors.reduce(0) { $0 + $1.tensor.byteCount }
    guard size <= Self.largest else {
      return store.fail(
        "the state takes \(size >> 20) MB; at most \(Self.largest >> 20) MB are kept")
    }
    // A file that could not be written is not there, nor is one that someone has removed.
    written.prune(for: checkpoint.tensors) { [store] in store.has($0) }
    do {
      let files = try CheckpointFiles(checkpoint, &written)
      writtenBytes += files.new?.content.byteCount ?? 0
      task = BackgroundTask { [store] in store.put(files, kind) }
    } catch {
      store.fail("\(error)")
    }
  }

  /// Waits until everything is written, so long at most.
  package func finish(seconds: Double) { task?.wait(seconds: seconds) }

  /// The latest checkpoint that is not damaged, and how many later ones are.
  package func latest(_ kind: Kind) -> (checkpoint: Checkpoint, damaged: Int)? {
    store.latest(kind)
  }
}
