import Language
import Plotting

/// What a lab declares, as tables for people.
package enum LabTables {
  /// Parameters, data, profiles and variations, if there are any.
  package static func all(_ lab: Lab) -> [Table] {
    [parameters(lab), settings("profile", lab.profiles.map { ($0.name, $0.settings, nil) })]
      .filter { !$0.rows.isEmpty }
      + [settings("try", lab.variations.map { ($0.id, $0.settings, $0.title) })]
      .filter { !$0.rows.isEmpty }
  }

  /// What can be set: parameters and data.
  static func parameters(_ lab: Lab) -> Table {
    let data = lab.data.map { declaration in
      [
        declaration.name, declaration.choices.first?.name ?? "",
        declaration.choices.map(\.name).joined(separator: ", "), "data",
      ]
    }
    let parameters = lab.parameters.map { parameter in
      [
        parameter.name, RunHeader.oneLine(parameter.defaultValue.span.text), parameter.domainText,
        parameter.help ?? "",
      ]
    }
    return Table(
      header: ["name", "default", "allowed", "about"],
      rows: (data + parameters).map { $0.map { .text($0) } })
  }

  private static func settings(
    _ kind: String, _ rows: [(name: String, settings: [Setting], title: String?)]
  ) -> Table {
    Table(
      header: [kind, "sets", "about"],
      rows: rows.map { row in
        let sets = row.settings.map { "\($0.name) = \(RunHeader.oneLine($0.value.span.text))" }
        return [row.name, sets.joined(separator: ", "), row.title ?? ""].map { .text($0) }
      })
  }
}

extension ParameterDeclaration {
  /// The values that are allowed, as written.
  package var domainText: String {
    switch domain {
    case nil: ""
    case .set(let values): values.map { RunHeader.oneLine($0.span.text) }.joined(separator: ", ")
    case .range(let low, let high):
      "\(RunHeader.oneLine(low.span.text))...\(RunHeader.oneLine(high.span.text))"
    }
  }
}
