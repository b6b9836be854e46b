import Text

/// A line that opens or closes a fence.
struct Fence {
  /// `` ` `` or `~`.
  let mark: UInt8
  let length: Int
  /// What follows the marks, without blanks at its ends.
  let info: Range<Int>

  /// nil if the line is no fence.
  init?(_ source: SourceFile, _ range: Range<Int>) {
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    let bytes = source.bytes[range]
    let indent = bytes.prefix { $0 == UInt8(ascii: " ") }.count
    guard indent <= 3, let mark = bytes.dropFirst(indent).first,
      mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~")
    else { return nil }
    self.mark = mark
    length = bytes.dropFirst(indent).prefix { $0 == mark }.count
    guard length >= 3 else { return nil }
    var start = range.lowerBound + indent + length
    var end = range.upperBound
    while start < end, isBlank(source.bytes[start]) { start += 1 }
    while start < end, isBlank(source.bytes[end - 1]) { end -= 1 }
    info = start..<end
    // ```` ```code``` ```` on one line is prose.
    if mark == UInt8(ascii: "`"), source.bytes[info].contains(mark) { return nil }
  }

  /// The marks that close the fence.
  var marks: String { String(repeating: String(Unicode.Scalar(mark)), count: length) }
}

/// A fence that means something to a lab.
enum FenceKind {
  case lab(folded: Bool)
  case exercise(String)
  case check(String, isHidden: Bool)
  case hint(String)
  case wrong(String, message: String)
  case solution(String)

  private static let words = LabWord.fences.map(\.name)

  /// Nil for a fence in any other language, which is prose.
  init?(_ fence: Fence, _ source: SourceFile) throws(Diagnostic) {
    let span = Span(source, fence.info.lowerBound, fence.info.upperBound)
    let words = span.text.split(separator: " ").map(String.init)
    guard let word = words.first else { return nil }
    guard FenceKind.words.contains(word) else {
      try FenceKind.refuseMisspelling(word, at: span)
      return nil
    }
    if word == "lab" {
      guard words.count == 1 || words == ["lab", "fold"] else {
        throw Diagnostic(
          .syntax, "a `lab` fence has no option `\(words[1...].joined(separator: " "))`", at: span,
          hint: "write `lab`, or `lab fold` for code that starts folded")
      }
      self = .lab(folded: words.count == 2)
      return
    }
    guard words.count > 1, isIdentifier(words[1]) else {
      throw Diagnostic(
        .syntax, "`\(word)` needs the id of its exercise", at: span, hint: "write `\(word) id`")
    }
    let id = words[1]
    if word == "wrong" {
      self = .wrong(id, message: try FenceKind.message(fence, source, after: id))
      return
    }
    let isHidden = word == "check" && words.dropFirst(2) == ["hidden"]
    guard words.count == 2 || isHidden else {
      throw Diagnostic(
        .syntax, "nothing can follow `\(word) \(id)`", at: span,
        hint: word == "check" ? "but for `hidden`: a check that is not released" : nil)
    }
    switch word {
    case "exercise": self = .exercise(id)
    case "check": self = .check(id, isHidden: isHidden)
    case "hint": self = .hint(id)
    default: self = .solution(id)
    }
  }

  /// Whether its body is code.
  var isCode: Bool { if case .hint = self { false } else { true } }

  /// Whether an author keeps it when the lab is released.
  var isKept: Bool {
    switch self {
    case .wrong, .solution, .check(_, isHidden: true): true
    case .lab, .exercise, .check, .hint: false
    }
  }

  /// The string in `wrong id "message"`.
  private static func message(
    _ fence: Fence, _ source: SourceFile, after id: String
  ) throws(Diagnostic) -> String {
    let span = Span(source, fence.info.lowerBound, fence.info.upperBound)
    let quote = source.bytes[fence.info].firstIndex(of: UInt8(ascii: "\""))
    if let quote {
      var lexer = Lexer(source, from: quote, to: fence.info.upperBound)
      if case .string(let message) = try lexer.next().kind, try lexer.next().kind == .end,
        Span(source, fence.info.lowerBound, quote).text.split(separator: " ").count == 2
      {
        return message
      }
    }
    throw Diagnostic(
      .syntax, "`wrong` needs the message that the answer must fail with", at: span,
      hint: "write `wrong \(id) \"message\"`")
  }

  /// A fence whose word is nearly one of ours would never run, and nobody would notice.
  private static func refuseMisspelling(_ word: String, at span: Span) throws(Diagnostic) {
    let lowered = word.lowercased()
    guard
      let meant = words.first(where: { $0 == lowered || isPlural(lowered, of: $0) })
        ?? (word.utf8.count >= 5 ? nearest(word, among: words.filter { $0.utf8.count >= 5 }) : nil)
    else { return }
    throw Diagnostic(
      .syntax, "there is no fence `\(word)`", at: span, hint: "did you mean `\(meant)`?")
  }

  private static func isPlural(_ word: String, of other: String) -> Bool { word == other + "s" }
}
