import Interpreter
import Language

/// What parameters and data declarations are set to, and by whom.
extension Session {
  /// Layers the settings of a profile or a variation over what is already chosen.
  func choose(_ settings: [Setting], isSetting: Bool) {
    for setting in settings {
      chosenValues[setting.name, default: []].append(ChosenValue(setting, isSetting: isSetting))
    }
  }

  /// What `name=text` chooses. Throws if it cannot mean anything.
  func choice(
    _ name: String, _ text: String, from place: String
  ) throws(Diagnostic) -> ChosenValue {
    try declarations.check(name, at: nil)
    let choice = ChosenValue(name, text, from: place)
    if case .text(_, .failure(let mistake)) = choice.content, declarations.isNoText(name) {
      throw mistake
    }
    return choice
  }

  /// What was chosen for a name, if anything. Imported labs keep their defaults.
  func chosen(_ name: String) -> [ChosenValue]? { importing.isEmpty ? chosenValues[name] : nil }

  /// What was chosen for a parameter or data declaration, as written; nil if nothing was.
  package func chosenText(_ name: String) -> String? { chosenValues[name]?.last?.span.text }

  // MARK: While the lab runs

  /// Chooses the value of a parameter or data declaration, as `-p name=text` does, at once.
  ///
  /// The name keeps its value if the outcome is a failure.
  package func set(_ name: String, to text: String) -> Outcome {
    let before = (chosenValues[name], changedParameters, globals.cell(name).value.pointee)
    do {
      let choice = try choice(name, text, from: ":set")
      chosenValues[name, default: []].append(choice)
      changedParameters.remove(name)
      let outcome = run(declarations.statements(of: name), step: nil)
      if outcome.failure != nil {
        (chosenValues[name], changedParameters, globals.cell(name).value.pointee) = before
      } else if declarations.isParameter(name) {
        fix(name, at: choice.span)
      }
      return outcome
    } catch {
      return Outcome(failure: error, value: nil, expectations: [], seconds: 0)
    }
  }

  /// Runs typed code that sets the parameters called `names`, which it chooses as `:set` does.
  ///
  /// They keep their values if it fails, or sets one to a value that is not allowed.
  func choosing(
    _ names: [String], at span: Span, _ body: () throws(Failure) -> Void
  ) throws(Failure) {
    guard !names.isEmpty else { return try body() }
    let values = names.map { globals.cell($0).value.pointee }
    let (chosen, changed) = (chosenValues, changedParameters)
    do {
      try body()
      for name in names {
        fix(name, at: span)
        changedParameters.remove(name)
        try define(declarations.statements(of: name), in: globals)
      }
    } catch {
      (chosenValues, changedParameters) = (chosen, changed)
      for (name, value) in zip(names, values) { globals.cell(name).value.pointee = value }
      throw error
    }
  }

  /// Makes the current value of a parameter the chosen one.
  private func fix(_ name: String, at span: Span) {
    chosenValues[name, default: []].removeAll(where: \.isSetting)
    chosenValues[name, default: []].append(ChosenValue(globals.cell(name).value.pointee, at: span))
  }

  // MARK: For the code

  package func chosenValue(
    of name: String, default standard: Value
  ) throws(Failure) -> (value: Value, span: Span)? {
    guard let layers = chosen(name), let last = layers.last else { return nil }
    let cell = globals.cell(name)
    var value = standard
    baseValues[name] = standard
    for layer in layers {
      // In `n = 2 * n`, the name means what it would be otherwise.
      if !layer.isTyped || cell.value.pointee.isUnset { cell.value.pointee = value }
      value = try layer.evaluate(self, standard)
      if !layer.isSetting { baseValues[name] = value }
    }
    return (value, last.span)
  }

  package func note(_ name: String, is value: Value) throws(Failure) {
    guard chosen(name)?.last?.isSetting == true, let base = baseValues[name] else { return }
    if try !value.isEqual(to: base) { changedParameters.insert(name) }
  }
}
