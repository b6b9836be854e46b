import Builtins
import Language
import Plotting
import Text

/// A run as a Jupyter notebook (nbformat 4.5): prose, code, and what came of it. The code is Lab's, and
/// there to be read.
package struct NotebookDocument {
  private var cells: [JSON] = []
  /// The code cell that takes outputs.
  private var source: String?
  private var outputs: [JSON] = []
  private var count = 0

  /// The notebook of a document.
  package init(_ document: RunDocument) {
    addMarkdown("# \(document.title)" + document.facts.map { "\n\n*\($0)*" }.joined())
    for part in document.parts {
      if part.step.number > 0 { addMarkdown("## \(part.step.number) \(part.step.title)") }
      for piece in part.pieces { write(piece) }
      closeCode()
    }
    addMarkdown("---\n\n\(document.verdict)")
  }

  /// The notebook's file.
  package var text: String {
    JSON.object([
      ("cells", .list(cells)),
      (
        "metadata",
        .object([
          (
            "language_info",
            .object([
              ("file_extension", .string(".lab")), ("mimetype", .string("text/x-python")),
              ("name", .string("lab")), ("pygments_lexer", .string("python")),
            ])
          )
        ])
      ),
      ("nbformat", .int(4)), ("nbformat_minor", .int(5)),
    ]).text
  }

  private mutating func write(_ piece: RunDocument.Piece) {
    switch piece {
    case .prose(let markdown): addMarkdown(trimmedLines(markdown))
    case .code(let code, isFolded: _): addCode(RunDocument.text(of: code))
    case .exercise(let id, let code):
      addMarkdown("**Exercise \(id)**")
      addCode(RunDocument.text(of: code))
    case .text(let printed): print(printed)
    case .figures(let figures): for figure in figures { write(figure) }
    case .claim(let claim):
      let (mark, claimed, notes) = RunDocument.text(of: claim)
      print(([mark + " " + claimed] + notes.map { "  " + $0 }).joined(separator: "\n") + "\n")
    case .question(let question):
      var text = "**\(question.isPrediction ? "Predict" : "Question")** \(question.text)"
      if case .choice(let choices, correct: _) = question.form {
        text += "\n\n" + choices.map { "- \($0)" }.joined(separator: "\n")
      }
      addWords(text)
    case .note(let note): addWords("*\(note)*")
    case .failure(let failure):
      outputs.append(
        .object([
          ("output_type", .string("error")), ("ename", .string("error")),
          ("evalue", .string(failure.message)),
          (
            "traceback",
            .list(
              failure.rendered(color: false).split(separator: "\n").map { .string(String($0)) })
          ),
        ]))
    }
  }

  /// The code that is open takes no more outputs.
  private mutating func closeCode() {
    guard source != nil || !outputs.isEmpty else { return }
    count += 1
    cells.append(
      .object([
        ("cell_type", .string("code")), ("id", .string("cell-\(cells.count)")),
        ("metadata", .object([])), ("execution_count", .int(count)),
        ("source", .string(source ?? "")), ("outputs", .list(outputs)),
      ]))
    (source, outputs) = (nil, [])
  }

  private mutating func addCode(_ code: String) {
    closeCode()
    source = code
  }

  private mutating func addMarkdown(_ text: String) {
    closeCode()
    cells.append(
      .object([
        ("cell_type", .string("markdown")), ("id", .string("cell-\(cells.count)")),
        ("metadata", .object([])), ("source", .string(text)),
      ]))
  }

  /// Words below the code that is open, or on their own.
  private mutating func addWords(_ text: String) {
    if source == nil { addMarkdown(text) } else { print(text + "\n") }
  }

  private mutating func print(_ text: String) {
    outputs.append(
      .object([
        ("output_type", .string("stream")), ("name", .string("stdout")), ("text", .string(text)),
      ]))
  }

  private mutating func write(_ figure: any Figure) {
    let words =
      figure is Table
      ? render(figure, Style(width: 100, glyphs: .unicode)) : Printable.line(figure.sentence)
    var data = [("text/plain", JSON.string(words))]
    if !(figure is Table) { data.append(("image/svg+xml", .string(svg(figure)))) }
    outputs.append(
      .object([
        ("output_type", .string("display_data")), ("data", .object(data)),
        ("metadata", .object([])),
      ]))
  }
}
