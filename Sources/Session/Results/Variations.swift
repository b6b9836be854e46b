import Builtins
import Interpreter
import Language
import Text

/// A way to run the lab: itself, or with other parameters.
struct Variant {
  /// Its name: `base`, the id of a `try`, or what was set.
  let name: String
  /// What people read.
  let title: String
  /// Whether it is the lab as it is set by now.
  let isBaseline: Bool
  /// What parameters and data declarations are set to.
  let chosenValues: [String: [ChosenValue]]
}

/// `compare` and `:try`: variations of the lab, each run in a session of its own.
extension Session {
  /// Runs a comparison and returns the reports of each variation, in order.
  package func compare(
    _ comparison: Comparison
  ) throws(Failure) -> (rows: [Value], isSkipped: Bool) {
    guard options.runsComparisons, variant == nil else {
      if variant == nil { output.receive(.comparisonSkipped) }
      return (comparison.variations.map { _ in .object(SkippedComparison()) }, true)
    }
    let variants = comparison.variations.map { variant(called: $0.name) }
    return (try compare(variants, as: comparison), false)
  }

  private func variant(called name: String) -> Variant {
    guard let variation = declarations.variation(name) else {
      return Variant(name: name, title: name, isBaseline: true, chosenValues: chosenValues)
    }
    var chosen = chosenValues
    for setting in variation.settings {
      chosen[setting.name, default: []].append(ChosenValue(setting, isSetting: true))
    }
    return Variant(
      name: name, title: variation.title ?? name, isBaseline: false, chosenValues: chosen)
  }

  private func compare(
    _ variants: [Variant], as comparison: Comparison
  ) throws(Failure) -> [Value] {
    let table = comparison.table.map(\.name)
    let drawn = comparison.bars.map(\.name)
    let wanted = table + drawn.filter { !table.contains($0) }
    let series = comparison.plot.map(\.name)
    let slice = LabSlice(
      lab, upTo: comparison, step: currentStep, wanted: wanted + series,
      builtins: interpreter.table.names)
    var rows: [ComparisonResult.Row] = []
    // Rows that are finished when the comparison is stopped are shown, and kept in the cache.
    defer {
      if !rows.isEmpty {
        let bars = comparison.bars.map { bar in
          (column: wanted.firstIndex(of: bar.name) ?? 0, isLog: bar.isLog)
        }
        let result = ComparisonResult(
          columns: wanted, tableColumns: table.count,
          series: comparison.plot.map { ($0.name, $0.look) }, bars: bars, rows: rows)
        comparisons.append(result)
        output.receive(.comparison(result))
      }
    }
    var values: [Value] = []
    for (index, variant) in variants.enumerated() {
      let place = "\(index + 1) of \(variants.count): \(variant.title)"
      let (runs, failure) = try run(variant, comparison.seeds, place, slice, wanted, series)
      let results = SeedResults(runs)
      rows.append(
        ComparisonResult.Row(
          name: variant.name, title: variant.title, reports: wanted.map(results.value),
          deviations: wanted.map(results.deviation), points: results.points, failure: failure))
      values.append(.object(NamedValues("results", results.named)))
    }
    return values
  }

  /// Runs a variation with one seed after another, until one fails.
  private func run(
    _ variant: Variant, _ seeds: Int, _ place: String, _ slice: LabSlice, _ wanted: [String],
    _ series: [String]
  ) throws(Failure) -> ([VariationResult], Diagnostic?) {
    var runs: [VariationResult] = []
    for offset in 0..<seeds {
      try interpreter.checkInterrupt()
      let seed = options.seed &+ offset
      output.receive(.note(place + (seeds > 1 ? ", seed \(seed)" : "")))
      let (result, failure) = try run(variant, slice, wanted, series, seed: seed)
      // A setting that may not be is a mistake in the lab, and no result.
      if let failure, failure.kind == .usage { throw Failure(failure) }
      runs.append(result)
      if let failure { return (runs, failure) }
    }
    return (runs, nil)
  }

