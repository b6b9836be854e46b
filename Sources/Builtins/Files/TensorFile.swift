import Interpreter
import Tensors

/// A file of tensors, recognised by the ending of its name.
enum TensorFile {
  /// One array.
  case npy
  /// Arrays with names.
  case npz
  /// Tensors with names.
  case safetensors

  init(_ path: String) throws(Failure) {
    if path.hasSuffix(".npy") {
      self = .npy
    } else if path.hasSuffix(".npz") {
      self = .npz
    } else if path.hasSuffix(".safetensors") {
      self = .safetensors
    } else {
      throw Failure(
        "\(path) is not the name of a file of tensors",
        hint: "names end in .npy for one array, or in .npz or .safetensors for several")
    }
  }

  /// What is in `bytes`, the content of the file called `name`: a tensor, or a map of tensors.
  func value(_ bytes: [UInt8], _ name: String) throws -> Value {
    let tensors: [(name: String, tensor: Tensor)]
    switch self {
    case .npy: return .tensor(try NPY.tensor(bytes[...], name))
    case .safetensors: tensors = try Safetensors.tensors(bytes, name)
    case .npz:
      tensors = try ZipArchive.files(bytes, name).map { file in
        let inside = file.name.hasSuffix(".npy") ? String(file.name.dropLast(4)) : file.name
        return (inside, try NPY.tensor(file.bytes[...], "\(file.name) in \(name)"))
      }
    }
    let map = MapBox()
    for (name, tensor) in tensors { try map.set(.text(name), to: .tensor(tensor)) }
    return .map(map)
  }

  /// The content of a file of `tensors`; for `.npy`, a single one without a name.
  func bytes(of tensors: [(name: String, tensor: Tensor)]) throws(Failure) -> [UInt8] {
    let size = tensors.reduce(0) { $0 + $1.tensor.count * $1.tensor.dtype.size }
    guard size <= Limits.writtenBytes else {
      throw Failure(
        .limit,
        "\(size >> 20) MB of numbers are more than the \(Limits.writtenBytes >> 20) MB that a lab may write"
      )
    }
    return try Failure.wrapping { () throws(TensorError) in
      switch self {
      case .npy:
        guard let tensor = tensors.first?.tensor else { return [] }
        return try NPY.bytes(of: tensor)
      case .npz:
        var files: [(String, [UInt8])] = []
        for (name, tensor) in tensors { files.append(("\(name).npy", try NPY.bytes(of: tensor))) }
        return ZipArchive.bytes(of: files)
      case .safetensors: return try Safetensors.bytes(of: tensors)
      }
    }
  }
}
