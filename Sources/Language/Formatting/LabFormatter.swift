/// Lays the code of a lab out as its house style has it: two blanks a level, blanks after commas and
/// around `=`, comparisons and arrows. Prose, comments and alignment stay; so does what code means.
package enum LabFormatter {
  /// The lab's text with its code laid out. Formatting it again changes nothing. Throws the lab's
  /// first mistake.
  package static func formatted(_ source: SourceFile) throws(Diagnostic) -> String {
    let (fences, mistakes) = LabReader.code(source)
    if let mistake = mistakes.first { throw mistake }
    var bytes: [UInt8] = []
    var position = 0
    for fence in fences {
      bytes += source.bytes[position..<fence.range.lowerBound]
      var layout = try CodeLayout(source, fence.range, fence.block)
      bytes += try layout.text().utf8
      position = fence.range.upperBound
    }
    bytes += source.bytes[position...]
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The code of one fence, line by line.
private struct CodeLayout {
  /// An open bracket: how deep its contents are indented, the line that opened it, and the statement
  /// that this line belongs to.
  private struct Level {
    let inner: Int
    let outer: Int
    let statement: Int
    let isBlock: Bool
  }

  private let source: SourceFile
  private let range: Range<Int>
  private var tokens: [Token] = []
  private var levels: [Level] = []
  /// The last token before the present line.
  private var previous: Token?
  private var result = ""

  init(_ source: SourceFile, _ range: Range<Int>, _ block: Block) throws(Diagnostic) {
    self.source = source
    self.range = range
    let interpolations = Interpolations(block)
    var lexer = Lexer(source, from: range.lowerBound, to: range.upperBound)
    while true {
      var token = try lexer.next()
      if case .end = token.kind { break }
      if case .interpolation = token.kind, let end = interpolations.ends[token.start] {
        token.end = end
        lexer.position = end
      }
      tokens.append(token)
    }
  }

  mutating func text() throws(Diagnostic) -> String {
    var next = 0
    var start = range.lowerBound
    var isAfterBlank = true
    // The end of the token that the line begins within, and whether the line before goes on here.
    var inside = start
    var isContinued = false
    while start < range.upperBound {
      let end = lineEnd(from: start)
      let first = next
      while next < tokens.count, tokens[next].start < end { next += 1 }
      let line = tokens[first..<next]
      let text: String
      if inside > start || isContinued {
        text = Self.withoutEnd(source.bytes[start..<end])
        count(line, from: levels.last?.inner ?? 0, of: levels.last?.inner ?? 0)
      } else {
        text = laidOut(line, from: start, to: end)
      }
      if let last = line.last {
        inside = max(inside, last.end)
        previous = last
      }
      isContinued = inside <= end && text.hasSuffix("\\") && !text.contains("#")
      // One empty line is as good as several, but not within a text.
      if !(text.isEmpty && isAfterBlank && inside <= start) { result += text + "\n" }
      isAfterBlank = text.isEmpty
      start = end + 1
    }
    while result.hasSuffix("\n\n") { result.removeLast() }
    return result
  }

  private func lineEnd(from start: Int) -> Int {
    source.bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")) ?? range.upperBound
  }

  private static func withoutEnd(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.hasSuffix("\r") ? String(text.dropLast()) : text
  }

  /// A line that begins outside of any token.
  private mutating func laidOut(_ line: ArraySlice<Token>, from start: Int, to end: Int) -> String {
    // Closing brackets at its start belong to the level of the line that opened them.
    var indent = levels.last?.inner ?? 0
    var open = levels[...]
    for token in line {
      guard token.isClosing, let level = open.popLast() else { break }
      indent = level.outer
    }
    let statement = indent
    if isGoingOn(line) { indent += 2 }
    count(line, from: indent, of: statement)
    var text = ""
    var position = start
    for (index, token) in zip(line.indices, line) {
      if index > line.startIndex {
        text += gap(
          line[index - 1], token, String(decoding: between(position, token.start), as: UTF8.self))
      }
      text += String(decoding: source.bytes[token.start..<min(token.end, end)], as: UTF8.self)
      position = token.end
    }
    if position < end {
      text += tail(String(decoding: between(position, end), as: UTF8.self), text.isEmpty)
    }
    return text.isEmpty ? "" : String(repeating: " ", count: indent) + text
  }

  private func between(_ start: Int, _ end: Int) -> ArraySlice<UInt8> {
    source.bytes[start..<max(start, end)]
  }

  /// Whether a line outside of brackets continues the statement of the line before.
  private func isGoingOn(_ line: ArraySlice<Token>) -> Bool {
    guard let previous, let first = line.first, !first.isClosing else { return false }
    return (levels.last?.isBlock ?? true) && previous.wantsMore
  }

  /// Opens and closes the levels of a line that is indented by `indent`, of a statement that is
  /// indented by `statement`: a block belongs to the statement.
  private mutating func count(
    _ line: ArraySlice<Token>, from indent: Int, of statement: Int
  ) {
    var (indent, statement) = (indent, statement)
    let earlier = levels.count
    var before = previous
    for token in line {
      if token.isOpening {
        let isBlock = token.kind == .sign(.leftBrace) && before?.precedesBlock ?? false
        let outer = isBlock ? statement : indent
        levels.append(Level(inner: outer + 2, outer: outer, statement: statement, isBlock: isBlock))
      } else if token.isClosing, let closed = levels.popLast(), levels.count < earlier {
        (indent, statement) = (closed.outer, closed.statement)
      }
      before = token
    }
  }

  /// What is between two tokens of a line.
  private func gap(_ before: Token, _ after: Token, _ written: String) -> String {
    switch after.kind {
    case .sign(.comma), .sign(.semicolon), .sign(.rightParenthesis), .sign(.rightBracket): return ""
    default: break
    }
    switch before.kind {
    case .sign(.leftParenthesis), .sign(.leftBracket): return ""
    default: break
    }
    // Several blanks align something.
    let blanks = written.contains("\t") ? " " : written
    if blanks.count > 1 { return blanks }
    return before.isSpaced || after.isSpaced || before.isSeparator ? " " : blanks
  }

  /// What comes after a line's last token: a comment, or the sign of a continued line.
  private func tail(_ written: String, _ isAlone: Bool) -> String {
    let rest = written.drop(while: \.isWhitespace)
    let blanks = written.prefix(written.count - rest.count).replacing("\t", with: " ")
    var text = String(rest)
    while let last = text.last, last.isWhitespace { text.removeLast() }
    guard !text.isEmpty else { return "" }
    if text.hasPrefix("#"), let second = text.dropFirst().first, second.isLetter || second.isNumber
    {
      text = "# " + text.dropFirst()
    }
    return isAlone ? text : (blanks.isEmpty ? " " : blanks) + text
  }
}

/// Where the f-strings of a block end, by their starts.
private struct Interpolations {
  private(set) var ends: [Int: Int] = [:]

  init(_ block: Block) { visit(block) }

  private mutating func visit(_ block: Block) {
    for statement in block.statements { visit(statement.parts) }
  }

  private mutating func visit(_ parts: Parts) {
    for expression in parts.expressions {
      if case .interpolated = expression.kind { ends[expression.span.start] = expression.span.end }
      visit(expression.parts)
    }
    for block in parts.blocks { visit(block) }
  }
}

extension Token {
  fileprivate var isOpening: Bool {
    if case .sign(let sign) = kind { sign.closing != nil } else { false }
  }

  fileprivate var isClosing: Bool {
    switch kind {
    case .sign(.rightParenthesis), .sign(.rightBracket), .sign(.rightBrace): true
    default: false
    }
  }

  /// Whether a brace behind it opens a block; where an operand is expected it opens a map.
  fileprivate var precedesBlock: Bool {
    switch kind {
    case .sign, .foreign: isClosing
    case .keyword(let word): word == .else || word == .true || word == .false || word == .none
    case .name, .int, .float, .string, .interpolation, .end: true
    }
  }

  /// Whether a line that ends with it goes on in the next.
  fileprivate var wantsMore: Bool {
    switch kind {
    case .sign(.semicolon), .sign(.ellipsis): false
    case .sign: !isClosing && !isOpening
    case .keyword(let word): [.and, .or, .not, .in, .is].contains(word)
    case .name, .int, .float, .string, .interpolation, .end, .foreign: false
    }
  }

  fileprivate var isSeparator: Bool { kind == .sign(.comma) || kind == .sign(.semicolon) }

  /// Whether there is a blank on either side.
  fileprivate var isSpaced: Bool {
    guard case .sign(let sign) = kind else { return false }
    switch sign {
    case .assign, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .arrow,
      .plusAssign, .minusAssign, .starAssign, .slashAssign, .doubleSlashAssign, .percentAssign,
      .doubleStarAssign, .atAssign, .ampersandAssign, .barAssign, .caretAssign, .approximately,
      .plusMinus:
      return true
    case .leftParenthesis, .rightParenthesis, .leftBracket, .rightBracket, .leftBrace, .rightBrace,
      .comma, .semicolon, .colon, .dot, .ellipsis, .plus, .minus, .star, .slash, .doubleSlash,
      .percent, .doubleStar, .at, .ampersand, .bar, .caret, .tilde:
      return false
    }
  }
}
