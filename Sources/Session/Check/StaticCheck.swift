import Builtins
import Interpreter
import Language

/// Finds mistakes in a lab without running a step.
///
/// Nothing is reported that rests on a value which only a run would know.
package enum StaticCheck {
  /// The mistakes in `lab`, in order of their places; `folder` is where it is.
  ///
  /// It is judged as it is, and in each profile and variation as long as it `goesOn`.
  package static func mistakes(
    in lab: Lab, folder: String? = nil, table: BuiltinTable = .program,
    goesOn: () -> Bool = { true }
  ) -> [Diagnostic] {
    let uses = NameUses()
    var found: [Diagnostic] = []
    let declarations = Declarations(lab, noting: &found)
    found = found.map { $0.coded("declaration") }
    found += NameCheck.mistakes(in: lab, uses, table)
    found += ShadowCheck.mistakes(in: lab, uses, table)
    found += SettingCheck.mistakes(in: lab, declarations, table, goesOn: goesOn)
    found += ComparisonCheck.mistakes(in: lab, declarations, uses, folder: folder)
    found += ImportCheck.mistakes(in: lab, folder: folder)
    found += EffectCheck.mistakes(in: lab, uses, table)
    found += MemberCheck.mistakes(in: lab, uses, table)
    found += ClaimCheck.mistakes(in: lab, declarations)
    found += OutlineCheck.mistakes(in: lab, folder: folder)
    found += TranslationCheck.mistakes(in: lab, folder: folder)
    // Code that cannot be compiled cannot be run dry either.
    if !found.contains(where: { $0.kind == .syntax && $0.code == "syntax" }) {
      let dry = DryRunCheck.mistakes(in: lab, declarations, folder: folder, table, goesOn: goesOn)
      // What the text alone shows is said where it stands.
      found += dry.filter { mistake in
        !found.contains { mistake.span?.contains($0.span) ?? false }
      }
    }
    return inOrder(found)
  }

  /// What names are wherever the lab mentions them, by their places in its bytes: kinds of values, and
  /// shapes of tensors, as a dry run of the lab as it is sees them.
  package static func kinds(
    in lab: Lab, folder: String? = nil, table: BuiltinTable = .program
  ) -> [Range<Int>: DryRun.Kind] {
    DryRunCheck.run(lab, profile: nil, nil, folder, table, notingKinds: true)?.kinds ?? [:]
  }

  /// The session of a dry run of the lab in that profile; nil where it cannot begin.
  package static func session(of lab: Lab, profile: String?, folder: String?) -> Session? {
    let dryRun = DryRun(of: lab.source.name)
    var options = SessionOptions()
    (options.profile, options.folder, options.dryRun) = (profile, folder, dryRun)
    guard let session = try? Session(lab, options, output: Unheard()) else { return nil }
    session.run(dry: dryRun, DryRunScope(judges: false))
    return session
  }

  /// By place; of several at one place the first, from which the others follow.
  private static func inOrder(_ found: [Diagnostic]) -> [Diagnostic] {
    var starts: Set<Int> = []
    let first = found.filter { starts.insert($0.span?.start ?? -1).inserted }
    return first.sorted { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) }
  }
}

extension Lab {
  /// The statements of all steps, in order.
  var statements: [Statement] { steps.flatMap(\.statements) }
}

extension Span {
  /// Whether the other begins inside it, in the same text.
  fileprivate func contains(_ other: Span?) -> Bool {
    guard let other, other.file.name == file.name else { return false }
    return start <= other.start && other.start < end
  }
}
