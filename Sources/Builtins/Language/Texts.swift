import Interpreter
import Tensors

extension BuiltinTable {
  static func texts() -> BuiltinGroup {
    BuiltinGroup("Texts") {
      Builtin(
        "upper", of: "str", .string("text"), summary: "The text in upper case.",
        example: "\"ab\".upper()", see: "str.lower"
      ) { text in try Texts.long(text) { text.uppercased() } }
      Builtin(
        "lower", of: "str", .string("text"), summary: "The text in lower case.",
        example: "\"AB\".lower()", see: "str.upper"
      ) { text in try Texts.long(text) { text.lowercased() } }
      Builtin(
        "strip", of: "str", .string("text"),
        .string("characters", "what is removed at both ends", default: " \t\n\r"),
        summary: "The text without leading and trailing white space.", example: "\" a \".strip()",
        see: "str.split str.replace"
      ) { text, characters in
        try Texts.long(text) { Texts.stripped(text, of: Set(characters.unicodeScalars)) }
      }
      Builtin(
        "split", of: "str", .string("text"),
        .optional(.string("separator", "what stands between the parts; white space if left out")),
        summary: "The pieces between separators, by default white space.",
        example: "\"a b\".split()", see: "str.join str.strip"
      ) { text, separator in
        guard let separator else { return try Texts.long(text) { Texts.words(text) } }
        return try Texts.pieces(text, between: separator)
      }
      Builtin(
        "join", of: "str", .string("text"),
        .value("items", "a sequence of strings"), .interpreter,
        summary: "Strings joined, with this one between them.",
        example: "\", \".join(words)", see: "str.split"
      ) { separator, items, me in
        try Texts.joined(Iteration.items(of: items, me), separator, me)
      }
      Builtin(
        "replace", of: "str", .string("text"),
        .string("old", "what is replaced, everywhere"),
        .string("new", "what stands there instead"), .interpreter,
        summary: "The text with every `old` replaced.", example: "\"aXb\".replace(\"X\", \"-\")",
        see: "str.find"
      ) { text, old, new, me in
        guard !old.isEmpty else { throw Failure("`old` cannot be empty") }
        let pieces = try Texts.pieces(text, between: old)
        let (added, overflowed) = new.utf8.count.multipliedReportingOverflow(by: pieces.count)
        guard !overflowed, text.utf8.count + added <= Limits.textBytes else {
          throw Arithmetic.textTooLong()
        }
        try me.charge(text.utf8.count + added)
        return try Texts.joined(pieces, new, me)
      }
      Builtin(
        "startswith", of: "str", .string("text"),
        .string("prefix", "the beginning that is looked for"),
        summary: "Whether the text starts with a prefix.",
        example: "\"fc.weight\".startswith(\"fc\")", see: "str.endswith"
      ) { text, prefix in try Texts.long(prefix) { text.hasPrefix(prefix) } }
      Builtin(
        "endswith", of: "str", .string("text"),
        .string("suffix", "the end that is looked for"),
        summary: "Whether the text ends with a suffix.", example: "\"fc.bias\".endswith(\".bias\")",
        see: "str.startswith"
      ) { text, suffix in try Texts.long(suffix) { text.hasSuffix(suffix) } }
      Builtin(
        "find", of: "str", .string("text"),
        .string("part", "what is looked for"),
        summary: "The position of the first `part`, or -1 where there is none.",
        example: "\"abc\".find(\"c\")", see: "str.count in"
      ) { text, part in
        guard let offset = Search.first(of: part, in: text, from: 0) else { return -1 }
        return String(decoding: text.utf8.prefix(offset), as: UTF8.self).unicodeScalars.count
      }
      Builtin(
        "count", of: "str", .string("text"),
        .string("part", "what is counted"), summary: "How often `part` occurs.",
        example: "\"banana\".count(\"an\")", see: "str.find list.count"
      ) { text, part in
        guard !part.isEmpty else { throw Failure("`part` cannot be empty") }
        let places = try Texts.long(text) { Search.all(of: part, in: text) }
        return places.count
      }
    }
  }
}

/// What the methods of texts share.
private enum Texts {
  /// Operations that a byte of a text may take.
  private static let work = 16

  /// Runs `body`, which goes through `text`, so that a long one can be interrupted.
  static func long<Result>(
    _ text: String, _ body: @escaping () -> Result
  ) throws(TensorError) -> Result {
    try Cancellation.abandonably(operations: work * text.utf8.count, body)
  }

  static func stripped(_ text: String, of unwanted: Set<Unicode.Scalar>) -> String {
    let scalars = text.unicodeScalars.drop { unwanted.contains($0) }
    guard let last = scalars.lastIndex(where: { !unwanted.contains($0) }) else { return "" }
    return String(Substring(scalars[...last]))
  }

  static func joined(
    _ items: ContiguousArray<Value>, _ separator: String, _ interpreter: Interpreter
  ) throws(Failure) -> String {
    let text = interpreter.text
    let mark = text.count
    do throws(Failure) {
      for item in items {
        try interpreter.checkInterrupt()
        guard case .string(let part) = item else {
          throw Failure(
            "join takes strings, not \(item.described)", hint: "\", \".join([str(x) for x in xs])")
        }
        let before = text.count
        text.append(part.string)
        text.append(separator)
        guard text.count - mark <= Limits.textBytes else { throw Arithmetic.textTooLong() }
        try interpreter.charge(text.count - before)
      }
    } catch {
      text.drop(to: mark)
      throw error
    }
    if !items.isEmpty { text.removeLast(separator.utf8.count) }
    return text.take(from: mark)
  }

  /// What is between white space.
  static func words(_ text: String) -> ContiguousArray<Value> {
    var text = text
    if let words = text.withUTF8(asciiWords) { return words }
    let words = text.unicodeScalars.split { $0.properties.isWhitespace }
    return ContiguousArray(words.map { .text(String($0)) })
  }

  /// The words of an ASCII text; nil for any other.
  private static func asciiWords(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> ContiguousArray<Value>? {
    var words = ContiguousArray<Value>()
    // As many as a line has; more only when they occur.
    words.reserveCapacity(min(bytes.count / 4 + 1, 64))
    var start = 0
    for offset in 0..<bytes.count {
      let byte = bytes[offset]
      guard byte < 0x80 else { return nil }
      guard byte == 0x20 || (0x09...0x0D).contains(byte) else { continue }
      if offset > start { words.append(piece(bytes, start..<offset)) }
      start = offset + 1
    }
    if bytes.count > start { words.append(piece(bytes, start..<bytes.count)) }
    return words
  }

  /// What is between separators.
  static func pieces(
    _ text: String, between separator: String
  ) throws -> ContiguousArray<Value> {
    guard !separator.isEmpty else { throw Failure("the separator cannot be empty") }
    return try long(text) { cut(text, at: separator) }
  }

  private static func cut(_ text: String, at separator: String) -> ContiguousArray<Value> {
    let offsets = Search.all(of: separator, in: text)
    let width = separator.utf8.count
    var text = text
    return text.withUTF8 { bytes in
      var pieces = ContiguousArray<Value>()
      pieces.reserveCapacity(offsets.count + 1)
      var start = 0
      for offset in offsets {
        pieces.append(piece(bytes, start..<offset))
        start = offset + width
      }
      pieces.append(piece(bytes, start..<bytes.count))
      return pieces
    }
  }

  private static func piece(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Value {
    .text(String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self))
  }
}
