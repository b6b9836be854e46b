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
    let title = settings.map { "\($0.name) = \($0.text)" }.joined(separator: ", ")
    var chosen = chosenValues
    do {
      for (name, text) in settings {
        chosen[name, default: []].append(try choice(name, text, from: ":try"))
      }
    } catch {
      return .failed(error)
    }
    let own = Variant(title: title, chosen)
    return attempt {
      let first = place.comparison.variations.prefix(1).map { variant(called: $0.name) }
      try compare(first + [own], at: place)
      return nil
    }
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
