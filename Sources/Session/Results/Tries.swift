import Builtins
import Interpreter
import Language
import Text

/// `:try`: variations, and the user's own settings, beside the lab as it is set now.
extension Session {
  /// Runs variations beside the first of the comparison that lists them, as `compare` would; without
  /// names all of every comparison.
  package func run(variations ids: [String]) -> Outcome {
    let all = placedComparisons
    var wanted: [(place: PlacedComparison, ids: [String])] = []
    for id in ids {
      guard let place = all.firstIndex(where: { $0.lists(id) }) else {
        let names = all.flatMap { $0.comparison.variations.map(\.name) }
        return .failed(
          Diagnostic(
            .usage, "no comparison in the lab lists `\(id)`",
            hint: Spelling.hint(id, names)
              ?? (names.isEmpty ? nil : "they list " + names.joined(separator: ", "))))
      }
      if let known = wanted.firstIndex(where: { $0.place.step == all[place].step }) {
        wanted[known].ids.append(id)
      } else {
        wanted.append((all[place], [id]))
      }
    }
    if ids.isEmpty { wanted = all.map { ($0, $0.comparison.variations.map(\.name)) } }
    guard !wanted.isEmpty else {
      return .failed(Diagnostic(.usage, "the lab has no comparisons"))
    }
    return attempt {
      for (place, ids) in wanted {
        let first = place.comparison.variations.prefix(1).map(\.name)
        let names = first + ids.filter { !first.contains($0) }
        try compare(names.map(variant(called:)), at: place)
      }
      return nil
    }
  }

  /// Runs the lab with other parameters beside the first of its first comparison.
  package func run(settings: [(name: String, text: String)]) -> Outcome {
    guard let place = placedComparisons.first else {
      return .failed(
        Diagnostic(
          .usage, "the lab has no comparisons", hint: "use :set, and run the steps again"))
    }
    let base = place.comparison.variations.prefix(1).map { variant(called: $0.name) }
    do throws(Diagnostic) {
      let own = try ownVariant(settings, from: ":try")
      guard let (known, title) = try knownName(of: own, at: place) else {
        return attempt {
          try compare(base + [own], at: place)
          return nil
        }
      }
      return attempt {
        output.receive(.note("\(own.title) is the same run as \(title)"))
        let isBase = !known.saysAll && base.contains { $0.name == known.name }
        try compare(base + (isBase ? [] : [known]), at: place)
        return nil
      }
    } catch {
      return .failed(error)
    }
  }

  /// Throws where something cannot be set to what is wanted, as far as that shows before it is.
  package func check(settings: [(name: String, text: String)]) throws(Diagnostic) {
    _ = try ownVariant(settings, from: ":set")
  }

  /// What was set by hand beside what is chosen already, with the values that it has as its title.
  private func ownVariant(
    _ settings: [(name: String, text: String)], from place: String
  ) throws(Diagnostic) -> Variant {
    var own: [(name: String, value: ChosenValue)] = []
    for (name, text) in settings {
      guard !own.contains(where: { $0.name == name }) else {
        throw Diagnostic(.usage, "`\(name)` is set twice", hint: "set it once")
      }
      own.append((name, try choice(name, text, from: place)))
    }
    let values = try values(of: Variant(title: "", own, over: chosenValues))
    let title = settings.map { "\($0.name) = \(values[$0.name] ?? $0.text)" }
    return Variant(title: title.joined(separator: ", "), own, over: chosenValues)
  }

  /// The run that `own` is under a name that there is already: the one that is compared with, a row, or a
  /// variation of the lab.
  private func knownName(
    of own: Variant, at place: PlacedComparison
  ) throws(Diagnostic) -> (variant: Variant, title: String)? {
    let settings = try settings(of: own)
    let listed = place.comparison.variations.map { variant(called: $0.name) }
    let same = listed.filter { (try? self.settings(of: $0).values) == settings.values }
    if let base = same.first, base.name == listed.first?.name { return (base, base.title) }
    let rows = comparisons.flatMap(\.rows).filter { row in
      row.failure == nil && row.settings?.values == settings.values
    }
    if let row = rows.last(where: { !$0.isOwn }) ?? rows.last, same.isEmpty {
      guard row.title != own.title else { return nil }
      return (own.called(row.name, row.fullTitle), row.fullTitle)
    }
    return same.first.map { ($0, $0.title) }
  }

  /// A comparison and the step that it is in.
  private struct PlacedComparison {
    let comparison: Comparison
    let step: Int

    func lists(_ id: String) -> Bool { comparison.variations.contains { $0.name == id } }
  }

  private var placedComparisons: [PlacedComparison] {
    lab.steps.flatMap { step in
      step.statements.compactMap { statement in
        guard case .compare(let comparison) = statement.kind else { return nil }
        return PlacedComparison(comparison: comparison, step: step.number)
      }
    }
  }

  private func compare(_ variants: [Variant], at place: PlacedComparison) throws {
    let step = currentStep
    currentStep = place.step
    defer { currentStep = step }
    _ = try onLargeStack { try self.compare(variants, as: place.comparison) }
  }
}
