import Platform

/// An array of bytes from an IDX file, the format of MNIST and its relatives.
///
/// The file starts with two zero bytes, the element type (8: unsigned byte), the rank, and one
/// big-endian 32-bit size for each axis; the elements follow (yann.lecun.com/exdb/mnist).
struct IDXFile {
  static let greatestSize = 1 << 30
  private static let unsignedByte: UInt8 = 8

  let path: String
  let shape: [Int]
  let bytes: [UInt8]

  /// Reads `path`, which must hold unsigned bytes of the given rank (1 or more) and nothing else.
  init(_ path: String, rank: Int) throws(DataError) {
    let reader = try ByteReader(RegularFile.data(path))
    let magic = try [UInt8](count: 4) { bytes throws(DataError) in try reader.fill(bytes) }
    try Self.checkMagic(magic, rank: rank, path: path)
    let sizes = try [UInt8](count: 4 * rank) { bytes throws(DataError) in try reader.fill(bytes) }
    self.path = path
    shape = (0..<rank).map { axis in
      sizes[(4 * axis)..<(4 * axis + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
    let size = try Self.size(of: shape, path: path)
    guard size <= reader.mostBytes else {
      throw DataError(
        .corrupt, "\(path) is truncated: its header promises \(size) bytes, it cannot hold them")
    }
    bytes = try [UInt8](count: size) { buffer throws(DataError) in try reader.fill(buffer) }
    try reader.expectEnd()
  }

  private static func checkMagic(
    _ bytes: [UInt8], rank: Int, path: String
  ) throws(DataError) {
    guard bytes[0] == 0, bytes[1] == 0, bytes[3] > 0 else {
      throw DataError(.corrupt, "\(path) is not an IDX file: its first bytes are wrong")
    }
    guard bytes[2] == unsignedByte else {
      throw DataError(
        .corrupt, "\(path) does not hold unsigned bytes: its IDX type is \(bytes[2]), not 8")
    }
    guard bytes[3] == rank else {
      throw DataError(
        .corrupt,
        "\(path) has \(bytes[3]) axes, not \(rank): "
          + (rank == 1 ? "it does not hold labels" : "it does not hold images"))
    }
  }

  private static func size(of shape: [Int], path: String) throws(DataError) -> Int {
    let named = shape.map(String.init).joined(separator: "×")
    var size = 1
    for extent in shape {
      guard extent > 0 else { throw DataError(.corrupt, "\(path) is empty: its shape is \(named)") }
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= greatestSize else {
        throw DataError(.corrupt, "\(path) claims to hold \(named) bytes, more than 1 GiB")
      }
      size = product
    }
    return size
  }
}

extension Array where Element == UInt8 {
  /// `count` bytes that `fill` writes, all of them; they are not zeroed first.
  init(
    count: Int, fill: (UnsafeMutableRawBufferPointer) throws(DataError) -> Void
  ) throws(DataError) {
    var failure: DataError?
    self.init(unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(DataError) {
        let bytes = UnsafeMutableRawBufferPointer(buffer)
        try fill(UnsafeMutableRawBufferPointer(rebasing: bytes[..<count]))
        initialized = count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }
}
