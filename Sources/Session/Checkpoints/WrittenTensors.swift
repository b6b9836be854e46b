import Tensors

/// The tensors of the last checkpoint and where they are in files, so that the next one writes only
/// what has changed since.
///
/// It holds the tensors: what changes in memory that is held moves elsewhere first.
struct WrittenTensors {
  /// Where the elements of a tensor are.
  struct Place {
    let file: String
    /// The tensor's name in the file.
    let name: String
  }

  private struct Entry {
    let tensor: Tensor
    let place: Place
  }

  /// A checkpoint's files, with the one that is to be written.
  private static let mostFiles = 8
  private var entries: [TensorIdentity: Entry] = [:]
  /// Bytes of all elements in each file.
  private var sizes: [String: Int] = [:]

  /// Of which nothing is written.
  init() {}

  /// Where the elements of `tensor` are; nil where they are in no file.
  func place(of tensor: Tensor) -> Place? { entries[TensorIdentity(tensor)]?.place }

  /// Forgets all files but those of which `tensors` still need enough, and that `exists` finds.
  ///
  /// A file of which less than half is needed would keep the rest, too; and where many small ones
  /// have come together, one file takes their place.
  mutating func prune(
    for tensors: [(name: String, tensor: Tensor)], exists: (_ file: String) -> Bool
  ) {
    var needed: [String: Int] = [:]
    var seen: Set<TensorIdentity> = []
    for (_, tensor) in tensors {
      let identity = TensorIdentity(tensor)
      guard seen.insert(identity).inserted, let entry = entries[identity] else { continue }
      needed[entry.place.file, default: 0] += tensor.byteCount
    }
    var files = Set(needed.filter { 2 * $1 >= sizes[$0, default: 0] && exists($0) }.keys)
    if files.count >= Self.mostFiles {
      files = Set(files.max { needed[$0, default: 0] < needed[$1, default: 0] }.map { [$0] } ?? [])
    }
    entries = entries.filter { seen.contains($0) && files.contains($1.place.file) }
    sizes = sizes.filter { files.contains($0.key) }
  }

  /// Notes that `tensors` are in the file called `file` now, under these names.
  mutating func note(_ tensors: [(name: String, tensor: Tensor)], in file: String) {
    for (name, tensor) in tensors {
      entries[TensorIdentity(tensor)] = Entry(
        tensor: tensor.kept(), place: Place(file: file, name: name))
    }
    sizes[file] = tensors.reduce(0) { $0 + $1.tensor.byteCount }
  }
}

extension Tensor {
  /// The bytes of its elements in a file.
  var byteCount: Int { count * dtype.size }
}
