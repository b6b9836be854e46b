import Interpreter
import Tensors

/// NumPy's file of one array (`.npy`), format 1.0 to 3.0.
///
/// It consists of a magic text, a version, the length of the header, the header (a Python
/// dictionary of type, order and shape), and the elements.
enum NPY {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  private static let longestHeader = 1 << 16

  /// The array in `bytes`; `name` is the file's, for errors.
  static func tensor(_ bytes: ArraySlice<UInt8>, _ name: String) throws(Failure) -> Tensor {
    guard bytes.starts(with: magic) else { throw Failure("\(name) is not an .npy file") }
    var reader = LittleEndian(bytes.dropFirst(magic.count))
    guard let version = reader.byte(), reader.byte() != nil, (1...3).contains(version) else {
      throw Failure("\(name) has an unknown version of .npy")
    }
    let declared = version == 1 ? reader.integer(2) : reader.integer(4)
    guard let length = declared, length <= longestHeader, let text = reader.take(length) else {
      throw Failure("\(name) is damaged: its header is longer than the file")
    }
    guard let header = NPYHeader(Array(text)) else {
      throw Failure("\(name) is damaged: its header does not say type, order and shape")
    }
    guard let type = ArrayType(descr: header.descr) else {
      throw Failure(
        "\(name) holds elements of type \(header.descr)",
        hint: "save it as numbers, with .astype(\"float32\") or .astype(\"int64\")")
    }
    let shape = header.isFortran ? header.shape.reversed() : header.shape
    guard let size = type.byteCount(shape), size == reader.rest.count else {
      throw Failure("\(name) is damaged: \(reader.rest.count) bytes are not shape \(header.shape)")
    }
    do throws(TensorError) {
      let tensor = try type.tensor(reader.rest, shape)
      guard header.isFortran else { return tensor }
      return try tensor.permuted(try Shape(shape.indices.reversed()))
    } catch {
      throw Failure.wrapping(error)
    }
  }

  /// The file of `tensor`, in format 1.0; its elements start at a multiple of 64 bytes.
  static func bytes(of tensor: Tensor) throws(TensorError) -> [UInt8] {
    let shape = Array(tensor.shape).map { "\($0)," }.joined(separator: " ")
    let descr = ArrayType(tensor.dtype).descr ?? ""
    var header = "{'descr': '\(descr)', 'fortran_order': False, 'shape': (\(shape)), }"
    let start = magic.count + 4
    header += String(repeating: " ", count: 63 - (start + header.utf8.count) % 64) + "\n"
    let length = header.utf8.count
    var bytes = magic + [1, 0, UInt8(length & 255), UInt8(length >> 8)] + Array(header.utf8)
    bytes.reserveCapacity(bytes.count + tensor.count * tensor.dtype.size)
    try ArrayType.append(tensor, to: &bytes)
    return bytes
  }
}

extension ArrayType {
  /// The type that NumPy calls `descr`; nil for others, and for big-endian ones.
  fileprivate init?(descr: String) {
    guard let type = Self.allCases.first(where: { $0.descr == descr }) else { return nil }
    self = type
  }

  fileprivate var descr: String? {
    switch self {
    case .float16: "<f2"
    case .bfloat16: nil
    case .float32: "<f4"
    case .float64: "<f8"
    case .int8: "|i1"
    case .int16: "<i2"
    case .int32: "<i4"
    case .int64: "<i8"
    case .uint8: "|u1"
    case .uint16: "<u2"
    case .uint32: "<u4"
    case .bool: "|b1"
    }
  }
}

/// `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`, its keys in any order.
private struct NPYHeader {
  private(set) var descr = ""
  private(set) var isFortran = false
  private(set) var shape: [Int] = []

  private let text: [UInt8]
  private var place = 0

  init?(_ text: [UInt8]) {
    self.text = text
    var found: Set<String> = []
    guard take("{") else { return nil }
    while !take("}") {
      guard let key = string(), found.insert(key).inserted, take(":") else { return nil }
      switch key {
      case "descr":
        guard let value = string() else { return nil }
        descr = value
      case "fortran_order":
        isFortran = word("True")
        guard isFortran || word("False") else { return nil }
      case "shape":
        guard let value = tuple() else { return nil }
        shape = value
      default: return nil
      }
      guard take(",") || next == UInt8(ascii: "}") else { return nil }
    }
    skipSpace()
    guard found.count == 3, place == text.count else { return nil }
  }

  private var next: UInt8? { place < text.count ? text[place] : nil }

  private mutating func skipSpace() {
    while next == UInt8(ascii: " ") || next == UInt8(ascii: "\n") { place += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: character) else { return false }
    place += 1
    skipSpace()
    return true
  }

  private mutating func word(_ word: String) -> Bool {
    guard text[place...].starts(with: word.utf8) else { return false }
    place += word.utf8.count
    return true
  }

  private mutating func string() -> String? {
    guard let quote = next, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      return nil
    }
    guard let end = text[(place + 1)...].firstIndex(of: quote) else { return nil }
    defer { place = end + 1 }
    return String(validating: text[(place + 1)..<end], as: UTF8.self)
  }

  private mutating func tuple() -> [Int]? {
    guard take("(") else { return nil }
    var numbers: [Int] = []
    while !take(")") {
      let digits = text[place...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard let number = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
      numbers.append(number)
      place += digits.count
      guard take(",") || next == UInt8(ascii: ")") else { return nil }
    }
    return numbers
  }
}
