import Interpreter

extension BuiltinTable {
  static func texts() -> BuiltinGroup {
    let me = BuiltinParameter.required("text")
    return BuiltinGroup(
      "Texts",
      [
        Builtin("upper", of: "str", [me], "The text in capitals.", example: "\"ab\".upper()") {
          arguments, _ in .text(try arguments.string(0).uppercased())
        },
        Builtin("lower", of: "str", [me], "The text in small letters.", example: "\"AB\".lower()") {
          arguments, _ in .text(try arguments.string(0).lowercased())
        },
        Builtin(
          "strip", of: "str", [me, .optional("characters", .text(" \t\n\r"))],
          "The text without white space at its ends.", example: "\" a \".strip()"
        ) { arguments, _ in
          let unwanted = Set(try arguments.string(1).unicodeScalars)
          let scalars = try arguments.string(0).unicodeScalars.drop { unwanted.contains($0) }
          guard let last = scalars.lastIndex(where: { !unwanted.contains($0) }) else {
            return .text("")
          }
          return .text(String(Substring(scalars[...last])))
        },
        Builtin(
          "split", of: "str", [me, .optional("separator")],
          "The pieces between separators; between white space unless told.",
          example: "\"a b\".split()"
        ) { arguments, interpreter in
          let text = try arguments.string(0)
          guard arguments.has(1) else { return .list(ListBox(Texts.words(text))) }
          return .list(ListBox(try Texts.pieces(text, between: try arguments.string(1))))
        },
        Builtin(
          "join", of: "str", [me, .required("items")],
          "Texts put together, with this text between them.", example: "\", \".join(names)"
        ) { arguments, interpreter in
          let separator = try arguments.string(0)
          let items = try Iteration.items(of: arguments[1], interpreter)
          return .text(try Texts.joined(items, separator, interpreter))
        },
        Builtin(
          "replace", of: "str", [me, .required("old"), .required("new")],
          "The text with every `old` replaced.", example: "\"aXb\".replace(\"X\", \"-\")"
        ) { arguments, interpreter in
          let (text, old, new) = (
            try arguments.string(0), try arguments.string(1), try arguments.string(2)
          )
          guard !old.isEmpty else { throw Failure("replace needs something to look for") }
          let pieces = try Texts.pieces(text, between: old)
          let (added, overflowed) = new.utf8.count.multipliedReportingOverflow(by: pieces.count)
          guard !overflowed, text.utf8.count + added <= Limits.textBytes else {
            throw Arithmetic.textTooLong()
          }
          try interpreter.charge(text.utf8.count + added)
          return .text(try Texts.joined(pieces, new, interpreter))
        },
        Builtin(
          "startswith", of: "str", [me, .required("prefix")], "Whether the text begins so.",
          example: "name.startswith(\"fc\")"
        ) { arguments, _ in .bool(try arguments.string(0).hasPrefix(try arguments.string(1))) },
        Builtin(
          "endswith", of: "str", [me, .required("suffix")], "Whether the text ends so.",
          example: "name.endswith(\".bias\")"
        ) { arguments, _ in .bool(try arguments.string(0).hasSuffix(try arguments.string(1))) },
        Builtin(
          "find", of: "str", [me, .required("part")],
          "The position of the first `part`, or -1 where there is none.",
          example: "\"abc\".find(\"c\")"
        ) { arguments, _ in
          let text = try arguments.string(0)
          guard let offset = Search.first(of: try arguments.string(1), in: text, from: 0) else {
            return .int(-1)
          }
          return .int(
            String(decoding: text.utf8.prefix(offset), as: UTF8.self).unicodeScalars.count)
        },
        Builtin(
          "count", of: "str", [me, .required("part")], "How often `part` occurs.",
          example: "\"banana\".count(\"an\")"
        ) { arguments, _ in
          let part = try arguments.string(1)
          guard !part.isEmpty else { throw Failure("count needs something to look for") }
          return .int(Search.all(of: part, in: try arguments.string(0)).count)
        },
      ])
  }
}

/// What the methods of texts share.
private enum Texts {
  static func joined(
    _ items: ContiguousArray<Value>, _ separator: String, _ interpreter: Interpreter
  ) throws(Failure) -> String {
    let text = interpreter.text
    let mark = text.count
    do throws(Failure) {
      for item in items {
        guard case .string(let part) = item else {
          throw Failure(
            "join takes texts, not \(item.described)", hint: "\", \".join([str(x) for x in xs])")
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

  /// What stands between white space.
  static func words(_ text: String) -> ContiguousArray<Value> {
    var text = text
    if let words = text.withUTF8(asciiWords) { return words }
    let words = text.unicodeScalars.split { $0.properties.isWhitespace }
    return ContiguousArray(words.map { .text(String($0)) })
  }

  /// The words of a text of ASCII; nil for another.
  private static func asciiWords(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> ContiguousArray<Value>? {
    var words = ContiguousArray<Value>()
    // As many as a line has; more only once they are there.
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

  /// What stands between separators.
  static func pieces(
    _ text: String, between separator: String
  ) throws(Failure) -> ContiguousArray<Value> {
    guard !separator.isEmpty else { throw Failure("the separator is empty") }
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
