import Language

/// The reference as one Markdown document: docs/reference.md.
package struct ReferenceDocument {
  private let reference: Reference
  /// The anchors of headings by the entry's name, as forges make them.
  private let anchors: [String: String]

  /// A document of everything in `reference`.
  package init(_ reference: Reference) {
    self.reference = reference
    var anchors: [String: String] = [:]
    var uses: [String: Int] = [:]
    for section in reference.sections {
      for title in [section.title] + section.entries.map(\.fullName) {
        let anchor = Self.anchor(title)
        let count = uses[anchor, default: 0]
        uses[anchor] = count + 1
        if anchors[title] == nil { anchors[title] = count == 0 ? anchor : "\(anchor)-\(count)" }
      }
    }
    self.anchors = anchors
  }

  /// The whole text.
  package var text: String {
    let sections = reference.sections
    let contents = sections.map { "- \(link($0.title))\n" }.joined()
    return """
      # Reference

      Every word, function, method and property of labs, as `lab doc NAME` shows them. This page is
      written by `lab doc --markdown`, from the declarations in the program; do not edit it by hand.
      Every example runs as it stands in a lab, `data`, `param`, `profile` and `try` above the first
      step, and without these at the prompt, too.

      \(contents)
      \(sections.map(text).joined(separator: "\n"))
      """
  }

  private func text(_ section: Reference.Section) -> String {
    "## \(section.title)\n\n" + section.entries.map(text).joined(separator: "\n")
  }

  private func text(_ entry: ReferenceEntry) -> String {
    var parts = ["### \(Self.escaped(entry.fullName))\n"]
    if entry.form != entry.fullName { parts.append("    \(entry.form)\n") }
    parts.append(Self.escaped(entry.summary) + "\n")
    if !entry.details.isEmpty { parts.append(Self.escaped(entry.details) + "\n") }
    if !entry.arguments.isEmpty {
      parts.append(
        entry.arguments.map { "- `\($0.name)`: \(Self.escaped($0.about))\n" }.joined())
    }
    if !entry.example.isEmpty {
      parts.append("```lab\n" + entry.example.map { $0 + "\n" }.joined() + "```\n")
    }
    let related = reference.related(to: entry)
    if !related.isEmpty {
      parts.append("See also: " + related.map(link).joined(separator: ", ") + "\n")
    }
    return parts.joined(separator: "\n")
  }

  private func link(_ name: String) -> String {
    anchors[name].map { "[\(Self.escaped(name))](#\($0))" } ?? "`\(name)`"
  }

  /// Small letters, digits, `-` and `_`; blanks become `-`, the rest is left out.
  private static func anchor(_ title: String) -> String {
    title.lowercased().compactMap { character in
      if character == " " { return "-" }
      return character.isLetter || character.isNumber || "-_".contains(character)
        ? String(character) : nil
    }
    .joined()
  }

  /// Text in which `[`, `_` and `*` outside of code are no marks.
  private static func escaped(_ text: String) -> String {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .map { index, part in
        index % 2 == 1
          ? String(part) : part.map { "[]_*<".contains($0) ? "\\\($0)" : "\($0)" }.joined()
      }
      .joined(separator: "`")
  }
}
