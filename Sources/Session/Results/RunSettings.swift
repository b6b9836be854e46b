import Builtins
import Datasets
import Interpreter
import Language

/// The settings of a run: two runs of a lab with the same ones are the same run.
package struct RunSettings {
  /// What differs from the lab's own settings: parameters, data sets and the seed.
  let values: [String: String]
  /// What the row's title does not say of that: `hidden = 128`.
  let words: [String]
}

extension ComparisonResult.Row {
  /// The title, and behind it the settings of its run that are neither the lab's own nor in the title.
  package var fullTitle: String {
    ([title] + (settings?.words ?? ["settings unknown"])).joined(separator: ", ")
  }

  /// The same under its full title.
  var titled: Self {
    Self(
      name: name, title: fullTitle, reports: reports, deviations: deviations, points: points,
      failure: failure)
  }

  /// Whether it is a run with settings of one's own: unlike ids, its name has an equals sign.
  var isOwn: Bool { name.contains("=") }

  /// Whether it is the same run under the same name.
  func isSame(as other: Self) -> Bool {
    guard let settings, let others = other.settings else { return fullTitle == other.fullTitle }
    return settings.values == others.values && (name == other.name || isOwn && other.isOwn)
  }
}

extension Session {
  /// The settings of a run of `variant`. Throws what a setting may not be.
  func settings(of variant: Variant) throws(Diagnostic) -> RunSettings {
    let standard = (try? values(of: Variant(nil, over: [:]))) ?? [:]
    let values = try values(of: variant)
    var changed = values.filter { standard[$0.key] != $0.value }
    // What the variation is in the lab as its author set it, or as the profile sets it.
    var base = (try? self.values(of: variant.over([:]))) ?? standard
    var words: [String] = []
    let byHand = declarations.names.filter { name in
      chosenValues[name]?.contains(where: \.isSetting) == true
    }
    let isProfiled = chosenValues.keys.contains { !byHand.contains($0) && values[$0] != base[$0] }
    if let profile = options.profile, isProfiled {
      words.append("profile \(profile)")
      let layers = chosenValues.mapValues { $0.filter { !$0.isSetting } }
      base = (try? self.values(of: variant.over(layers))) ?? base
    }
    for name in byHand where values[name] != base[name] {
      words.append("\(name) = \(values[name] ?? "")")
    }
    if options.seed != SessionOptions().seed {
      // No parameter is called that with a blank.
      changed["the seed"] = String(options.seed)
      words.append("seed \(options.seed)")
    }
    return RunSettings(values: changed, words: variant.saysAll ? [] : words)
  }

  /// The values of parameters and data sets that a run of `variant` would have, as far as that shows
  /// before it. Throws what one of them may not be.
  func values(of variant: Variant) throws(Diagnostic) -> [String: String] {
    let trial = try Session(
      lab, options, Unheard(), Interrupt(), interpreter.table, variant: variant)
    var values: [String: String] = [:]
    // With other data, what follows from data is not known.
    var isKnown = true
    for declaration in declarations.data {
      let name = try trial.dataName(of: declaration)
      values[declaration.name] = name
      if case .object(let object as DataSetObject)? = globals.value(of: declaration.name),
        object.set.name == name
      {
        continue
      }
      isKnown = false
    }
    let head = lab.steps.first { $0.number == 0 }?.statements ?? []
    let constant = SettingCheck.constantParameters(of: lab).map(\.span.start)
    for statement in head {
      guard statement.isDefinition else {
        for name in AssignedNames([statement]).names {
          if let value = globals.value(of: name) { trial.globals.cell(name).value.pointee = value }
        }
        continue
      }
      let failure = trial.run([statement], step: nil).failure
      guard case .param(let declaration) = statement.kind else { continue }
      let isSure = isKnown || constant.contains(statement.span.start)
      if let failure, failure.kind == .usage, isSure { throw failure }
      values[declaration.name] =
        trial.globals.value(of: declaration.name)?.asSetting
        ?? trial.chosenText(declaration.name) ?? declaration.defaultValue.span.text
    }
    return values
  }

  private func dataName(of declaration: DataDeclaration) throws(Diagnostic) -> String {
    do throws(DataError) {
      if let chosen = chosen(declaration.name)?.last?.dataName {
        _ = try DataSource.named(chosen)
        return chosen
      }
      return try DataSource.first(of: declaration.choices.map(\.name), in: options.data)
    } catch {
      throw Diagnostic(.usage, error.message, hint: error.hint)
    }
  }
}

extension Value {
  /// As one would write it after `:set`.
  var asSetting: String {
    switch self {
    case .string(let text): text.string
    case .builtin(let builtin): builtin.name
    case .function(let function): function.name
    default: representation
    }
  }
}
