import Text

extension Prose {
  /// The prose as HTML: paragraphs, lists, tables, headings below `level`, formulas as MathML. Raw HTML
  /// is text.
  package func html(below level: Int = 2) -> String {
    var writer = HTMLWriter(lines, level)
    return writer.text()
  }

  /// A heading or another single line as HTML.
  package static func htmlLine(_ markdown: String) -> String {
    InlineHTML.text(Array(markdown), depth: 0)
  }
}

/// Writes one block of Markdown after the other.
private struct HTMLWriter {
  private let lines: [String]
  private let level: Int
  private var index = 0
  /// The lists that are open, by their indentation.
  private var lists: [(indent: Int, mark: String)] = []
  private var output = ""

  init(_ lines: [String], _ level: Int) { (self.lines, self.level) = (lines, level) }

  mutating func text() -> String {
    while index < lines.count { writeBlock() }
    closeLists(from: 0)
    return output
  }

  private mutating func writeBlock() {
    let line = trimmed(lines[index])
    if line.isEmpty { return index += 1 }
    if let item = Self.item(line) { return writeItem(item.mark, item.text) }
    let indent = lines[index].prefix { $0 == " " }.count
    if indent == 0 { closeLists(from: 0) }
    if line.hasPrefix("```") || line.hasPrefix("~~~") {
      writeFence(String(line.prefix(3)))
    } else if line.hasPrefix("$$") {
      writeFormula()
    } else if line.hasPrefix("|") {
      writeTable()
    } else if line.hasPrefix("#") {
      let depth = min(6, max(line.prefix { $0 == "#" }.count, level + 1))
      let title = trimmed(line.drop { $0 == "#" })
      output += "<h\(depth)>\(Prose.htmlLine(title))</h\(depth)>\n"
      index += 1
    } else if line.hasPrefix("> ") || line == ">" {
      writeQuotation()
    } else {
      output += "<p>\(Prose.htmlLine(paragraph(trimmed(lines[index]))))</p>\n"
    }
  }

  /// A paragraph's text: the line, and those that belong to it.
  private mutating func paragraph(_ first: String) -> String {
    var text = first
    index += 1
    while index < lines.count {
      let line = trimmed(lines[index])
      let starts = ["```", "~~~", "$$", "|", "#", "> "].contains(where: line.hasPrefix)
      if line.isEmpty || starts || Self.item(line) != nil { break }
      text += " " + line
      index += 1
    }
    return text
  }

  private mutating func writeFence(_ mark: String) {
    index += 1
    var code = ""
    while index < lines.count, !trimmed(lines[index]).hasPrefix(mark) {
      code += lines[index] + "\n"
      index += 1
    }
    index += 1
    output += "<pre tabindex=\"0\"><code>\(HTML.escaped(code))</code></pre>\n"
  }

  private mutating func writeFormula() {
    var tex = String(trimmed(lines[index]).dropFirst(2))
    index += 1
    while !tex.contains("$$"), index < lines.count {
      tex += "\n" + lines[index]
      index += 1
    }
    if let close = tex.firstRange(of: "$$") { tex = String(tex[..<close.lowerBound]) }
    output += "<p>\(MathML.element(tex, isBlock: true))</p>\n"
  }

  private mutating func writeQuotation() {
    var inner: [String] = []
    while index < lines.count, trimmed(lines[index]).hasPrefix(">") {
      let line = trimmed(lines[index]).dropFirst()
      inner.append(String(line.first == " " ? line.dropFirst() : line))
      index += 1
    }
    // Quotations in quotations are text, so that nothing nests without bound.
    var writer = HTMLWriter(inner.map { $0.hasPrefix(">") ? "\\" + $0 : $0 }, level)
    output += "<blockquote>\(writer.text())</blockquote>\n"
  }

  private mutating func writeTable() {
    var rows: [[String]] = []
    while index < lines.count, trimmed(lines[index]).hasPrefix("|") {
      rows.append(Self.cells(trimmed(lines[index])))
      index += 1
    }
    func isRule(_ row: [String]) -> Bool {
      row.allSatisfy { !$0.isEmpty && $0.allSatisfy { "-: ".contains($0) } }
    }
    let hasHead = rows.count > 1 && isRule(rows[1])
    output += "<table>\n"
    for (number, row) in rows.enumerated() where !isRule(row) {
      let isHead = hasHead && number == 0
      let cells = row.map { cell in
        (isHead ? "<th scope=\"col\">" : "<td>") + Prose.htmlLine(cell)
          + (isHead ? "</th>" : "</td>")
      }
      output += "<tr>\(cells.joined())</tr>\n"
    }
    output += "</table>\n"
  }

