import Builtins
import Interpreter
import Language
import Plotting
import Session
import Text

/// The reference of builtins as text, for `lab doc` and `?name`.
package struct Reference {
  private let table: BuiltinTable
  private let marks: Marks

  /// The reference of `table`.
  package init(_ table: BuiltinTable, _ style: Style) {
    self.table = table
    marks = Marks(style: style)
  }

  /// Every name with its line.
  package func overview() -> String {
    var text = ""
    for group in table.groups {
      var rows = group.builtins.map { (Self.title($0), $0.summary) }
      rows += group.properties.map { (".\($0.name)", "\($0.summary)") }
      rows += group.constants.map { ($0.name, $0.summary) }
      text += (text.isEmpty ? "" : "\n") + marks.bold(group.title) + "\n"
      let width = min(30, rows.map(\.0.count).max() ?? 0)
      for (title, summary) in rows {
        let gap = String(repeating: " ", count: max(2, width + 2 - title.count))
        text += cut("  \(title)\(gap)\(summary)") + "\n"
      }
    }
    return text
  }

  /// Everything about `name`: functions, methods, properties, constants. Throws `.usage` and
  /// suggests the nearest name.
  package func entry(_ name: String) throws(Diagnostic) -> String {
    var parts = table.entries(called: name).map(text)
    for group in table.groups {
      for property in group.properties where property.name == name {
        parts.append("\(marks.bold(".\(name)")) of a \(property.receiver)\n  \(property.summary)\n")
      }
      for constant in group.constants where constant.name == name {
        parts.append("\(marks.bold(name)) = \(constant.value.text)\n  \(constant.summary)\n")
      }
    }
    guard parts.isEmpty else { return parts.joined(separator: "\n") }
    throw Diagnostic(
      .usage, "there is no builtin called \(visible(name))",
      hint: Spelling.hint(name, names)
        ?? "`lab doc` lists all names")
  }

  /// Every name that has an entry, sorted.
  package var names: [String] {
    let all = table.groups.flatMap { group in
      group.builtins.map(\.name) + group.properties.map(\.name) + group.constants.map(\.name)
    }
    return Set(all).sorted()
  }

  private func text(_ builtin: Builtin) -> String {
    var text = marks.bold(Self.title(builtin)) + "\n  \(builtin.summary)\n"
    if !builtin.details.isEmpty {
      let prose = Prose(builtin.details).rendered(
        width: max(20, min(marks.style.width, 80) - 2), unicode: marks.isUnicode)
      text +=
        "\n"
        + prose.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n") + "\n"
    }
    if !builtin.example.isEmpty { text += "\n  Example: \(builtin.example)\n" }
    return text
  }

  private static func title(_ builtin: Builtin) -> String {
    builtin.receiver.map { "\($0).\(builtin.signature)" } ?? builtin.signature
  }

  private func cut(_ line: String) -> String {
    guard line.count > marks.style.width else { return line }
    return line.prefix(max(1, marks.style.width - 1)) + "~"
  }
}
