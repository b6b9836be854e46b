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
  /// The lines of code, and those that were translated and in which `lab check` finds nothing.
  package private(set) var count = (lines: 0, translated: 0)
  /// The line of Python that each line of code comes from, blank lines left out.
  private var origins: [Origin?] = []
  /// The lines of Python that are not code yet.
  private var unfinished: Set<Origin> = []

  /// A line of Python: a cell, and a line there.
  private struct Origin: Hashable {
    let cell: Int
    let line: Int
  }

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
    for (number, cell) in cells.enumerated() {
      let source = Self.source(cell)
      switch cell["cell_type"]?.string {
      case "markdown": body += "\n" + Self.prose(source, &title) + "\n"
      case "code" where !source.trimmed.isEmpty:
        let code = code(source, number, &data)
        if !code.isEmpty { body += "\n```lab\n\(code)\n```\n" }
      default: break
      }
    }
    let name = LabFile.name(path).replacing(".ipynb", with: "")
    text = "---\nsummary: A draft from \(visible(name)).ipynb\n---\n# \(title ?? name)\n"
    if let data { text += "\n```lab\ndata images = \(data)\n```\n" }
    text += body
    check(named: name, skipping: data == nil ? 0 : 1)
    count.translated = count.lines - unfinished.count
  }

  /// Notes the lines in which `lab check` finds something; the first fences are not from cells.
  private mutating func check(named name: String, skipping fences: Int) {
    let source = SourceFile(name: "\(name).lab", text: text)
    let reading = LabReading(source)
    let written = reading.code.dropFirst(fences).flatMap { $0 }
      .filter { !source.line($0).trimmed.isEmpty }
    let lines = Dictionary(zip(written, origins).map { ($0, $1) }) { first, _ in first }
    for mistake in LabCheck.mistakes(in: reading, folder: nil) {
      guard let span = mistake.span, let origin = lines[span.lines.lowerBound] else { continue }
      if let origin { unfinished.insert(origin) }
    }
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
  private mutating func code(_ cell: String, _ number: Int, _ data: inout String?) -> String {
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
    count.lines += sources.count
    var source: Int?
    for line in lines {
      source = line.source ?? source
      guard !line.text.trimmed.isEmpty else { continue }
      let origin = source.map { Origin(cell: number, line: $0) }
      origins.append(origin)
      if !line.isTranslated, let origin { unfinished.insert(origin) }
    }
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
