import Language
import Text

/// Code as it is shown: coloured by what the lexer takes it for, and in lines that can be pasted back.
///
/// A line that is too long goes on below, where one part ends and another begins; a backslash in the
/// right margin marks that, as code may do it. A text is never broken. A comment moves nearer to its code
/// before it goes below; one that is too long goes on as one: each of its lines has a `#`, and none a
/// backslash.
struct CodeText {
  private let width: Int
  private let marks: Marks
  /// What stands before every line.
  private static let margin = "  "

  init(_ width: Int, _ marks: Marks) {
    self.width = max(width, 20)
    self.marks = marks
  }

  /// The lines that show one line of code.
  func lines(_ parts: [CodePart]) -> [String] {
    guard let first = parts.first else { return [""] }
    let start = Self.blanks(first.space)
    let hanging = first.kind == .comment ? start : min(start + 4, width / 2 - 2)
    var lines: [String] = []
    var line = CodeText.margin + String(repeating: " ", count: start)
    var used = DisplayWidth.of(line)
    var isBare = true
    func close(goesOn: Bool) {
      lines.append(line + (goesOn ? marks.dim((isBare ? "" : " ") + "\\") : ""))
      line = CodeText.margin + String(repeating: " ", count: hanging)
      used = DisplayWidth.of(line)
      isBare = true
    }
    for (index, part) in parts.enumerated() {
      let gap = isBare ? 0 : gap(before: part, at: used)
      for (piece, word) in pieces(part, width - CodeText.margin.count - hanging).enumerated() {
        let size = DisplayWidth.of(word)
        if !isBare, piece > 0 || needsBreak(before: index, parts, at: used + gap, size) {
          // A comment goes on as one, by a mark of its own.
          close(goesOn: part.kind != .comment)
        } else {
          line += String(repeating: " ", count: gap)
          used += gap
        }
        line += coloured(word, part.kind)
        used += size
        isBare = false
      }
    }
    return lines + [line]
  }

  /// The blanks before a part; before a comment fewer than were written, where it fits only then.
  private func gap(before part: CodePart, at column: Int) -> Int {
    let written = Self.blanks(part.space)
    guard part.kind == .comment else { return written }
    let room = width - column - DisplayWidth.of(shown(part))
    return room < 2 ? written : min(written, room)
  }

  /// Whether a line has to end before a part, which together with what is glued to it takes more than
  /// the room.
  private func needsBreak(
    before index: Int, _ parts: [CodePart], at column: Int, _ size: Int
  ) -> Bool {
    guard canBreak(before: index, parts) else { return false }
    var end = column + size
    var next = index + 1
    while next < parts.count, !canBreak(before: next, parts) {
      end += Self.blanks(parts[next].space) + DisplayWidth.of(shown(parts[next]))
      next += 1
    }
    // The end of the code needs no room for a mark behind it.
    return end > (next == parts.count ? width : width - 2)
  }

  /// Whether a line may end before a part: behind a blank, a comma or an opening bracket, or before
  /// the point of a method.
  private func canBreak(before index: Int, _ parts: [CodePart]) -> Bool {
    guard index > 0, parts[index].text != ")" else { return false }
    let isOpen = [",", "(", "[", "{"].contains(parts[index - 1].text)
    return !parts[index].space.isEmpty || isOpen || parts[index].text == "."
  }

  /// A comment that is too long in pieces with a `#` each; anything else is whole.
  private func pieces(_ part: CodePart, _ room: Int) -> [String] {
    let text = shown(part)
    guard part.kind == .comment, DisplayWidth.of(text) > room else { return [text] }
    let mark = String(text.prefix { $0 == "#" }) + " "
    let body = text.dropFirst(mark.count - 1).drop { $0 == " " }
    return wrapped(String(body), max(room - mark.count - 2, 8)).map { mark + $0 }
  }

  private func shown(_ part: CodePart) -> String {
    marks.spelled(visible(part.text.replacing("\t", with: "    ")))
  }

  private static func blanks(_ space: String) -> Int {
    space.reduce(0) { $0 + ($1 == "\t" ? 4 : 1) }
  }

  private func coloured(_ text: String, _ kind: CodePart.Kind) -> String {
    switch kind {
    case .word, .sign: text
    case .keyword: marks.keyword(text)
    case .string: marks.string(text)
    case .number: marks.number(text)
    case .comment: marks.dim(text)
    }
  }
}
