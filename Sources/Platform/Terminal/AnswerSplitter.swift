/// Tells a terminal's answers from what is typed: both come the same way.
///
/// An answer is one of the forms that no key sends: `CSI ? … c` (what the terminal is), `CSI ? … S`
/// (what its graphics can), `CSI 6 ; … t` (the size of a cell), `DCS > | … ST` (its name) and
/// `APC G … ST` (kitty's graphics).
struct AnswerSplitter {
  /// The beginning of what may become an answer.
  private(set) var begun: [UInt8] = []
  /// An answer has fewer bytes.
  private static let most = 256

  /// Takes bytes as they come; returns the answers that are whole now, and the keys.
  mutating func add(_ bytes: some Sequence<UInt8>) -> (answers: [String], keys: [UInt8]) {
    var answers: [String] = []
    var keys: [UInt8] = []
    for byte in bytes {
      begun.append(byte)
      // What turns out not to be an answer may have the beginning of one in it.
      while !begun.isEmpty {
        let state = Self.state(of: begun)
        if state == .open { break }
        if state == .whole {
          answers.append(String(decoding: begun, as: UTF8.self))
          begun = []
        } else {
          keys.append(begun.removeFirst())
        }
      }
    }
    return (answers, keys)
  }

  /// Gives up what has begun: those were keys.
  mutating func takeBegun() -> [UInt8] {
    defer { begun = [] }
    return begun
  }

  private enum State { case open, whole, key }

  private static func state(of bytes: [UInt8]) -> State {
    guard bytes[0] == 0x1B else { return .key }
    guard bytes.count > 1 else { return .open }
    guard bytes.count < most else { return .key }
    switch bytes[1] {
    case UInt8(ascii: "["): return control(bytes.dropFirst(2))
    case UInt8(ascii: "P"): return string(bytes.dropFirst(2), after: [0x3E, 0x7C])
    case UInt8(ascii: "_"): return string(bytes.dropFirst(2), after: [0x47])
    default: return .key
    }
  }

  /// Behind `CSI`.
  private static func control(_ bytes: ArraySlice<UInt8>) -> State {
    let start: [UInt8] = bytes.first == UInt8(ascii: "?") ? [0x3F] : Array("6;".utf8)
    guard bytes.starts(with: start) else { return start.starts(with: bytes) ? .open : .key }
    let rest = bytes.dropFirst(start.count)
    let end = rest.drop { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ";") }
    guard let last = end.first else { return .open }
    let isAnswer =
      start.count == 1
      ? last == UInt8(ascii: "c") || last == UInt8(ascii: "S")
      : last == UInt8(ascii: "t")
    return isAnswer ? .whole : .key
  }

  /// Behind `DCS` or `APC`: `start`, anything, and a string terminator.
  private static func string(_ bytes: ArraySlice<UInt8>, after start: [UInt8]) -> State {
    guard bytes.starts(with: start) else { return start.starts(with: bytes) ? .open : .key }
    return bytes.suffix(2) == [0x1B, 0x5C] ? .whole : .open
  }
}
