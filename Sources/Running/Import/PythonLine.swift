/// A logical line of Python: what brackets, triple quotes and backslashes hold together.
struct PythonLine {
  /// How deep it is indented.
  let indent: Int
  /// Its text without indentation, of several physical lines where brackets are open.
  let text: String
  /// The physical lines.
  let written: [String]

  /// The lines of a cell.
  static func lines(of code: String) -> [PythonLine] {
    var lines: [PythonLine] = []
    var open: [String] = []
    for line in code.split(separator: "\n", omittingEmptySubsequences: false) {
      let line = String(line.last == "\r" ? line.dropLast() : line).replacing("\t", with: "    ")
      open.append(line)
      let text = open.joined(separator: "\n")
      if isOpen(text), open.count < 400 { continue }
      lines.append(PythonLine(open))
      open = []
    }
    if !open.isEmpty { lines.append(PythonLine(open)) }
    return lines
  }

  private init(_ written: [String]) {
    self.written = written
    let first = written.first ?? ""
    indent = first.prefix { $0 == " " }.count
    text = written.joined(separator: "\n").trimmed
  }

  /// Whether the statement goes on in the next line.
  private static func isOpen(_ text: String) -> Bool {
    if text.last == "\\" { return true }
    var depth = 0
    var open = false
    forEachPiece(of: text) { piece, kind in
      switch kind {
      case .code:
        for character in piece {
          if "([{".contains(character) { depth += 1 }
          if ")]}".contains(character) { depth -= 1 }
        }
      case .openText: open = true
      case .text, .comment: break
      }
    }
    return depth > 0 || open
  }

  /// What a piece of a line is.
  enum Kind {
    case code, text, comment
    /// A triple-quoted text that does not end.
    case openText
  }

  /// Calls `body` with the pieces of `line` in order.
  static func forEachPiece(of line: String, _ body: (Substring, Kind) -> Void) {
    var rest = line[...]
    var code = rest.startIndex
    func flush(_ end: String.Index) { if code < end { body(line[code..<end], .code) } }
    while let first = rest.first {
      if first == "#" {
        flush(rest.startIndex)
        let end = rest.firstIndex(of: "\n") ?? rest.endIndex
        body(rest[..<end], .comment)
        rest = rest[end...]
        code = rest.startIndex
      } else if first == "\"" || first == "'" {
        flush(rest.startIndex)
        let mark = String(repeating: String(first), count: 3)
        let isTriple = rest.hasPrefix(mark)
        let end = Self.end(of: rest.dropFirst(isTriple ? 3 : 1), isTriple ? mark : String(first))
        body(rest[..<(end ?? rest.endIndex)], end == nil && isTriple ? .openText : .text)
        rest = rest[(end ?? rest.endIndex)...]
        code = rest.startIndex
      } else {
        rest.removeFirst()
      }
    }
    flush(line.endIndex)
  }

  private static func end(of text: Substring, _ mark: String) -> String.Index? {
    var rest = text
    while !rest.isEmpty {
      if rest.hasPrefix(mark) { return rest.index(rest.startIndex, offsetBy: mark.count) }
      if mark.count == 1, rest.first == "\n" { return rest.startIndex }
      rest.removeFirst(rest.first == "\\" && rest.count > 1 ? 2 : 1)
    }
    return nil
  }

  /// The line with its code, but no text or comment, changed by `change`.
  static func mapCode(_ line: String, _ change: (String) -> String) -> String {
    var result = ""
    forEachPiece(of: line) { piece, kind in
      result += kind == .code ? change(String(piece)) : String(piece)
    }
    return result
  }

  /// The line without a comment behind it, and the comment.
  static func split(_ line: String) -> (code: String, comment: String) {
    var (code, comment) = ("", "")
    forEachPiece(of: line) { piece, kind in
      if kind == .comment { comment = String(piece) } else { code += piece }
    }
    return (code.trimmed, comment)
  }
}

extension String {
  /// Without blanks at both ends.
  var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
