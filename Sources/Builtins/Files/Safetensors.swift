import Interpreter
import Tensors

/// Tensors with names, as Hugging Face's `safetensors` library writes and reads them.
///
/// A file consists of the header's length in 8 bytes; the header, a JSON object that gives each
/// tensor's type, shape and position; and the elements, one tensor after another without gaps.
package enum Safetensors {
  private static let longestHeader = 4 << 20

  /// The tensors in `bytes`, by position; `file` is the file's name, for errors.
  package static func tensors(
    _ bytes: [UInt8], _ file: String
  ) throws(Failure) -> [(name: String, tensor: Tensor)] {
    var reader = LittleEndian(bytes[...])
    guard let length = reader.integer(8), length <= longestHeader, let header = reader.take(length)
    else { throw Failure("\(file) is not a safetensors file: its header is longer than the file") }
    guard case .object(let pairs) = JSON(reading: Array(header)) else {
      throw Failure("\(file) is damaged: its header is not a JSON object")
    }
    var names: Set<String> = []
    var entries: [Entry] = []
    for (name, value) in pairs {
      guard names.insert(name).inserted else {
        throw Failure("\(file) is damaged: it holds \(name) twice")
      }
      guard name != "__metadata__" else { continue }
      guard let entry = Entry(name, value) else {
        throw Failure("\(file) is damaged: the header does not describe \(name)")
      }
      entries.append(entry)
    }
    entries.sort {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    var result: [(name: String, tensor: Tensor)] = []
    for entry in entries {
      guard let type = ArrayType(safetensors: entry.type) else {
        throw Failure("\(file): \(entry.name) has elements of type \(entry.type)")
      }
      guard type.byteCount(entry.shape) == entry.range.count else {
        throw Failure(
          "\(file) is damaged: \(entry.range.count) bytes of \(entry.name) are not shape "
            + "\(entry.shape)")
      }
      // Each starts where the previous one ended: nothing overlaps, nothing is hidden in between.
      guard entry.range.lowerBound == header.endIndex.distance(to: reader.rest.startIndex),
        let data = reader.take(entry.range.count)
      else { throw Failure("\(file) is damaged: \(entry.name) is not where it should be") }
      do {
        result.append((entry.name, try type.tensor(data, entry.shape)))
      } catch {
        throw Failure.wrapping(error)
      }
    }
    guard reader.rest.isEmpty else {
      throw Failure("\(file) is damaged: it holds more data than its header says")
    }
    return result
  }

  /// The file of some tensors.
  package static func bytes(of tensors: [(name: String, tensor: Tensor)]) throws(TensorError)
    -> [UInt8]
  {
    var bytes = header(of: tensors)
    let size = tensors.reduce(0) { $0 + $1.tensor.count * $1.tensor.dtype.size }
    bytes.reserveCapacity(bytes.count + size)
    for (_, tensor) in tensors { try ArrayType.append(tensor, to: &bytes) }
    return bytes
  }

  /// What comes before the elements in the file of some tensors.
  static func header(of tensors: [(name: String, tensor: Tensor)]) -> [UInt8] {
    var size = 0
    let entries = tensors.map { name, tensor in
      let start = size
      size += tensor.count * tensor.dtype.size
      return (
        name,
        JSON.object([
          ("dtype", .string(ArrayType(tensor.dtype).safetensors)),
          ("shape", .list(tensor.shape.map { .int($0) })),
          ("data_offsets", .list([.int(start), .int(size)])),
        ])
      )
    }
    var header = Array(JSON.object(entries).text.utf8)
    header += [UInt8](repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
    return withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header
  }

  /// The pieces of a file, as `SafetensorsContent` has them; nil where it is none.
  package static func pieces(of bytes: [UInt8]) -> [Range<Int>]? {
    var reader = LittleEndian(bytes[...])
    guard let length = reader.integer(8), length <= longestHeader, let header = reader.take(length),
      case .object(let pairs) = JSON(reading: Array(header))
    else { return nil }
    var pieces = [0..<header.endIndex]
    for (name, value) in pairs {
      guard let entry = Entry(name, value), let end = pieces.last?.upperBound,
        entry.range.lowerBound == end - header.endIndex, entry.range.count <= bytes.count - end
      else { return nil }
      pieces.append(end..<end + entry.range.count)
    }
    return pieces.last?.upperBound == bytes.count ? pieces : nil
  }

  private struct Entry {
    let name: String
    let type: String
    let shape: [Int]
    let range: Range<Int>

    init?(_ name: String, _ value: JSON) {
      guard let type = value["dtype"]?.string, let shape = value["shape"]?.wholes,
        let offsets = value["data_offsets"]?.wholes, offsets.count == 2, offsets[0] <= offsets[1]
      else { return nil }
      self.name = name
      self.type = type
      self.shape = shape
      range = offsets[0]..<offsets[1]
    }
  }
}

extension JSON {
  /// A list of whole numbers from 0.
  fileprivate var wholes: [Int]? {
    guard let elements else { return nil }
    var numbers: [Int] = []
    for element in elements {
      guard case .int(let number) = element, number >= 0 else { return nil }
      numbers.append(number)
    }
    return numbers
  }
}

extension ArrayType {
  fileprivate init?(safetensors name: String) {
    guard let type = Self.allCases.first(where: { $0.safetensors == name }) else { return nil }
    self = type
  }

  fileprivate var safetensors: String {
    switch self {
    case .float16: "F16"
    case .bfloat16: "BF16"
    case .float32: "F32"
    case .float64: "F64"
    case .int8: "I8"
    case .int16: "I16"
    case .int32: "I32"
    case .int64: "I64"
    case .uint8: "U8"
    case .uint16: "U16"
    case .uint32: "U32"
    case .bool: "BOOL"
    }
  }
}
