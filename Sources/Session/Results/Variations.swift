import Builtins
import Interpreter
import Language
import Text

/// `compare`: variations of the lab, each run in a session of its own.
extension Session {
  /// Runs a comparison and returns the reports of each variation, in order.
  package func compare(
    _ comparison: Comparison
  ) throws(Failure) -> (rows: [Value], isSkipped: Bool) {
    if options.dryRun != nil {
      return (comparison.variations.map { _ in UnknownValue.of() }, false)
    }
    guard options.runsComparisons, variant == nil else {
      if variant == nil { output.receive(.comparisonSkipped) }
      return (comparison.variations.map { _ in .object(SkippedComparison()) }, true)
    }
    let variants = comparison.variations.map { variant(called: $0.name) }
    return (try compare(variants, as: comparison), false)
  }

  /// The variation of that name; the lab as it is set now where there is none.
  func variant(called name: String) -> Variant {
    Variant(declarations.variation(name), over: chosenValues)
  }

  /// Runs variants, and shows them as `comparison` says.
  func compare(
    _ variants: [Variant], as comparison: Comparison
  ) throws(Failure) -> [Value] {
    let table = comparison.table.map(\.name)
    let drawn = comparison.bars.map(\.name)
    let wanted = table + drawn.filter { !table.contains($0) }
    let series = comparison.plot.map(\.name)
    let slice = LabSlice(
      lab, upTo: comparison, step: currentStep, wanted: wanted + series,
      builtins: interpreter.table.names)
    // What may not be is said before anything runs.
    var settings: [RunSettings] = []
    do throws(Diagnostic) {
      for variant in variants { settings.append(try self.settings(of: variant)) }
    } catch {
      throw Failure(error)
    }
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
          deviations: wanted.map(results.deviation), points: results.points, failure: failure,
          settings: settings[index]))
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

  /// Runs a variation, or finds what it gave before.
  private func run(
    _ variant: Variant, _ slice: LabSlice, _ wanted: [String], _ series: [String], seed: Int
  ) throws(Failure) -> (VariationResult, Diagnostic?) {
    var options = options
    options.seed = seed
    let trial = TrialOutput(variant.title, series, output)
    let child: Session
    do {
      child = try Session(
        lab, options, trial, interpreter.interrupt, interpreter.table, variant: variant)
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
          for point in saved.points { trial.pass(point) }
          finishedRuns += 1
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
    if failure == nil, failed.isEmpty, !child.hasReadFiles, let key, let json = result.json,
      let cache = options.results
    {
      cache.keep(json, for: key)
      finishedRuns += 1
    }
    return (result, failure)
  }

  /// Everything that the results of a slice depend on: code, parameters, data and seed.
  func key(of slice: LabSlice, _ wanted: [String], _ series: [String]) -> JSON? {
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
