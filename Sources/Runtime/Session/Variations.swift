import Language

/// `compare`: runs variations of the lab, each in a session of its own.
extension Session {
  /// Runs a comparison and gives the reports of each variation, in order.
  func compare(_ comparison: Comparison) throws(Failure) -> [Value] {
    guard options.runsComparisons, !isVariation else {
      if !isVariation {
        interpreter.output.receive(.note("comparison not run (use --tries)"))
      }
      return comparison.variations.map { _ in .object(SkippedComparison(self)) }
    }
    let wanted = comparison.table.map(\.name)
    let series = comparison.plot.map(\.name)
    let slice = LabSlice(lab, upTo: comparison, step: currentStep, wanted: wanted + series)
    var rows: [ComparisonResult.Row] = []
    var values: [Value] = []
    for (name, _) in comparison.variations {
      try interpreter.checkInterrupt()
      let (row, reports) = try run(name, slice, wanted, series)
      rows.append(row)
      values.append(.object(NamedValues("results", reports)))
    }
    interpreter.output.receive(
      .comparison(ComparisonResult(columns: wanted, series: series, rows: rows)))
    return values
  }

  private func run(_ name: String, _ slice: LabSlice, _ wanted: [String], _ series: [String])
    throws(Failure) -> (ComparisonResult.Row, [(name: String, value: Value)])
  {
    let variation = declarations.variation(name)
    let child: Session
    do {
      child = try Session(
        lab, options, SilentOutput(), interpreter.interrupt, interpreter.table,
        variation: variation?.settings ?? [])
    } catch {
      throw Failure(error)
    }
    child.imports = [:]
    var failure: Diagnostic?
    for part in slice.parts where failure == nil {
      failure = child.run(part.statements, step: part.step).failure
    }
    // Stopping the comparison is not a row's failure.
    try interpreter.checkInterrupt()
    let reports = child.reports
    let row = ComparisonResult.Row(
      name: name, title: variation?.title ?? name,
      reports: wanted.map { column in reports.first { $0.name == column }?.value },
      points: child.points.filter { series.contains($0.series) }, failure: failure)
    return (row, reports)
  }
}

/// Takes the events of a variation, which shows only its results.
private final class SilentOutput: Output {
  func receive(_ event: Event) {}
}

/// What a skipped comparison leaves: reading its results says so.
final class SkippedComparison: NativeObject {
  private weak var session: Session?

  init(_ session: Session) {
    self.session = session
  }

  override var typeName: String { "skipped comparison" }

  override func member(_ name: String) throws -> Value? {
    session?.skippedComparisonWasRead = true
    throw Diagnostic(.runtime, "the comparison was not run", hint: "run the lab with --tries")
  }
}

/// Values with names, read as members: `row1.test_acc`, `tapped(net, x).attn`.
public final class NamedValues: NativeObject {
  private let kind: String
  private let values: [(name: String, value: Value)]

  /// Values of the kind called `kind`.
  public init(_ kind: String, _ values: [(name: String, value: Value)]) {
    self.kind = kind
    self.values = values
  }

  public override var typeName: String { kind }

  public override var description: String {
    let parts = values.map { "\($0.name) = \($0.value.representation)" }
    return "\(kind)(\(parts.joined(separator: ", ")))"
  }

  public override var height: Int { (values.map(\.value.height).max() ?? 0) + 1 }

  public override func member(_ name: String) throws -> Value? {
    values.first { $0.name == name }?.value
  }

  public override var memberNames: [String] { values.map(\.name) }
}
