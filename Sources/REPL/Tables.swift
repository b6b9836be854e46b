import Grading
import Language
import Plotting
import Runtime

/// What the prompt lists of a lab.
extension Prompt {
  /// A row for each step: its state, and which one Enter runs.
  func stepTable() -> Table {
    let rows = steps.map { step -> [Table.Cell] in
      let mark = step.number == next?.number ? ">" : ""
      let title = step.number == 0 ? "parameters and data" : console.title(step.title)
      return [
        .text(mark), .integer(step.number), .text(title), .text(Self.word(timeline.status(of: step))),
        step.minutes.map { .integer($0) } ?? .text(""),
      ]
    }
    return Table(header: ["", "step", "title", "state", "minutes"], rows: rows)
  }

  private static func word(_ status: Timeline.Status) -> String {
    switch status {
    case .notRun: ""
    case .passed: "ran"
    case .failed: "failed"
    case .stopped: "stopped"
    case .stale: "stale"
    }
  }

  /// What can be set, and what it is now.
  func parameterTable() -> Table {
    let data = session.lab.data.map { declaration in
      [
        declaration.name, now(declaration.name, declaration.choices.first?.name ?? ""),
        declaration.choices.first?.name ?? "",
        declaration.choices.map(\.name).joined(separator: ", "), "data",
      ]
    }
    let parameters = session.lab.parameters.map { parameter in
      let standard = parameter.defaultValue.span.text
      return [
        parameter.name, now(parameter.name, standard), standard, parameter.domainText,
        parameter.help ?? "",
      ]
    }
    return Table(
      header: ["name", "now", "default", "allowed", "about"],
      rows: (data + parameters).map { $0.map { .text(visible($0)) } })
  }

  private func now(_ name: String, _ standard: String) -> String {
    session.globals.value(of: name).map(Self.text(of:)) ?? session.chosenText(name) ?? standard
  }

  /// A parameter's value as one writes it.
  static func text(of value: Value) -> String {
    switch value {
    case .builtin(let builtin): builtin.name
    case .function(let function): function.name
    case .object(let object as DataSetObject): object.set.name
    default: value.representation
    }
  }

  /// A setting that the lab takes, for hints.
  var exampleSetting: String {
    session.lab.parameters.last.map { "\($0.name)=\($0.defaultValue.span.text)" } ?? "name=value"
  }

  /// A row for each variation.
  func variationTable() -> Table {
    let rows = session.lab.variations.map { variation -> [Table.Cell] in
      let sets = variation.settings.map { "\($0.name) = \($0.value.span.text)" }
      return [
        .text(variation.id), .text(visible(sets.joined(separator: ", "))),
        .text(visible(variation.title ?? "")),
      ]
    }
    return Table(header: ["try", "sets", "about"], rows: rows)
  }
}
