/// A piece of code on one line, for those who show code: what the lexer takes for one thing.
package struct CodePart: Sendable, Equatable {
  /// What it is.
  package enum Kind: Sendable {
    case word, keyword, number, string, comment, sign
  }

  /// What it is.
  package let kind: Kind
  /// As written.
  package let text: String
  /// The blanks before it.
  package let space: String
}

extension SourceFile {
  /// The parts of each line from `first` to `last`, counted from 1. A text of several lines is a part
  /// on each of them; what cannot be read is one part to the end of its line.
  package func codeParts(_ first: Int, _ last: Int) -> [[CodePart]] {
    guard first >= 1, first <= last, last <= lineStarts.count else { return [] }
    let end = last < lineStarts.count ? lineStarts[last] : bytes.count
    var reader = CodeReader(self, from: lineStarts[first - 1], to: end)
    let found = reader.read()
    var next = 0
    return (first...last).map { number in
      let start = lineStarts[number - 1]
      var stop = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
      if stop > start, bytes[stop - 1] == UInt8(ascii: "\r") { stop -= 1 }
      var parts: [CodePart] = []
      var place = start
      while next < found.count, found[next].range.lowerBound < stop {
        let (kind, range) = found[next]
        let part = max(range.lowerBound, place)..<min(range.upperBound, stop)
        // Within a text no blank is one between parts.
        let gap = text(place..<part.lowerBound)
        if !part.isEmpty { parts.append(CodePart(kind: kind, text: text(part), space: gap)) }
        place = max(part.upperBound, place)
        guard range.upperBound <= stop else { break }
        next += 1
      }
      if place < stop, !text(place..<stop).allSatisfy(\.isWhitespace) {
        parts.append(CodePart(kind: .sign, text: text(place..<stop), space: ""))
      }
      return parts
    }
  }

  private func text(_ range: Range<Int>) -> String {
    String(
      decoding: bytes[range.lowerBound..<max(range.upperBound, range.lowerBound)], as: UTF8.self)
  }
}

/// Goes through code by the lexer's own tokens, and through the comments between them.
private struct CodeReader {
  private var lexer: Lexer
  private var parts: [(kind: CodePart.Kind, range: Range<Int>)] = []
  /// Words that begin statements: these are keywords only there.
  private static let statements = Set(LanguageWord.all.map(\.name))

  init(_ source: SourceFile, from start: Int, to end: Int) {
    lexer = Lexer(source, from: start, to: end)
  }

  mutating func read() -> [(kind: CodePart.Kind, range: Range<Int>)] {
    var opens = true
    while lexer.position < lexer.end {
      let start = lexer.position
      do throws(Diagnostic) {
        let token = try lexer.next()
        comments(start..<token.start)
        guard token.kind != .end else { break }
        if case .interpolation(let quote) = token.kind { skipText(quote) }
        let isFirst = token.isFirstOnLine || opens
        parts.append((kind(token, isFirst: isFirst), token.start..<lexer.position))
        opens = [.sign(.semicolon), .sign(.leftBrace)].contains(token.kind)
      } catch {
        skipLine(from: start)
      }
    }
    return parts
  }

  private func kind(_ token: Token, isFirst: Bool) -> CodePart.Kind {
    switch token.kind {
    case .keyword: return .keyword
    case .int, .float: return .number
    case .string, .interpolation: return .string
    case .name:
      let word = String(decoding: lexer.bytes[token.start..<token.end], as: UTF8.self)
      return isFirst && CodeReader.statements.contains(word) && beginsStatement(word)
        ? .keyword : .word
    case .sign, .foreign, .end: return .sign
    }
  }

  /// Whether what follows a word makes it one that begins a statement, as in `report x = 1`, and no
  /// name, as in `report = 1`.
  private func beginsStatement(_ word: String) -> Bool {
    if word == "forward" { return true }
    var ahead = lexer
    guard let next = try? ahead.next(), !next.isFirstOnLine else { return false }
    switch next.kind {
    case .name, .string, .int, .float, .interpolation, .sign(.leftBrace): return true
    case .keyword(let keyword): return [.not, .none, .true, .false].contains(keyword)
    default: return false
    }
  }

  /// Adds the comments among blanks.
  private mutating func comments(_ range: Range<Int>) {
    var place = range.lowerBound
    while place < range.upperBound {
      guard lexer.bytes[place] == UInt8(ascii: "#") else {
        if lexer.bytes[place] == UInt8(ascii: "\\") { parts.append((.sign, place..<place + 1)) }
        place += 1
        continue
      }
      var end = place
      while end < range.upperBound, lexer.bytes[end] != UInt8(ascii: "\n") { end += 1 }
      parts.append((.comment, place..<end))
      place = end
    }
  }

  /// Goes on after an f-string, whose values may contain quotes of their own.
  private mutating func skipText(_ quote: Quote) {
    var depth = 0
    while lexer.position < lexer.end {
      let byte = lexer.byte()
      let ends =
        byte == quote.mark
        && (!quote.isTriple || lexer.byte(ahead: 1) == byte && lexer.byte(ahead: 2) == byte)
      if depth == 0, ends {
        lexer.position += quote.length
        return
      }
      if byte == UInt8(ascii: "\n"), !quote.isTriple { return }
      switch byte {
      case UInt8(ascii: "\\") where !quote.isRaw: lexer.position += 1
      case UInt8(ascii: "{"):
        if depth == 0, lexer.byte(ahead: 1) == byte { lexer.position += 1 } else { depth += 1 }
      case UInt8(ascii: "}"): depth = max(depth - 1, 0)
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if depth > 0 { skipQuoted(byte) }
      default: break
      }
      lexer.position += 1
    }
  }

  /// Goes to the closing quote of a text within a value.
  private mutating func skipQuoted(_ mark: UInt8) {
    var place = lexer.position + 1
    while place < lexer.end, lexer.bytes[place] != mark, lexer.bytes[place] != UInt8(ascii: "\n") {
      place += lexer.bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    if place < lexer.end, lexer.bytes[place] == mark { lexer.position = place }
  }

  private mutating func skipLine(from start: Int) {
    var begin = start
    while begin < lexer.end, [0x20, 0x09, 0x0A, 0x0D].contains(lexer.bytes[begin]) { begin += 1 }
    var end = max(begin, start)
    while end < lexer.end, lexer.bytes[end] != UInt8(ascii: "\n") { end += 1 }
    if begin < end { parts.append((.sign, begin..<end)) }
    lexer.position = max(end, start + 1)
  }
}
