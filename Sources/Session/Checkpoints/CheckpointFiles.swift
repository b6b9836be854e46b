import Builtins
import Datasets
import Interpreter
import Tensors

/// The files of a checkpoint.
struct CheckpointFiles: Sendable {
  /// Files of numbers by name.
  let tensors: [(name: String, bytes: [UInt8])]
  /// The JSON that names them.
  let index: [UInt8]

  init(_ checkpoint: Checkpoint) throws {
    var tensors: [(name: String, bytes: [UInt8])] = []
    for array in checkpoint.arrays {
      let bytes = try NPY.bytes(of: array)
      tensors.append(("array-\(Self.mark(bytes)).npy", bytes))
    }
    let weights = try Safetensors.bytes(of: checkpoint.weights)
    let weightsName = "weights-\(Self.mark(weights)).safetensors"
    guard case .object(let pairs) = checkpoint.json else {
      throw Failure("a checkpoint is an object")
    }
    let json = JSON.object(
      pairs + [
        ("arrays", .list(tensors.map { .string($0.name) })), ("weights", .string(weightsName)),
      ])
    self.tensors = tensors + [(weightsName, weights)]
    index = Array(json.text.utf8)
  }

  /// The end of the name of a file that holds `bytes`.
  static func mark(_ bytes: [UInt8]) -> String {
    var fingerprint = Fingerprint()
    fingerprint.add(bytes)
    let digits = String(fingerprint.value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The files that a checkpoint's JSON names.
  static func names(in json: JSON?) -> [String] {
    (json?["arrays"]?.elements ?? []).compactMap(\.string)
      + [json?["weights"]?.string].compactMap(\.self)
  }

  /// The checkpoint of which `contents` are the files; nil where they are damaged.
  static func checkpoint(_ json: JSON, _ contents: [String: [UInt8]]) -> Checkpoint? {
    var arrays: [Tensor] = []
    for name in (json["arrays"]?.elements ?? []).compactMap(\.string) {
      guard let bytes = contents[name], let array = try? NPY.tensor(bytes[...], name) else {
        return nil
      }
      arrays.append(array)
    }
    guard let name = json["weights"]?.string, let bytes = contents[name],
      let weights = try? Safetensors.tensors(bytes, name)
    else { return nil }
    return Checkpoint(json: json, arrays: arrays, weights: weights)
  }
}
