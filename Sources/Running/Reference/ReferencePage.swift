import Interpreter
import Language
import Plotting
import Text

/// The reference as a terminal shows it: pages, and the list of all names.
package struct ReferencePage {
  private let reference: Reference
  private let marks: Marks
  private let width: Int

  /// Pages of `reference`, as wide as people read.
  package init(_ reference: Reference, _ style: Style) {
    self.reference = reference
    marks = Marks(style: style)
    width = max(20, min(style.width, 84))
  }

  /// Every name with its summary.
  package func overview() -> String {
    reference.sections.map { section in
      let rows = section.entries.map { (name: $0.fullName, meaning: $0.summary) }
      return marks.bold(section.title) + "\n" + definitions(rows)
    }
    .joined(separator: "\n")
  }

  /// The pages of `name`; of a kind of value, also what its values have behind a dot.
  ///
  /// Throws `.usage` if there are none.
  package func text(_ name: String) throws(Diagnostic) -> String {
    if let meaning = Explanation.text(ofCode: name) {
      return marks.bold(name) + ", a code of lab check\n" + indented(prose(meaning))
    }
    let members = reference.members(of: name)
    guard members.isEmpty else {
      let own = (try? reference.entries(name)) ?? []
      let list = members.map { (name: ".\($0.name)", meaning: $0.summary) }
      return own.map { page($0) + "\n" }.joined()
        + marks.bold("What a \(name) has behind a dot") + "\n" + definitions(list)
    }
    return try reference.entries(name).map(page).joined(separator: "\n")
  }

  private func page(_ entry: ReferenceEntry) -> String {
    var parts = [heading(entry.form) + "\n" + indented(prose(entry.summary))]
    if !entry.details.isEmpty { parts.append(indented(prose(entry.details))) }
    if !entry.arguments.isEmpty {
      parts.append(
        definitions(entry.arguments.map { (name: $0.name, meaning: $0.about) }))
    }
    if !entry.example.isEmpty { parts.append("  Example:\n" + example(entry.example)) }
    let related = reference.related(to: entry)
    if !related.isEmpty {
      let list = related.joined(separator: ", ")
      parts.append(indented(wrapped("See also: \(list)", width - 2, hanging: 2), hanging: "  "))
    }
    return parts.joined(separator: "\n")
  }

  /// A signature, broken between arguments.
  private func heading(_ form: String) -> String {
    // A blank around `=` ends no line.
    let glue = "\u{A0}"
    var text = form.replacing(" = ", with: "\(glue)=\(glue)")
    // A name and one argument that are too long together stand below each other.
    if !text.contains(" "), DisplayWidth.of(text) > width {
      text = text.replacing("(", with: "( ", maxReplacements: 1)
    }
    return wrapped(text, width, hanging: 4).enumerated()
      .map { ($0 == 0 ? "" : "    ") + marks.bold($1.replacing(glue, with: " ")) }
      .joined(separator: "\n")
  }

  private func prose(_ text: String) -> [String] {
    Prose(text).rendered(
      width: width - 2, unicode: marks.isUnicode, keepsWords: marks.keepsWords,
      styled: marks.hasColour
    )
    .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func indented(_ lines: [String], hanging: String = "") -> String {
    lines.enumerated()
      .map { $1.isEmpty ? "\n" : "  " + ($0 == 0 ? "" : hanging) + $1 + "\n" }.joined()
  }

  /// Code as steps show it, so that it can be pasted back.
  private func example(_ lines: [String]) -> String {
    let text = CodeText(width - 2, marks)
    let source = SourceFile(name: "<example>", text: lines.joined(separator: "\n"))
    return source.codeParts(1, lines.count).flatMap(text.lines).map { "  \($0)\n" }.joined()
  }

  /// Names and their meanings, beside each other if there is room.
  private func definitions(_ rows: [(name: String, meaning: String)]) -> String {
    let most = rows.map { DisplayWidth.of($0.name) }.max() ?? 0
    // A few long names do not push all meanings to the right.
    let column = min(most, max(12, width / 3)) + 4
    let isBeside = width - column >= 26
    let indent = isBeside ? column : 4
    let gap = String(repeating: " ", count: indent)
    return rows.map { name, meaning in
      let lines = prose(meaning, width - indent).map { $0 + "\n" }
      let fits = isBeside && DisplayWidth.of(name) + 4 <= column
      let head = fits ? padded("  " + name, column) : "  " + name + "\n" + gap
      return head + lines.joined(separator: gap)
    }
    .joined()
  }

  private func prose(_ text: String, _ width: Int) -> [String] {
    Prose(text.replacing("[", with: "\\[")).rendered(
      width: width, unicode: marks.isUnicode, keepsWords: marks.keepsWords, styled: marks.hasColour
    )
    .split(separator: "\n").map(String.init)
  }
}
