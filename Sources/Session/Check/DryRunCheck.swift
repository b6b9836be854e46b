import Builtins
import Interpreter
import Language

/// Finds what fails when a lab runs, as far as that does not depend on its numbers: it runs with
/// shapes only, as it is, in each profile and in each variation.
enum DryRunCheck {
  /// What fails in the lab as it is, and in the declared profiles and variations as long as it `goesOn`.
  static func mistakes(
    in lab: Lab, _ declarations: Declarations, folder: String?, _ table: BuiltinTable,
    goesOn: () -> Bool
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var places: Set<Int> = []
    func note(_ more: [Diagnostic], _ way: String?) {
      for var mistake in more where places.insert(mistake.span?.start ?? -1).inserted {
        if let way { mistake.message += ", \(way)" }
        found.append(mistake.coded(FindingCode.of(mistake)))
      }
    }
    note(run(lab, profile: nil, nil, folder, table)?.findings ?? [], nil)
    for profile in declarations.profiles where goesOn() {
      let dryRun = run(lab, profile: profile.name, nil, folder, table)
      note(dryRun?.findings ?? [], "in the profile `\(profile.name)`")
    }
    for variation in declarations.variations where goesOn() {
      let dryRun = run(lab, profile: nil, variation, folder, table)
      note(dryRun?.findings ?? [], "in the variation `\(variation.id)`")
    }
    return found
  }

  /// The lab's parameters that are whole numbers.
  private static func declarations(in session: Session) -> [(name: String, value: Int)] {
    session.parameterValues.compactMap { name, value in
      if case .int(let number) = value { (name, number) } else { nil }
    }
  }

  /// A dry run of the lab; nil if it cannot begin.
  static func run(
    _ lab: Lab, profile: String?, _ variation: Variation?, _ folder: String?,
    _ table: BuiltinTable, notingKinds: Bool = false
  ) -> DryRun? {
    let dryRun = DryRun(of: lab.source.name, notingKinds: notingKinds)
    var options = SessionOptions()
    options.profile = profile
    options.folder = folder
    options.dryRun = dryRun
    let variant = variation.map { Variant($0, over: [:]) }
    guard
      let session = try? Session(lab, options, Unheard(), Interrupt(), table, variant: variant)
    else { return nil }
    let isPlain = profile == nil && variation == nil
    session.run(dry: dryRun, .init(judges: isPlain, callsTheRest: isPlain))
    dryRun.nameSizes(of: declarations(in: session))
    return dryRun
  }
}

/// Takes the events of a session of which nothing is shown.
final class Unheard: Output {
  func receive(_ event: Event) {}
}
