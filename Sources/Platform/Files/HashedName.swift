/// File names made of texts that are none.
package enum HashedName {
  /// The FNV-1a hash of `text` as 16 hexadecimal digits. Different texts may share one, so the text
  /// itself should stand in the file.
  package static func of(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
