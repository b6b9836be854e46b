import Interpreter
import Language

/// Finds what parameters may not be: defaults, and the settings of profiles and variations, as far
/// as they are made of numbers, texts and other parameters.
enum SettingCheck {
  /// What is not allowed in the lab as it is, and in each profile and variation as long as it `goesOn`.
  static func mistakes(
    in lab: Lab, _ declarations: Declarations, _ table: BuiltinTable, goesOn: () -> Bool
  ) -> [Diagnostic] {
    let parameters = constantParameters(of: lab)
    let constants = Set(
      parameters.compactMap {
        if case .param(let declaration) = $0.kind { declaration.name } else { nil }
      })
    var found: [Diagnostic] = []
    for profile in [nil] + declarations.profiles.map(Optional.some)
    where profile == nil || goesOn() {
      // What is wrong in all variations is reported once.
      var wrong: Set<String> = []
      for variation in [nil] + declarations.variations.map(Optional.some)
      where variation == nil || goesOn() {
        let settings = (profile?.settings ?? []) + (variation?.settings ?? [])
        let unknown = Set(
          settings.filter { !$0.value.isConstant(constants) }.map(\.name))
        var options = SessionOptions()
        options.profile = profile?.name
        var chosen: [String: [ChosenValue]] = [:]
        chosen.choose(profile?.settings ?? [], isSetting: false)
        let variant = Variant(variation, over: chosen)
        guard
          let session = try? Session(
            lab, options, Unheard(), Interrupt(), table, variant: variant)
        else { continue }
        for statement in parameters {
          guard case .param(let declaration) = statement.kind,
            !unknown.contains(declaration.name), !wrong.contains(declaration.name)
          else { continue }
          guard let failure = session.run([statement], step: nil).failure,
            failure.kind != .limit
          else { continue }
          if variation == nil { wrong.insert(declaration.name) }
          found.append(failure.coded("not-allowed"))
        }
      }
    }
    return found
  }

  /// The declarations of parameters whose defaults and domains follow from what is written.
  static func constantParameters(of lab: Lab) -> [Statement] {
    var constants: Set<String> = []
    return (lab.steps.first?.statements ?? []).filter { statement in
      guard case .param(let declaration) = statement.kind,
        statement.parts.expressions.allSatisfy({ $0.isConstant(constants) })
      else { return false }
      constants.insert(declaration.name)
      return true
    }
  }
}

extension Expression {
  /// Whether its value follows from what is written and from the names in `known`.
  fileprivate func isConstant(_ known: Set<String>) -> Bool {
    switch kind {
    case .name(let name): known.contains(name)
    case .none, .bool, .int, .float, .string, .list, .map, .set, .spread, .unary, .binary, .and,
      .or,
      .comparison, .approximately:
      parts.expressions.allSatisfy { $0.isConstant(known) }
    case .interpolated, .listComprehension, .mapComprehension, .setComprehension, .lambda, .call,
      .member, .index, .conditional, .noGrad:
      false
    }
  }
}
