import Builtins
import Language

/// Finds claims that no run judges, and claims that say nothing.
enum ClaimCheck {
  static func mistakes(in lab: Lab, _ declarations: Declarations) -> [Diagnostic] {
    let names = Set(declarations.data.map(\.name))
    var sets = Set(declarations.data.flatMap { $0.choices.map(\.name) })
    let settings =
      declarations.profiles.flatMap(\.settings) + declarations.variations.flatMap(\.settings)
    for setting in settings where names.contains(setting.name) {
      if case .name(let set) = setting.value.kind { sets.insert(set) }
    }
    return lab.steps.flatMap { $0.code.claims }.flatMap { claim -> [Diagnostic] in
      var found = claim.data.filter { !sets.contains($0.name) }.map { name, span in
        Diagnostic(
          .runtime, "no data declaration lists \(name), so this is never judged",
          at: span,
          hint: sets.isEmpty
            ? nil : "the lab's data sets are " + sets.sorted().joined(separator: ", ")
        ).coded("claim-never-judged")
      }
      if claim.condition.isLiteral {
        found.append(
          Diagnostic(
            .runtime, "this claim does not depend on anything that the lab computes",
            at: claim.condition.span,
            hint: "claim something about a computed value"
          ).coded("empty-claim"))
      }
      return found
    }
  }
}

extension Expression {
  /// Whether it holds nothing but what is written.
  fileprivate var isLiteral: Bool {
    switch kind {
    case .none, .bool, .int, .float, .string: true
    case .list, .map, .set, .spread, .unary, .binary, .and, .or, .comparison, .approximately:
      parts.expressions.allSatisfy(\.isLiteral)
    case .name, .interpolated, .listComprehension, .mapComprehension, .setComprehension, .lambda,
      .call, .member, .index, .conditional, .noGrad:
      false
    }
  }
}
