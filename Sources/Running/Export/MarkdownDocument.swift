import Language
import Plotting
import Text

/// A run as Markdown, with its figures in files beside it.
package struct MarkdownDocument {
  /// The text.
  package private(set) var text = ""
  /// The figures, by the names of their files.
  package private(set) var files: [(name: String, svg: String)] = []
  private let folder: String

  /// The document; the text refers to figures in `folder`.
  package init(_ document: RunDocument, figuresIn folder: String) {
    self.folder = folder
    text = "# \(document.title)\n"
    for fact in document.facts { text += "\n*\(fact)*\n" }
    for part in document.parts {
      if part.step.number > 0 { text += "\n## \(part.step.number) \(part.step.title)\n" }
      for piece in part.pieces { write(piece) }
    }
    text += "\n---\n\n\(document.verdict)\n"
  }

  private mutating func write(_ piece: RunDocument.Piece) {
    switch piece {
    case .prose(let markdown): text += "\n" + trimmedLines(markdown) + "\n"
    case .code(let code, isFolded: _): fence(RunDocument.text(of: code), "python")
    case .exercise(let id, let code):
      text += "\n**Exercise \(id)**\n"
      fence(RunDocument.text(of: code), "python")
    case .text(let printed): fence(printed, "text")
    case .figures(let figures): for figure in figures { write(figure) }
    case .claim(let claim):
      let (mark, claimed, notes) = RunDocument.text(of: claim)
      text += "\n\(mark) `\(claimed.replacing("`", with: "'"))`"
      text += notes.map { ", " + $0 }.joined() + "\n"
    case .question(let question):
      text += "\n> **\(question.isPrediction ? "Predict" : "Question")** \(question.text)\n"
      if case .choice(let choices, correct: _) = question.form {
        text += ">\n" + choices.map { "> - \($0)\n" }.joined()
      }
    case .note(let note): text += "\n*\(note)*\n"
    case .failure(let failure): fence(failure.rendered(color: false), "text")
    }
  }

  private mutating func write(_ figure: any Figure) {
    guard let table = figure as? Table else {
      let name = "\(files.count + 1).svg"
      files.append((name, svg(figure)))
      let sentence = Printable.line(figure.sentence).replacing("[", with: "(").replacing(
        "]", with: ")")
      text += "\n![\(sentence)](\(folder)/\(name))\n"
      return
    }
    if !table.title.isEmpty { text += "\n**\(table.title)**\n" }
    func line(_ cells: [String]) -> String {
      "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }
    text += "\n" + line(table.header) + line(table.header.map { _ in "---" })
    for row in table.rows { text += line(row.map(\.words)) }
  }

  /// A fence that nothing in the text closes.
  private mutating func fence(_ code: String, _ word: String) {
    var mark = "```"
    while code.contains(mark) { mark += "`" }
    text += "\n\(mark)\(word)\n\(code)\(code.hasSuffix("\n") ? "" : "\n")\(mark)\n"
  }
}

extension Table.Cell {
  /// The entry as text.
  var words: String {
    switch self {
    case .text(let text): visible(text)
    case .integer(let number): Digits.grouped(number)
    case .number(let number): Digits.general(number, 4)
    case .missing: ""
    }
  }
}

/// The text without empty lines at its ends.
func trimmedLines(_ text: String) -> String {
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
  while lines.first?.allSatisfy(\.isWhitespace) == true { lines.removeFirst() }
  while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
  return lines.joined(separator: "\n")
}
