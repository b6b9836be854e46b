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

  /// Every name with its summary.
  package func overview() -> String {
    var text = section("Language", LanguageWord.all.map { ($0.name, $0.summary) })
    for group in table.groups {
      var rows = group.builtins.map { (Self.title($0), $0.summary) }
      rows += group.properties.map { ("\($0.receiver).\($0.name)", $0.summary) }
      rows += group.constants.map { ($0.name, $0.summary) }
      text += "\n" + section(group.title, rows)
    }
    return text
  }

  private func section(_ title: String, _ rows: [(String, String)]) -> String {
    let width = min(30, rows.map(\.0.count).max() ?? 0)
    let lines = rows.map { title, summary in
      let gap = String(repeating: " ", count: max(2, width + 2 - title.count))
      return cut("  \(title)\(gap)\(summary)") + "\n"
    }
    return marks.bold(title) + "\n" + lines.joined()
  }

  /// Everything about `name`: words, functions, methods, properties, constants.
  ///
  /// `list.append` is the method of one kind. Throws `.usage` and suggests the nearest name.
  package func entry(_ name: String) throws(Diagnostic) -> String {
    let dot = name.lastIndex(of: ".")
    let last = dot.map { String(name[name.index(after: $0)...]) } ?? name
    let kind = dot.map { String(name[..<$0]) } ?? ""
    let found = entries(last).filter { kind.isEmpty || $0.kind == kind }
    guard found.isEmpty else { return found.map(\.text).joined(separator: "\n") }
    throw Diagnostic(
      .usage, "there is no builtin called \(visible(name))",
      hint: Spelling.hint(last, names)
        ?? "`lab doc` lists all names")
  }

  private func entries(_ name: String) -> [(kind: String?, text: String)] {
    var found: [(kind: String?, text: String)] = []
    for word in LanguageWord.all where word.name == name {
      found.append(
        (nil, "\(marks.bold(word.form))\n  \(word.summary)\n\n  Example: \(word.example)\n"))
    }
    found += table.entries(called: name).map { ($0.receiver, text($0)) }
    for group in table.groups {
      for property in group.properties where property.name == name {
        let title = marks.bold("\(property.receiver).\(name)")
        found.append((property.receiver, "\(title)\n  \(property.summary)\n"))
      }
      for constant in group.constants where constant.name == name {
        found.append(
          (nil, "\(marks.bold(name)) = \(constant.value.text)\n  \(constant.summary)\n"))
      }
    }
    return found
  }

  /// Every name that has an entry, sorted.
  package var names: [String] {
    let all = table.groups.flatMap { group in
      group.builtins.map(\.name) + group.properties.map(\.name) + group.constants.map(\.name)
    }
    return Set(all + LanguageWord.all.map(\.name)).sorted()
  }

  private func text(_ builtin: Builtin) -> String {
    var text = marks.bold(Self.title(builtin)) + "\n  \(builtin.summary)\n"
    if !builtin.details.isEmpty {
      let prose = Prose(builtin.details).rendered(
        width: max(20, min(marks.style.width, 80) - 2), unicode: marks.isUnicode,
        keepsWords: marks.keepsWords)
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
