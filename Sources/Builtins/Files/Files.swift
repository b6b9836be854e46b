import Interpreter
import Tensors

/// Tensors in files.
extension BuiltinTable {
  static func files() -> BuiltinGroup {
    BuiltinGroup("Files") {
      Builtin(
        "load",
        .string("path", "the file: .npy, .npz or .safetensors"), .interpreter,
        summary: "The tensors in a file: one for .npy, otherwise a map of them.",
        details:
          "Reads .npy, .npz and .safetensors from the lab's folder, the data folder or the "
          + "artifacts. Floats become float32, whole numbers int64.",
        example: "save(\"x.npy\", x)\nz = load(\"x.npy\")", see: "save load_weights"
      ) { path, me in
        let file = try TensorFile(path)
        return try file.value(try me.readFile(path), path)
      }
      Builtin(
        "save",
        .string("path", "the file: .npy, .npz or .safetensors"),
        .argument("x", "a tensor for .npy, a map of tensors for the others"), .interpreter,
        summary: "Writes a tensor as .npy, or a map of tensors as .npz or .safetensors.",
        details: "Writes to the artifacts folder; without one, it fails.",
        example: "save(\"maps.npz\", {\"before\": a, \"after\": b})", see: "load save_weights"
      ) { path, x, me in
        let file = try TensorFile(path)
        var tensors: [(name: String, tensor: Tensor)] = []
        switch (file, x.value) {
        case (.npy, _): tensors = [("", try x.tensor())]
        case (_, .map(let map)):
          for pair in map.pairs {
            guard case .tensor(let tensor) = pair.value else {
              throw x.mismatch("a map of tensors")
            }
            tensors.append((pair.key.text, tensor))
          }
        default: throw x.mismatch("a map of tensors")
        }
        try me.writeFile(path, file.bytes(of: tensors))
      }
      Builtin(
        "load_weights",
        .value("net", "a model or layer"),
        .string("path", "a .safetensors file"), .interpreter,
        summary:
          "Sets a net's parameters and buffers to those in a .safetensors file; returns the net.",
        details:
          "Names and shapes must be those of `net.state_dict()`, which are PyTorch's where the "
          + "fields have the same names. The file's num_batches_tracked is passed over.",
        example: "save_weights(net, \"net.safetensors\")\nload_weights(net, \"net.safetensors\")",
        see: "save_weights model.load_state_dict"
      ) { net, path, me in
        let bytes = try me.readFile(path)
        try State(of: net).set(to: try Safetensors.tensors(bytes, path), from: path)
        return net
      }
      Builtin(
        "save_weights",
        .value("net", "a model or layer"),
        .string("path", "a .safetensors file"), .interpreter,
        summary: "Writes a net's parameters and buffers as a .safetensors file.",
        details: "Writes to the artifacts folder; without one, it fails.",
        example: "save_weights(net, \"net.safetensors\")", see: "load_weights model.state_dict"
      ) { net, path, me in
        let entries = State(of: net).entries
        guard !entries.isEmpty else { throw Failure("\(net.described) has no weights") }
        guard case .safetensors = try TensorFile(path) else {
          throw Failure("weights are written to a .safetensors file, not to \(path)")
        }
        try me.writeFile(path, Safetensors.bytes(of: entries.map { ($0.name, $0.tensor) }))
      }
    }
  }
}

extension Interpreter {
  /// The bytes of a file that the lab may read.
  fileprivate func readFile(_ path: String) throws(Failure) -> [UInt8] {
    guard let host else { throw Failure("\(path): there is no folder to read from") }
    let bytes = try host.read(path)
    // Twice the size: the bytes, and the tensors read from them.
    try charge(2 * bytes.count)
    return bytes
  }

  fileprivate func writeFile(_ path: String, _ bytes: [UInt8]) throws(Failure) {
    guard let host else { throw Failure("there is no folder to write \(path) to") }
    try host.write(bytes, to: path)
  }
}

extension State {
  /// Sets all tensors to those of a file or a state_dict, called `path` in errors, or none of them.
  func set(
    to tensors: [(name: String, tensor: Tensor)], from path: String
  ) throws(Failure) {
    var found: [String: Tensor] = [:]
    for (name, tensor) in tensors { found[name] = tensor }
    var pairs: [(mine: Tensor, theirs: Tensor)] = []
    for entry in entries {
      guard let tensor = found.removeValue(forKey: entry.name) else {
        throw Failure(
          "\(path) has no \(entry.name)",
          hint: tensors.isEmpty ? nil : "it has \(Self.some(tensors.map(\.name)))")
      }
      guard tensor.shape == entry.tensor.shape, tensor.dtype == .float32 else {
        throw Failure(
          "\(entry.name) has shape \(entry.tensor.shape) in the net, and in \(path) it is "
            + "\(tensor.dtype) of shape \(tensor.shape)")
      }
      pairs.append((entry.tensor, tensor))
    }
    let surplus = tensors.map(\.name).filter {
      found[$0] != nil && !$0.hasSuffix("num_batches_tracked")
    }
    guard surplus.isEmpty else { throw Failure("the net has no \(Self.some(surplus))") }
    do throws(TensorError) {
      for (mine, theirs) in pairs {
        try mine.update { $0.update(from: theirs.floats, count: theirs.count) }
      }
    } catch {
      throw Failure.wrapping(error)
    }
  }

  private static func some(_ names: [String]) -> String {
    names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
  }
}
