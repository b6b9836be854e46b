import Text

/// The Markdown between a lab's fences, as a terminal shows it.
package struct Prose: Sendable {
  let lines: [String]

  /// Prose as written in the file.
  package init(_ markdown: String) {
    lines = markdown.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.last == "\r" ? line.dropLast() : line)
    }
  }

  /// A heading or another single line: no marks, formulas readable, no control characters.
  package static func line(
    _ markdown: String, unicode: Bool, keepsWords: Bool = false
  ) -> String {
    String(Inline(markdown, unicode: unicode, keepsWords: keepsWords).characters.map(\.character))
  }

  /// Text in lines of at most `width` columns (at least 8) without a final newline.
  ///
  /// Paragraphs and lists are wrapped; fences are kept, but lines that are too long are cut; the cells
  /// of tables are aligned, and wrapped where a table is too wide. Formulas become Unicode, or ASCII. `styled` marks headings, emphasis and code with escape
  /// codes; otherwise code keeps its backquotes, and other marks are left out. Control characters are removed.
  package func rendered(
    width: Int, unicode: Bool, keepsWords: Bool = false, styled: Bool = false
  ) -> String {
    var writer = ProseWriter(
      width: max(8, width), unicode: unicode, keepsWords: keepsWords, isStyled: styled)
    var index = 0
    while index < lines.count { index = writer.write(lines, from: index) }
    return writer.text
  }
}

/// Writes one block of Markdown after the other.
struct ProseWriter {
  let width: Int
  let unicode: Bool
  let keepsWords: Bool
  private let isStyled: Bool
  var output: [String] = []

  init(width: Int, unicode: Bool, keepsWords: Bool, isStyled: Bool) {
    self.width = width
    self.unicode = unicode
    self.keepsWords = keepsWords
    self.isStyled = isStyled
  }

  /// The lines so far, without blank ones at the ends.
  var text: String {
    let first = output.firstIndex { !$0.isEmpty } ?? output.endIndex
    let last = output.lastIndex { !$0.isEmpty } ?? output.startIndex
    return first < output.endIndex ? output[first...last].joined(separator: "\n") : ""
  }

  /// Writes the block that starts at line `index`; returns the line after it.
  mutating func write(_ lines: [String], from index: Int) -> Int {
    let line = trimmed(lines[index])
    if line.isEmpty {
      if output.last?.isEmpty == false { output.append("") }
      return index + 1
    }
    if line.hasPrefix("```") || line.hasPrefix("~~~") {
      let mark = String(line.prefix(3))
      var end = index + 1
      while end < lines.count, !trimmed(lines[end]).hasPrefix(mark) { end += 1 }
      for line in lines[(index + 1)..<end] { writeVerbatim("    " + line) }
      return min(end + 1, lines.count)
    }
    if line.hasPrefix("$$") { return writeFormula(lines, from: index) }
    if line.hasPrefix("|") { return writeTable(lines, from: index) }
    if line.hasPrefix("#") {
      let title = line.drop { $0 == "#" }
      write(trimmed(title), first: "", rest: "", style: .strong)
      return index + 1
    }
    return writeParagraph(lines, from: index)
  }

  private mutating func writeFormula(_ lines: [String], from index: Int) -> Int {
    var tex = String(trimmed(lines[index]).dropFirst(2))
    var end = index + 1
    while !tex.contains("$$"), end < lines.count {
      tex += "\n" + lines[end]
      end += 1
    }
    if let close = tex.firstRange(of: "$$") { tex = String(tex[..<close.lowerBound]) }
    let text = Formula.text(tex, unicode: unicode, keepsWords: keepsWords)
    write(escaped(text), first: "    ", rest: "    ", style: .plain)
    return end
  }

  /// Text with its Markdown marks escaped.
  private func escaped(_ text: String) -> String {
    text.map { $0.isPunctuation || $0.isSymbol ? "\\\($0)" : String($0) }.joined()
  }

  private mutating func writeParagraph(_ lines: [String], from index: Int) -> Int {
    let indent = lines[index].prefix { $0 == " " }.count
    let line = trimmed(lines[index])
    var (mark, text) = item(line)
    var end = index + 1
    while end < lines.count, goesOn(lines[end]) {
      text += " " + trimmed(lines[end])
      end += 1
    }
    let margin = String(repeating: " ", count: min(indent, width / 4))
    let hang = String(repeating: " ", count: mark.count)
    let isQuote = mark == "> "
    write(
      text, first: margin + mark, rest: margin + (isQuote ? mark : hang), style: .plain)
    return end
  }

  /// Whether a line belongs to the paragraph before it.
  private func goesOn(_ line: String) -> Bool {
    let line = trimmed(line)
    if line.isEmpty || ["```", "~~~", "$$", "|", "#"].contains(where: line.hasPrefix) {
      return false
    }
    return item(line).mark.isEmpty
  }

  /// The mark of a list item or a quotation, and what follows it.
  private func item(_ line: String) -> (mark: String, text: String) {
    for mark in ["- ", "* ", "+ "] where line.hasPrefix(mark) {
      return (unicode ? "• " : "* ", String(line.dropFirst(2)))
    }
    if line.hasPrefix("> ") { return ("> ", String(line.dropFirst(2))) }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(digits.count)
    if (1...4).contains(digits.count), rest.hasPrefix(". ") || rest.hasPrefix(") ") {
      return (String(digits) + ". ", String(rest.dropFirst(2)))
    }
    return ("", line)
  }

  // MARK: Lines

  private mutating func write(_ text: String, first: String, rest: String, style: Inline.Style) {
    let inline = inline(text)
    let lines = inline.lines(width: max(4, width - first.count))
    for (index, line) in lines.enumerated() {
      output.append((index == 0 ? first : rest) + painted(line, over: style))
    }
  }

  /// Text with its styles; without any, code keeps its backquotes.
  func inline(_ text: String) -> Inline {
    Inline(text, unicode: unicode, keepsWords: keepsWords, marksCode: !isStyled)
  }

  mutating func writeVerbatim(_ line: String) {
    var kept = ""
    var used = 0
    let text = unicode || keepsWords ? line : Transliteration.ascii(line)
    for character in text.replacing("\t", with: "    ") {
      if character.unicodeScalars.contains(where: isUnprintable) { continue }
      used += DisplayWidth.of(character)
      if used > width { break }
      kept.append(character)
    }
    while kept.last == " " { kept.removeLast() }
    output.append(kept)
  }

  func painted(
    _ line: [(character: Character, style: Inline.Style)], over base: Inline.Style
  ) -> String {
    guard isStyled else { return String(line.map(\.character)) }
    var text = ""
    var current = Inline.Style.plain
    for (character, own) in line {
      let style = own == .plain ? base : own
      if style != current {
        if current != .plain { text += "\u{1B}[0m" }
        text += code(style)
        current = style
      }
      text.append(character)
    }
    return current == .plain ? text : text + "\u{1B}[0m"
  }

  private func code(_ style: Inline.Style) -> String {
    switch style {
    case .plain: ""
    case .strong: "\u{1B}[1m"
    case .emphasis: "\u{1B}[3m"
    case .code: "\u{1B}[36m"
    }
  }
}
