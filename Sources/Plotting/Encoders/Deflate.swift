import CZlib

/// Bytes made smaller.
enum Deflate {
  /// A zlib stream (RFC 1950); nil if there is no memory for it.
  static func zlib(_ bytes: [UInt8]) -> [UInt8]? {
    var size = compressBound(uLong(bytes.count))
    var result = [UInt8](repeating: 0, count: Int(size))
    let status = compress2(&result, &size, bytes, uLong(bytes.count), Z_DEFAULT_COMPRESSION)
    return status == Z_OK ? Array(result.prefix(Int(size))) : nil
  }
}
