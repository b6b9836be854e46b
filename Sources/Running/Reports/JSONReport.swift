import Builtins
import Interpreter
import Language
import Plotting
import Session

/// A run as JSON, for programs.
///
/// All times are in objects called `times`; without those, equal seeds give equal bytes.
package enum JSONReport {
  /// The report of some labs, nil where one was not reached; without an exit code while the run is in
  /// progress.
  static func text(
    of reports: [LabReport?], _ names: [RunName], _ scope: ReportScope
  ) -> String {
    let code = ExitCode.of(reports.compactMap { $0?.exit })
    let all = zip(names, reports).map { name, report -> JSON in
      if let report { return .written(report.json) }
      return .object(
        fields(name) + [("exit", .null), ("status", .string("not reached"))])
    }
    return JSON.object([
      ("exit", scope.isOver ? .int(Int(code.rawValue)) : .null), ("labs", .list(all)),
    ]).text
  }

  /// What `lab check` found in some labs, and what they cost if that was asked for.
  package static func text(of checks: [LabCheck.Result], _ code: ExitCode, _ table: CostTable?)
    -> String
  {
    let labs = checks.map { lab in
      JSON.object(
        [("path", .string(lab.path)), ("findings", .list(lab.found.map(diagnostic)))]
          + (table.map { table in [("costs", .list(lab.costs.map { cost($0, table) }))] } ?? []))
    }
    return JSON.object([("exit", .int(Int(code.rawValue))), ("labs", .list(labs))]).text
  }

  private static func cost(_ cost: LabCost, _ table: CostTable) -> JSON {
    let steps = cost.steps.map { step -> JSON in
      let (least, most) = (step.cost.least.work.multiplyAdds, step.cost.most.work.multiplyAdds)
      return .object([
        ("number", .int(step.number)), ("id", .string(step.id)), ("title", .string(step.title)),
        ("parameters", .int(step.parameters)),
        (
          "multiply_adds",
          .object([
            ("least", .number(least)), ("most", step.cost.isOpen ? .null : .number(most)),
            ("average", .bool(step.cost.isAverage)),
          ])
        ),
        ("bytes", .number(step.memory)),
      ])
    }
    let times = cost.steps.compactMap { step in
      table.seconds(step.cost).map { seconds in
        let most: JSON = step.cost.isOpen ? .null : .number(seconds.most)
        return (step.id, JSON.object([("least", .number(seconds.least)), ("most", most)]))
      }
    }
    return .object([
      ("profile", JSON(cost.profile)), ("data", .list(cost.data.map { .string($0) })),
      ("whole", .bool(cost.isWhole)), ("steps", .list(steps)), ("times", .object(times)),
    ])
  }

  private static func fields(_ name: RunName) -> [(String, JSON)] {
    [("path", .string(name.path))] + (name.choice.map { [("run", .string($0))] } ?? [])
  }

  static func lab(_ result: LabResult, _ mustCheck: Bool, _ isKept: Bool) -> JSON {
    var fields: [(String, JSON)] = fields(result.name)
    fields += [
      ("title", JSON(result.lab?.title)),
      ("exit", .int(Int(result.exitCode(mustCheck: mustCheck).rawValue))),
    ]
    if let failure = result.failure { fields.append(("error", diagnostic(failure))) }
    if let limit = result.limit { fields.append(("limit", .string(limit))) }
    if let session = result.session {
      fields.append(("seed", .int(session.options.seed)))
      fields.append(("profile", JSON(session.options.profile)))
      fields.append(("data", .list(session.dataSets.map { .string($0) })))
      fields.append(("parameters", parameters(session)))
      fields.append(("changed", .list(session.changedParameters.sorted().map { .string($0) })))
      fields.append(("reports", .object(session.reports.map { ($0.name, JSON($0.value)) })))
      fields.append(("series", .list(series(session.points))))
    }
    if !result.complaints.isEmpty {
      fields.append(("complaints", .list(result.complaints.map { .string($0.message) })))
    }
    fields.append(("steps", .list(result.steps.map(step))))
    fields.append(("times", times(result, isKept)))
    return .object(fields)
  }

  private static func parameters(_ session: Session) -> JSON {
    .object(
      session.lab.parameters.compactMap { declaration in
        session.globals.value(of: declaration.name).map { (declaration.name, JSON($0)) }
      })
  }

  private static func series(_ points: [RecordedPoint]) -> [JSON] {
    var order: [String] = []
    var groups: [String: [RecordedPoint]] = [:]
    for point in points {
      let key = "\(point.series)\u{0}\(point.label ?? "")"
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(point)
    }
    return order.compactMap { groups[$0] }.map { points in
      .object([
        ("name", JSON(points.first?.series)),
        ("label", JSON(points.first?.label)),
        ("x", .list(points.map { .number($0.x) })),
        ("y", .list(points.map { .number($0.y) })),
      ])
    }
  }

  private static func step(_ result: LabResult.Step) -> JSON {
    var fields: [(String, JSON)] = [
      ("number", .int(result.step.number)),
      ("id", .string(result.step.id)),
      ("title", .string(result.step.title)),
      ("status", .string(result.status.rawValue)),
    ]
    if let failure = result.outcome?.failure { fields.append(("error", diagnostic(failure))) }
    let claims = result.outcome?.expectations ?? []
    fields.append(("expectations", .list(claims.map(claim))))
    return .object(fields)
  }

  private static func claim(_ claim: ExpectationResult) -> JSON {
    var fields: [(String, JSON)] = [
      ("claim", .string(claim.text)),
      ("line", .int(claim.span.file.location(of: claim.span.start).line)),
    ]
    switch claim.status {
    case .held: fields.append(("status", .string("held")))
    case .failed:
      fields.append(("status", .string("failed")))
      fields.append(("values", JSON(claim.values)))
      fields.append(("message", JSON(claim.message)))
      if let variation = claim.variation { fields.append(("variation", .string(variation))) }
    case .notChecked(let reason):
      fields.append(("status", .string("not checked")))
      fields.append(("reason", .string(reason)))
    }
    return .object(fields)
  }

  private static func diagnostic(_ failure: Diagnostic) -> JSON {
    var fields: [(String, JSON)] = [("message", .string(failure.message))]
    if let code = failure.code { fields.append(("code", .string(code))) }
    if let span = failure.span {
      let (line, column) = span.file.location(of: span.start)
      fields += [("file", .string(span.file.name)), ("line", .int(line)), ("column", .int(column))]
    }
    fields.append(("hint", JSON(failure.hint)))
    return .object(fields)
  }

  private static func times(_ result: LabResult, _ isKept: Bool) -> JSON {
    let steps = result.steps.compactMap { step in
      step.outcome.map { (step.step.id, JSON.number($0.seconds)) }
    }
    let measured = result.steps.filter { !$0.measured.isEmpty }.map { step in
      (step.step.id, JSON.list(step.measured.map(figure)))
    }
    return .object(
      (isKept ? [("earlier", .bool(true))] : []) + [
        ("seconds", .number(result.seconds)), ("steps", .object(steps)),
        ("measured", .object(measured)),
      ])
  }

  private static func figure(_ times: MeasuredTimes) -> JSON {
    var fields: [(String, JSON)] = [("title", .string(times.title))]
    if let positions = times.positions {
      fields.append(("x", .list(positions.map { .number($0) })))
    }
    let seconds = times.series.map { ($0.label, JSON.list($0.seconds.map { .number($0) })) }
    return .object(fields + [("seconds", .object(seconds))])
  }
}
