import Interpreter
import Language

/// Finds names that hide a builtin or a function, and reports that set a name again.
enum ShadowCheck {
  static func mistakes(
    in lab: Lab, _ uses: NameUses, _ table: BuiltinTable
  ) -> [Diagnostic] {
    let statements = lab.statements
    var functions: [String: Span] = [:]
    var (values, others): (Set<Int>, [Report]) = ([], [])
    for statement in statements {
      switch statement.kind {
      case .function(let declaration): functions[declaration.name] = declaration.nameSpan
      case .assign(.pattern(.name(_, let span)), annotation: _, value: let value):
        if value.isFunction { values.insert(span.start) }
      case .param(let declaration):
        // People set it by its name, and `x.norm()` stays what it is.
        if !uses.calls.contains(where: { !$0.isMethod && $0.name == declaration.name }) {
          values.insert(declaration.nameSpan.start)
        }
      case .data(let declaration): values.insert(declaration.nameSpan.start)
      default: break
      }
    }
    Block(statements, lab.steps[0].span).forEachStatement { statement in
      if case .report(let reports) = statement.kind { others += reports }
    }
    var told: Set<String> = []
    let hidden = uses.setters.compactMap { (name, span, step) -> Diagnostic? in
      // What a check sets is gone after it.
      guard step != NameCheck.outside, !values.contains(span.start), !told.contains(name) else {
        return nil
      }
      let what: String
      if let function = functions[name] {
        what = "the function of line \(function.file.location(of: function.start).line)"
      } else if table.function(name) != nil {
        what = "the builtin"
      } else {
        return nil
      }
      told.insert(name)
      return Diagnostic(
        .runtime, "`\(name)` hides \(what) of that name", at: span,
        hint: "choose another name, so that \(name)(…) keeps its meaning"
      ).coded("hidden-name")
    }
    return hidden + rebound(others, uses)
  }

  /// Reports under the name of something else that is read after them.
  private static func rebound(_ reports: [Report], _ uses: NameUses) -> [Diagnostic] {
    let own = Set(reports.map(\.nameSpan.start))
    return reports.compactMap { report in
      if case .name(report.name) = report.value.kind { return nil }
      let end = report.value.span.end
      guard
        let setter = uses.setters.first(where: {
          $0.name == report.name && !own.contains($0.span.start)
        }),
        let reader = uses.mentions.first(where: { $0.name == report.name && $0.span.start >= end }),
        !uses.setters.contains(where: {
          $0.name == report.name && $0.span.start > end && $0.span.start < reader.span.start
        })
      else { return nil }
      let line = setter.span.file.location(of: setter.span.start).line
      return Diagnostic(
        .runtime, "`report` sets `\(report.name)`, which line \(line) has set to something else",
        at: report.nameSpan, hint: "report it under another name"
      ).coded("rebound-name")
    }
  }
}

extension Expression {
  /// Whether it is sure to be a function.
  fileprivate var isFunction: Bool { if case .lambda = kind { true } else { false } }
}
