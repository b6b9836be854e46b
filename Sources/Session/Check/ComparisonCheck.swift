import Interpreter
import Language
import Text

/// Finds comparisons that show what nothing reports or records, and variations that none lists.
enum ComparisonCheck {
  static func mistakes(
    in lab: Lab, _ declarations: Declarations, _ uses: NameUses, folder: String?
  ) -> [Diagnostic] {
    let statements = lab.statements
    var made = Made()
    // What is imported may record and report, too.
    var isWhole = true
    for statement in statements {
      guard case .importNames(_, let file, _) = statement.kind else { continue }
      if let folder, let other = try? ImportCheck.imported(file, in: folder) {
        made.note(other)
      } else {
        isWhole = false
      }
    }
    made.note(lab)
    var found: [Diagnostic] = []
    for comparison in declarations.comparisons where isWhole {
      for (name, span) in comparison.table { found += made.missingReport(name, span) }
      for (name, span, _) in comparison.bars { found += made.missingReport(name, span) }
      for (name, span, _) in comparison.plot { found += made.missingSeries(name, span) }
    }
    if isWhole { found += members(of: declarations.comparisons, in: statements, made, uses) }
    let listed = Set(declarations.comparisons.flatMap { $0.variations.map(\.name) })
    for variation in declarations.variations where !listed.contains(variation.id) {
      found.append(
        Diagnostic(
          .runtime, "no comparison lists the variation `\(variation.id)`, so it never runs",
          at: variation.idSpan, hint: "write `compare base, \(variation.id) { table … }`"
        ).coded("unlisted-variation"))
    }
    return found
  }

  /// Results of variations that the lab never reports.
  private static func members(
    of comparisons: [Comparison], in statements: [Statement], _ made: Made, _ uses: NameUses
  ) -> [Diagnostic] {
    let names = Set(comparisons.flatMap { $0.variations.map(\.name) }).filter { name in
      uses.setters.filter { $0.name == name }.count
        == comparisons.filter { $0.variations.contains { $0.name == name } }.count
    }
    var found: [Diagnostic] = []
    Block(statements, statements.first?.span ?? Span(SourceFile(name: "", text: ""), 0, 0))
      .forEachExpression { expression in
        guard case .member(let owner, let name, let span) = expression.kind,
          case .name(let variation) = owner.kind, names.contains(variation),
          !made.reports.contains(name)
        else { return }
        found.append(
          Diagnostic(
            .runtime, "the lab reports no `\(name)`", at: span,
            hint: Spelling.hint(name, made.reports.sorted()) ?? "write `report \(name) = …`"
          ).coded("never-reported"))
      }
    return found
  }

  /// The names of reports and series.
  private struct Made {
    var reports: Set<String> = []
    var series: Set<String> = []

    /// A mistake where nothing reports what is shown.
    func missingReport(_ name: String, _ span: Span) -> [Diagnostic] {
      guard !reports.contains(name) else { return [] }
      let other =
        series.contains(name)
        ? "it is recorded: `plot \(name)`" : "write `report \(name) = …`"
      return [
        Diagnostic(
          .runtime, "nothing reports `\(name)`", at: span,
          hint: Spelling.hint(name, reports.sorted()) ?? other
        ).coded("never-reported")
      ]
    }

    /// A mistake where nothing records what `plot` shows.
    func missingSeries(_ name: String, _ span: Span) -> [Diagnostic] {
      guard !series.contains(name) else { return [] }
      let other =
        reports.contains(name)
        ? "it is reported: `table \(name)`" : "write `record(\(name) = …)`"
      return [
        Diagnostic(
          .runtime, "nothing records `\(name)`", at: span,
          hint: Spelling.hint(name, series.sorted()) ?? other
        ).coded("never-recorded")
      ]
    }

    mutating func note(_ lab: Lab) {
      Block(lab.statements, lab.steps[0].span).forEachStatement { note($0) }
    }

    private mutating func note(_ statement: Statement) {
      if case .report(let reports) = statement.kind { self.reports.formUnion(reports.map(\.name)) }
      for expression in statement.parts.expressions {
        expression.forEach { part in
          guard case .call(let callee, let arguments) = part.kind,
            case .name("record") = callee.kind
          else { return }
          for argument in arguments where argument.name != "label" && argument.name != "x" {
            series.insert(argument.name ?? argument.value.span.text)
          }
        }
      }
    }
  }
}
