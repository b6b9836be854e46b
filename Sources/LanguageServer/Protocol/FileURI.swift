/// `file:///home/me/mlp.lab`, as the protocol names files.
enum FileURI {
  /// The path; nil where the document is no file.
  static func path(_ uri: String) -> String? {
    guard uri.hasPrefix("file://") else { return nil }
    let rest = uri.dropFirst("file://".count)
    guard let slash = rest.firstIndex(of: "/"), ["", "localhost"].contains(rest[..<slash]) else {
      return nil
    }
    var bytes: [UInt8] = []
    var text = rest[slash...].utf8
    while let byte = text.popFirst() {
      if byte == UInt8(ascii: "%") {
        guard let digits = String(text.prefix(2)), digits.utf8.count == 2,
          digits.allSatisfy(\.isHexDigit), let code = UInt8(digits, radix: 16)
        else { return nil }
        bytes.append(code)
        text = text.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    guard let path = String(validating: bytes, as: UTF8.self), !path.utf8.contains(0) else {
      return nil
    }
    return path
  }

  /// The URI of a path from the root.
  static func of(_ path: String) -> String {
    let plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8
    let digits = Array("0123456789ABCDEF")
    var uri = "file://"
    for byte in path.utf8 {
      if plain.contains(byte) {
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        uri += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return uri
  }
}
