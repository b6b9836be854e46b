import Builtins
import Interpreter
import Language
import Plotting
import Running
import Session
import Text

/// What the prompt lists about a lab.
extension Prompt {
  /// A row for each step: its status, which one Enter runs, and of long ones how long they take.
  func stepTable() -> Table {
    let rows = steps.map { step -> [Table.Cell] in
      let state = [Self.word(timeline.status(of: step)), step.number == next?.number ? "next" : ""]
      let title = step.number == 0 ? "parameters and data" : console.title(step.title)
      return [
        .integer(step.number), .text(title),
        .text(state.filter { !$0.isEmpty }.joined(separator: ", ")),
        .text(step.minutes == nil ? "" : expectedTime(of: step)?.short ?? ""),
      ]
    }
    return Table(header: ["step", "title", "state", "time"], rows: rows)
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

  /// What can be set.
  func listSettings() {
    let settings = settings { _ in true }
    guard !settings.isEmpty else { return console.note("the lab has no parameters") }
    console.definitions(settings)
  }

  /// What a student reads in place of declarations: the settings of those names, the profiles, and how
  /// to change them.
  func introduceSettings(_ names: Set<String>) {
    let profiles = session.lab.profiles.filter { names.contains($0.name) }
    let settings = settings(where: names.contains)
    console.definitions(
      settings + profiles.map { (name: "profile \($0.name)", meaning: $0.settings.text) })
    var advice = settings.isEmpty ? [] : ["`:set name=value` changes a value"]
    if let profile = profiles.first {
      advice.append("`:profile \(profile.name)` takes those of a profile")
    }
    console.line("")
    console.note(advice.joined(separator: ", ") + ".")
  }

  /// Settings with their current value, their meaning, and what is allowed.
  private func settings(where isWanted: (String) -> Bool) -> [(name: String, meaning: String)] {
    let data = session.lab.data.filter { isWanted($0.name) }.map { declaration in
      let names = declaration.choices.map(\.name)
      return (
        name: "\(declaration.name) = \(now(declaration.name, names.first ?? ""))",
        meaning: "data: the first of \(names.joined(separator: ", ")), or another data set"
      )
    }
    let parameters = session.lab.parameters.filter { isWanted($0.name) }.map { parameter in
      let standard = parameter.defaultValue.span.text
      let value = now(parameter.name, standard)
      var parts = [parameter.help ?? "", parameter.domainText]
      if value != standard.filter({ $0 != "_" }) { parts.append("by default \(standard)") }
      return (
        name: "\(parameter.name) = \(value)",
        meaning: visible(parts.filter { !$0.isEmpty }.joined(separator: "; "))
      )
    }
    return data + parameters
  }

  private func now(_ name: String, _ standard: String) -> String {
    session.globals.value(of: name).map(Self.text(of:)) ?? session.chosenText(name)
      ?? standard.filter { $0 != "_" }
  }

  /// A parameter's value as one would write it.
  static func text(of value: Value) -> String {
    switch value {
    case .builtin(let builtin): builtin.name
    case .function(let function): function.name
    case .string: "\"\(value.text)\""
    case .object(let object as DataSetObject): object.set.name
    default: value.representation
    }
  }

  /// A setting that the lab accepts, for hints.
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
