import Interpreter
import Language

/// What parameters and data declarations are set to, and by whom.
extension Session {
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
      return .failed(error)
    }
  }

  /// Takes the values of a profile (`default` for none) in the place of those of the one before; what
  /// was set by hand stays. Returns the names that this concerns. All keep their values where the
  /// outcome is a failure.
  package func choose(profile name: String) -> (outcome: Outcome, names: [String]) {
    let (chosen, changed, profile) = (chosenValues, changedParameters, options.profile)
    do {
      let settings = try declarations.settings(ofProfile: name)
      let names = declarations.names.filter { name in
        chosenValues[name]?.contains { !$0.isSetting } == true
          || settings.contains { $0.name == name }
      }
      for name in names {
        let own = settings.filter { $0.name == name }.map { ChosenValue($0, isSetting: false) }
        let layers = own + (chosenValues[name] ?? []).filter(\.isSetting)
        chosenValues[name] = layers.isEmpty ? nil : layers
      }
      changedParameters.subtract(names)
      let values = names.map { globals.cell($0).value.pointee }
      let outcome = run(names.flatMap(declarations.statements(of:)), step: nil)
      if outcome.failure == nil {
        options.profile = name == "default" ? nil : name
      } else {
        (chosenValues, changedParameters, options.profile) = (chosen, changed, profile)
        for (name, value) in zip(names, values) { globals.cell(name).value.pointee = value }
      }
      return (outcome, names)
    } catch {
      return (.failed(error), [])
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
      do throws(Failure) {
        value = try layer.evaluate(self, standard)
      } catch {
        throw hinting(error, name, standard)
      }
      if !layer.isSetting { baseValues[name] = value }
    }
    return (value, last.span)
  }

  /// What may be chosen, where what was written has no value.
  private func hinting(_ failure: Failure, _ name: String, _ standard: Value) -> Failure {
    var refused = failure.diagnostic
    switch declarations.parameters.first(where: { $0.name == name })?.domain {
    case .set(let values):
      refused.hint = "one of " + values.map(\.span.text).joined(separator: ", ")
    case .range(let low, let high): refused.hint = "from \(low.span.text) to \(high.span.text)"
    case nil:
      guard case .bool = standard else { return failure }
      refused.hint = "true or false"
    }
    return Failure(refused)
  }

  package func note(_ name: String, is value: Value) throws(Failure) {
    guard chosen(name)?.last?.isSetting == true, let base = baseValues[name] else { return }
    if try !value.isEqual(to: base) { changedParameters.insert(name) }
  }
}