  // MARK: At the prompt

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
            .usage, "no comparison of the lab lists `\(id)`",
            hint: Spelling.hint(id, names)
              ?? (names.isEmpty ? nil : "there are " + names.joined(separator: ", "))))
      }
      if let known = wanted.firstIndex(where: { $0.place.step == all[place].step }) {
        wanted[known].ids.append(id)
      } else {
        wanted.append((all[place], [id]))
      }
    }
    if ids.isEmpty { wanted = all.map { ($0, $0.comparison.variations.map(\.name)) } }
    guard !wanted.isEmpty else {
      return .failed(Diagnostic(.usage, "the lab compares nothing"))
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
          .usage, "the lab compares nothing", hint: "use :set, and run the steps again"))
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
    let own = Variant(name: title, title: title, isBaseline: false, chosenValues: chosen)
    return attempt {
      let first = place.comparison.variations.prefix(1).map { variant(called: $0.name) }
      try compare(first + [own], at: place)
      return nil
    }
  }

  /// A comparison and the step that it stands in.
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

  /// Runs a variation, or finds what it gave before.
  private func run(
    _ variant: Variant, _ slice: LabSlice, _ wanted: [String], _ series: [String], seed: Int
  ) throws(Failure) -> (VariationResult, Diagnostic?) {
    var options = options
    options.seed = seed
    let child: Session
    do {
      child = try Session(
        lab, options, SilentOutput(), interpreter.interrupt, interpreter.table, variant: variant)
    } catch {
      throw Failure(error)
    }
    var failure: Diagnostic?
    var key: JSON?
    for part in slice.parts where failure == nil {
      // Parameters and data are known after the head of the lab.
      if part.step > 0, key == nil {
        key = child.key(of: slice, wanted, series)
        if let key, let saved = options.results?.result(for: key).flatMap(VariationResult.init) {
          return (saved, nil)
        }
      }
      failure = child.run(part.statements, step: part.step).failure
    }
    // Stopping the comparison is not a row's failure.
    try interpreter.checkInterrupt()
    let failed = child.expectations
    for claim in failed { try note(claim) }
    let result = VariationResult(
      reports: child.reports.map { ($0.name, $0.value.plain ?? $0.value) },
      points: child.points.filter { series.contains($0.series) })
    if failure == nil, failed.isEmpty, !child.hasReadFiles, let key, let json = result.json {
      options.results?.keep(json, for: key)
    }
    return (result, failure)
  }

  /// Everything that the results of a slice depend on: code, parameters, data and seed.
  private func key(of slice: LabSlice, _ wanted: [String], _ series: [String]) -> JSON? {
    var sources: [(String, JSON)] = []
    for statement in slice.parts.flatMap(\.statements) {
      guard case .importNames(_, let file, _) = statement.kind else { continue }
      guard (try? definitions(of: file)) != nil else { return nil }
    }
    for (path, text) in importedSources { sources.append((path, .string(text))) }
    let parameters = declarations.parameters.map { declaration in
      let value = globals.value(of: declaration.name) ?? .none
      return (declaration.name, JSON.string(value.representation))
    }
    return .object([
      ("code", .list(slice.parts.flatMap(\.statements).map { .string($0.span.text) })),
      ("steps", .list(slice.parts.map { .int($0.step) })),
      ("imports", .object(sources)),
      ("parameters", .object(parameters)),
      ("data", .object(dataFingerprints.map { ($0.name, .string(String($0.value, radix: 16))) })),
      ("seed", .int(options.seed)),
      ("reports", .list(wanted.map { .string($0) })),
      ("series", .list(series.map { .string($0) })),
    ])
  }
}

/// Takes the events of a variation, which shows only its results.
private final class SilentOutput: Output {
  func receive(_ event: Event) {}
}

/// The result of a skipped comparison, which says so when it is read.
final class SkippedComparison: NativeObject {
  override var typeName: String { "skipped comparison" }

  override func member(_ name: String) throws -> Value? {
    throw Diagnostic(.skipped, "the comparison was not run", hint: "run the lab with --tries")
  }
}
