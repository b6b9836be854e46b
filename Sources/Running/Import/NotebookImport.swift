import Builtins
import Language
import Platform
import Text

/// A draft of a lab from a Jupyter notebook: Markdown becomes prose, and Python code what translates
/// line by line; what does not stays as a comment with what to do.
package struct NotebookImport {
  private static let largest = 64 << 20
  /// How many mistakes of a cell are put aside one by one.
  private static let patience = 200

  /// The lab.
  package private(set) var text = ""
  /// The lines of code, and those that were translated.
  package private(set) var count = (lines: 0, translated: 0)

  /// The draft from the notebook at `path`. Throws if that is none.
  package init(_ path: String) throws(Diagnostic) {
    let bytes: [UInt8]
    do {
      bytes = try RegularFile.bytes(of: path, atMost: Self.largest)
    } catch {
      throw Diagnostic(.usage, error.message, hint: error.hint)
    }
    guard let notebook = JSON(reading: bytes), let cells = notebook["cells"]?.elements else {
      throw Diagnostic(.usage, "\(path) is not a Jupyter notebook", hint: "it wants nbformat 4")
    }
    var title: String?
    var body = ""
    var data: String?
    for cell in cells {
      let source = Self.source(cell)
      switch cell["cell_type"]?.string {
      case "markdown": body += "\n" + Self.prose(source, &title) + "\n"
      case "code" where !source.trimmed.isEmpty:
        let code = code(source, &data)
        if !code.isEmpty { body += "\n```lab\n\(code)\n```\n" }
      default: break
      }
    }
    let name = LabFile.name(path).replacing(".ipynb", with: "")
    text = "---\nsummary: A draft from \(visible(name)).ipynb\n---\n# \(title ?? name)\n"
    if let data { text += "\n```lab\ndata images = \(data)\n```\n" }
    text += body
  }

  private static func source(_ cell: JSON) -> String {
    let source = cell["source"]
    let text = source?.string ?? source?.elements?.compactMap(\.string).joined() ?? ""
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { $0 == "\n" || $0 == "\t" || !isUnprintable($0) }))
  }

  /// Markdown of which the first `#` is the title, and each other a step.
  private static func prose(_ markdown: String, _ title: inout String?) -> String {
    var isInFence = false
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false).compactMap {
      line -> String? in
      if line.hasPrefix("```") || line.hasPrefix("~~~") {
        let opens = !isInFence
        isInFence.toggle()
        // What a lab would run is shown only.
        return opens ? "```text" : "```"
      }
      guard !isInFence, line.hasPrefix("# ") else { return String(line) }
      if title == nil {
        title = String(line.dropFirst(2)).trimmed
        return nil
      }
      return "#" + line
    }
    return trimmedLines(lines.joined(separator: "\n") + (isInFence ? "\n```" : ""))
  }

  /// A cell's code; what the parser refuses is kept as a comment.
  private mutating func code(_ cell: String, _ data: inout String?) -> String {
    let translation = PythonTranslation(cell)
    data = data ?? translation.data
    var lines = translation.lines
    let sources = Set(lines.compactMap(\.source))
    // What was dropped leaves no gap.
    lines.removeAll { $0.text.isEmpty && $0.source != nil }
    var isReadable = false
    for _ in 0..<min(lines.count + 1, Self.patience) {
      let head = "# T\n## S\n```lab\n"
      let text = head + lines.map(\.text).joined(separator: "\n") + "\n```\n"
      let file = SourceFile(name: "cell", text: text)
      guard let mistake = Parser.mistakes(in: file).first else {
        isReadable = true
        break
      }
      let line = mistake.span.map { $0.file.location(of: $0.start).line - 3 } ?? 1
      Self.comment(&lines, around: min(max(line, 1), lines.count) - 1, mistake.message)
    }
    if !isReadable {
      for index in lines.indices where !lines[index].text.isEmpty {
        lines[index].text = "# python: " + lines[index].text.trimmed
        lines[index].isTranslated = false
      }
    }
    let kept = Set(lines.filter { !$0.isTranslated }.compactMap(\.source))
    count.lines += sources.count
    count.translated += sources.subtracting(kept).count
    return trimmedLines(lines.map(\.text).joined(separator: "\n"))
  }

  /// Makes a comment of the statement that holds a line, with its block if it opens one.
  private static func comment(
    _ lines: inout [PythonTranslation.Line], around index: Int, _ message: String
  ) {
    func isComment(_ line: PythonTranslation.Line) -> Bool { line.text.trimmed.hasPrefix("#") }
    // A statement of several lines begins at the one that has a source.
    var first = index
    while first > 0, lines[first].source == nil || isComment(lines[first]) { first -= 1 }
    var last = max(first, index)
    var depth = 0
    var place = first
    while place < lines.count {
      if !isComment(lines[place]) {
        for character in PythonLine.split(lines[place].text).code {
          if "([{".contains(character) { depth += 1 }
          if ")]}".contains(character) { depth -= 1 }
        }
      }
      last = max(last, place)
      if depth <= 0, place >= index { break }
      place += 1
    }
    for number in first...last where !lines[number].text.isEmpty {
      if !isComment(lines[number]) {
        lines[number].text = "# python: " + lines[number].text.trimmed
      }
      lines[number].isTranslated = false
    }
    lines[first].text += "   # \(message)"
  }
}
