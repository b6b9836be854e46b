import Builtins
import Datasets
import Interpreter
import Tensors

/// The files of a checkpoint.
struct CheckpointFiles: Sendable {
  /// The file of the numbers that none holds yet; nil where all are in one.
  let new: (name: String, content: SafetensorsContent)?
  /// The JSON that names the files of its numbers.
  let index: [UInt8]
  /// The names of these.
  let names: Set<String>

  /// The files of `checkpoint`, if those of which `written` tells are there already; `written` tells of
  /// these, too, then.
  init(_ checkpoint: Checkpoint, _ written: inout WrittenTensors) throws {
    var seen: Set<TensorIdentity> = []
    let missing = checkpoint.tensors.filter { _, tensor in
      written.place(of: tensor) == nil && seen.insert(TensorIdentity(tensor)).inserted
    }
    if missing.isEmpty {
      new = nil
    } else {
      let content = try SafetensorsContent(missing)
      let name = "tensors-\(Self.mark(content)).safetensors"
      written.note(missing, in: name)
      new = (name, content)
    }
    guard case .object(let pairs) = checkpoint.json else {
      throw Failure("a checkpoint is an object")
    }
    var places: [String: [JSON]] = [:]
    for (name, tensor) in checkpoint.tensors {
      guard let place = written.place(of: tensor) else { continue }
      let own: [JSON] = place.name == name ? [] : [.string(place.name)]
      places[place.file, default: []].append(.list([.string(name)] + own))
    }
    let files = places.sorted { $0.key < $1.key }.map { ($0, JSON.list($1)) }
    index = Array(JSON.object(pairs + [("files", .object(files))]).text.utf8)
    names = Set(places.keys)
  }

  /// The end of the name of a file that holds `bytes`.
  static func mark(_ bytes: [UInt8]) -> String {
    var fingerprint = Fingerprint()
    fingerprint.add(bytes)
    return mark(fingerprint)
  }

  /// The end of the name of a file of numbers.
  private static func mark(_ content: SafetensorsContent) -> String {
    var fingerprint = Fingerprint()
    content.forEachPiece { fingerprint.add($0) }
    return mark(fingerprint)
  }

  /// Whether `bytes` are what the file of numbers called `name` held when it was written.
  private static func isWhole(_ bytes: [UInt8], _ name: String) -> Bool {
    guard let pieces = Safetensors.pieces(of: bytes) else { return false }
    var fingerprint = Fingerprint()
    bytes.withUnsafeBytes { all in
      for piece in pieces { fingerprint.add(UnsafeRawBufferPointer(rebasing: all[piece])) }
    }
    return name.contains(mark(fingerprint))
  }

  private static func mark(_ fingerprint: Fingerprint) -> String {
    let digits = String(fingerprint.value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The files that a checkpoint's JSON names.
  static func names(in json: JSON?) -> Set<String> {
    guard case .object(let files)? = json?["files"] else { return [] }
    return Set(files.map(\.0))
  }

  /// The checkpoint whose numbers are in files that `bytes` reads; nil where they are damaged.
  static func checkpoint(_ json: JSON, bytes: (_ file: String) -> [UInt8]?) -> Checkpoint? {
    guard case .object(let files)? = json["files"] else { return nil }
    var tensors: [(name: String, tensor: Tensor)] = []
    for (file, names) in files {
      guard let bytes = bytes(file), isWhole(bytes, file),
        let saved = try? Safetensors.tensors(bytes, file)
      else { return nil }
      let all = Dictionary(saved.map { ($0.name, $0.tensor) }) { first, _ in first }
      for names in names.elements ?? [] {
        let names = (names.elements ?? []).compactMap(\.string)
        guard let name = names.first, let tensor = all[names.last ?? name] else { return nil }
        tensors.append((name, tensor))
      }
    }
    return Checkpoint(json: json, tensors: tensors)
  }
}