  private static func cells(_ line: String) -> [String] {
    var cells = [""]
    var isEscaped = false
    for character in line.dropFirst() {
      if character == "|", !isEscaped {
        cells.append("")
      } else if character == "|" {
        cells[cells.count - 1].removeLast()
        cells[cells.count - 1].append(character)
      } else {
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    if trimmed(cells[cells.count - 1]).isEmpty { cells.removeLast() }
    return cells.map { trimmed($0) }
  }

  // MARK: Lists

  private static func item(_ line: String) -> (mark: String, text: String)? {
    for mark in ["- ", "* ", "+ "] where line.hasPrefix(mark) {
      return ("ul", String(line.dropFirst(2)))
    }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(digits.count)
    guard (1...4).contains(digits.count), rest.hasPrefix(". ") || rest.hasPrefix(") ") else {
      return nil
    }
    return ("ol", String(rest.dropFirst(2)))
  }

  private mutating func writeItem(_ mark: String, _ text: String) {
    let indent = min(lines[index].prefix { $0 == " " }.count, 16)
    while let last = lists.last, last.indent > indent { closeLists(from: lists.count - 1) }
    if let last = lists.last, last.indent == indent, last.mark != mark {
      closeLists(from: lists.count - 1)
    }
    if lists.last?.indent == indent {
      output += "</li>\n"
    } else {
      lists.append((indent, mark))
      output += "<\(mark)>\n"
    }
    output += "<li>\(Prose.htmlLine(paragraph(text)))"
  }

  private mutating func closeLists(from depth: Int) {
    while lists.count > depth, let list = lists.popLast() { output += "</li>\n</\(list.mark)>\n" }
  }
}

/// Markdown's emphasis, code, links, escapes and formulas as HTML.
private enum InlineHTML {
  /// Marks that close further away than this are text.
  private static let reach = 2000

  static func text(_ text: [Character], depth: Int) -> String {
    var result = ""
    var plain = ""
    var position = 0
    while position < text.count {
      if let (html, end) = span(text, position, depth: depth) {
        result += HTML.escaped(plain) + html
        plain = ""
        position = end
      } else {
        plain.append(text[position])
        position += 1
      }
    }
    return result + HTML.escaped(plain)
  }

  /// The span that starts at `position` as HTML, and where it ends; nil if there is none.
  private static func span(_ text: [Character], _ position: Int, depth: Int) -> (String, Int)? {
    let next = position + 1 < text.count ? text[position + 1] : " "
    switch text[position] {
    case "\\":
      guard next.isPunctuation || next.isSymbol else { return nil }
      return (HTML.escaped(String(next)), position + 2)
    case "`":
      let length = text[position...].prefix { $0 == "`" }.count
      let mark = Array(repeating: Character("`"), count: length)
      guard let close = find(mark, in: text, from: position + length) else { return nil }
      return (
        "<code>\(HTML.escaped(String(text[position + length..<close])))</code>", close + length
      )
    case "$":
      guard !next.isWhitespace, next != "$",
        let close = find(["$"], in: text, from: position + 1), close > position + 1,
        !text[close - 1].isWhitespace
      else { return nil }
      let tex = String(text[position + 1..<close])
      return (MathML.element(tex, isBlock: false), close + 1)
    case "*", "_": return emphasis(text, position, depth: depth)
    case "!" where next == "[": return link(text, position + 1, isImage: true)
    case "[": return link(text, position, isImage: false)
    default: return nil
    }
  }

  private static func emphasis(_ text: [Character], _ position: Int, depth: Int) -> (String, Int)? {
    let isDouble = position + 1 < text.count && text[position + 1] == text[position]
    let mark = Array(repeating: text[position], count: isDouble ? 2 : 1)
    let start = position + mark.count
    let isInWord = position > 0 && (text[position - 1].isLetter || text[position - 1].isNumber)
    guard depth < 8, start < text.count, !text[start].isWhitespace,
      text[position] == "*" || !isInWord, var close = find(mark, in: text, from: start + 1),
      !text[close - 1].isWhitespace
    else { return nil }
    // In `***a***` the outer mark closes last.
    while isDouble, close + 2 < text.count, text[close + 2] == text[position] { close += 1 }
    let name = isDouble ? "strong" : "em"
    let inner = InlineHTML.text(Array(text[start..<close]), depth: depth + 1)
    return ("<\(name)>\(inner)</\(name)>", close + mark.count)
  }

  /// `[text](address)`; only addresses that lead to a page or into this one are links, and an image
  /// is its description, since the page holds everything that it shows.
  private static func link(_ text: [Character], _ position: Int, isImage: Bool) -> (String, Int)? {
    guard let middle = find(["]", "("], in: text, from: position + 1),
      let close = find([")"], in: text, from: middle + 2)
    else { return nil }
    let label = HTML.escaped(String(text[position + 1..<middle]))
    let address = String(text[middle + 2..<close])
    if isImage { return (label, close + 1) }
    guard ["https://", "http://", "mailto:", "#"].contains(where: address.hasPrefix) else {
      return ("\(label) (\(HTML.escaped(address)))", close + 1)
    }
    return ("<a href=\"\(HTML.escaped(address))\">\(label)</a>", close + 1)
  }

  private static func find(_ mark: [Character], in text: [Character], from start: Int) -> Int? {
    guard start <= text.count - mark.count else { return nil }
    for index in start...min(text.count - mark.count, start + reach)
    where text[index..<index + mark.count].elementsEqual(mark) {
      return index
    }
    return nil
  }
}
