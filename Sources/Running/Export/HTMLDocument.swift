import Language
import Plotting
import Text

/// A run as one HTML page, which needs no other file and no script.
package struct HTMLDocument {
  /// The page.
  package private(set) var text = ""

  /// The page of a document.
  package init(_ document: RunDocument) {
    let title = Prose.htmlLine(document.title)
    text = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
      <title>\(HTML.escaped(document.title))</title>
      <style>\(HTMLStyle.text)</style>
      </head>
      <body>
      <header>
      <h1>\(title)</h1>

      """
    if let summary = document.summary {
      text += "<p class=\"summary\">\(Prose.htmlLine(summary))</p>\n"
    }
    for fact in document.facts { text += "<p class=\"fact\">\(HTML.escaped(fact))</p>\n" }
    text += "</header>\n" + contents(document) + "<main>\n"
    for part in document.parts {
      text += "<section id=\"step-\(part.step.number)\">\n"
      if part.step.number > 0 {
        text += "<h2>\(part.step.number) \(Prose.htmlLine(part.step.title))</h2>\n"
      }
      for piece in part.pieces { write(piece) }
      text += "</section>\n"
    }
    text += "</main>\n<footer><p>\(HTML.escaped(document.verdict))</p></footer>\n</body>\n</html>\n"
  }

  private func contents(_ document: RunDocument) -> String {
    let steps = document.parts.map(\.step).filter { $0.number > 0 }
    guard steps.count > 2 else { return "" }
    let items = steps.map {
      "<li value=\"\($0.number)\"><a href=\"#step-\($0.number)\">\(Prose.htmlLine($0.title))</a></li>\n"
    }
    return "<nav aria-label=\"Steps\">\n<ol>\n\(items.joined())</ol>\n</nav>\n"
  }

  private mutating func write(_ piece: RunDocument.Piece) {
    switch piece {
    case .prose(let markdown): text += Prose(markdown).html()
    case .code(let code, isFolded: let isFolded):
      text += isFolded ? "<details><summary>Code</summary>\n" : ""
      text += Self.code(code) + (isFolded ? "</details>\n" : "")
    case .exercise(let id, let code):
      text += "<div class=\"exercise\"><p><strong>Exercise \(HTML.escaped(id))</strong></p>\n"
      text += Self.code(code) + "</div>\n"
    case .text(let printed):
      text += "<pre class=\"output\" tabindex=\"0\">\(HTML.escaped(printed))</pre>\n"
    case .figures(let figures):
      text += figures.count > 1 ? "<div class=\"beside\">\n" : ""
      for figure in figures { write(figure) }
      text += figures.count > 1 ? "</div>\n" : ""
    case .claim(let claim):
      let (mark, claimed, notes) = RunDocument.text(of: claim)
      let kind = mark == "✓" ? "held" : mark == "✗" ? "failed" : "unchecked"
      let word = mark == "✓" ? "Held" : mark == "✗" ? "Failed" : "Not checked"
      text += "<p class=\"claim \(kind)\"><span aria-hidden=\"true\">\(mark)</span> "
      text += "<span class=\"word\">\(word):</span> <code>\(HTML.escaped(claimed))</code>"
      text += notes.map { "<br>\(HTML.escaped($0))" }.joined() + "</p>\n"
    case .question(let question):
      let word = question.isPrediction ? "Predict" : "Question"
      text +=
        "<div class=\"question\"><p><strong>\(word)</strong> \(Prose.htmlLine(question.text))</p>\n"
      if case .choice(let choices, correct: _) = question.form {
        text += "<ul>\n" + choices.map { "<li>\(HTML.escaped($0))</li>\n" }.joined() + "</ul>\n"
      }
      text += "</div>\n"
    case .note(let note): text += "<p class=\"fact\">\(HTML.escaped(note))</p>\n"
    case .failure(let failure):
      text +=
        "<pre class=\"failure\" tabindex=\"0\">\(HTML.escaped(failure.rendered(color: false)))</pre>\n"
    }
  }

  private static func code(_ lines: [[CodePart]]) -> String {
    let text = lines.map { parts in
      parts.map { part in
        let word = HTML.escaped(part.text)
        let kind: String? =
          switch part.kind {
          case .keyword: "k"
          case .string: "s"
          case .number: "n"
          case .comment: "c"
          case .word, .sign: nil
          }
        return part.space + (kind.map { "<span class=\"\($0)\">\(word)</span>" } ?? word)
      }.joined()
    }
    return "<pre class=\"code\" tabindex=\"0\"><code>\(text.joined(separator: "\n"))</code></pre>\n"
  }

  private mutating func write(_ figure: any Figure) {
    if let row = figure as? FigureRow {
      if !row.title.isEmpty { text += "<p><strong>\(HTML.escaped(row.title))</strong></p>\n" }
      text += "<div class=\"beside\">\n"
      for figure in row.figures { write(figure) }
      text += "</div>\n"
    } else if let table = figure as? Table {
      write(table)
    } else {
      let picture = svg(figure)
      // A chart can be inverted for the dark; a photograph cannot.
      let kind = picture.contains("<image") ? "picture" : "chart"
      text += "<figure class=\"\(kind)\">\n\(picture)"
      // The picture's title says the same to those who hear the page.
      text +=
        "<figcaption aria-hidden=\"true\">\(HTML.escaped(Printable.line(figure.sentence)))</figcaption>\n</figure>\n"
    }
  }

  private mutating func write(_ table: Table) {
    text += "<div class=\"scroll\" tabindex=\"0\"><table>\n"
    if !table.title.isEmpty { text += "<caption>\(HTML.escaped(table.title))</caption>\n" }
    let head = table.header.map { name in
      name.isEmpty ? "<td></td>" : "<th scope=\"col\">\(HTML.escaped(name))</th>"
    }
    text += "<thead><tr>\(head.joined())</tr></thead>\n<tbody>\n"
    for row in table.rows {
      let cells = row.enumerated().map { column, cell -> String in
        if column == 0, case .text = cell {
          return "<th scope=\"row\">\(HTML.escaped(cell.words))</th>"
        }
        let isNumber =
          switch cell {
          case .integer, .number: true;
          default: false
          }
        return "<td\(isNumber ? " class=\"number\"" : "")>\(HTML.escaped(cell.words))</td>"
      }
      text += "<tr>\(cells.joined())</tr>\n"
    }
    text += "</tbody></table></div>\n"
  }
}
