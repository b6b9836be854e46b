import Builtins
import Interpreter
import Language

/// Distinguishes values of a name without keeping them: by a plain value itself, or by its origin.
///
/// Steps are deterministic: the same code makes the same result from the same inputs.
enum Origin: Hashable {
  /// Nothing has set it.
  case nothing
  /// A plain value, as text.
  case value(String)
  /// The result of a run of a step, by the number of the run.
  case made(Int)
  /// The result of one run of a step, which would do another, `now`, if it ran now.
  case outdated(Int, now: Int)
  /// Something that was typed, or that a step left unfinished: equal to nothing else.
  case unique(Int)

  /// The origin of `value` if its text is all there is to it.
  init?(plain value: Value) {
    switch value {
    case .none, .bool, .int, .float, .string, .builtin: self = .value(value.representation)
    case .list(let list)
    where list.items.count <= 100
      && list.items.allSatisfy { Origin(plain: $0) != nil && $0.height == 0 }:
      self = .value(value.representation)
    case .object(let object as DataSetObject):
      self = .value("\(object.set.name) \(object.set.fingerprint)")
    default: return nil
    }
  }
}

/// Everything that the outcome of a step depends on.
struct StepRun: Hashable {
  let id: String
  let code: [String]
  let seed: Int
  /// Where what the step reads came from.
  let inputs: [String: Origin]
}

/// A name that was given its value at the prompt.
struct TypedName {
  let origin: Origin
  /// Whether it was carried into the states before all steps; other changes, such as a model trained
  /// on, are only in those of steps that ran since.
  let isCarried: Bool
  /// The step after which it no longer holds, since that step set the name again.
  var last: Int?

  /// Whether a step of that number reads this value.
  func holds(in number: Int) -> Bool { last.map { number <= $0 } ?? true }
}

extension Step {
  /// The session names that the step's code mentions before it has set them itself.
  var reads: Set<String> {
    var reads: Set<String> = []
    var own: Set<String> = []
    for statement in statements {
      let set = AssignedNames([statement]).names
      var mentioned = MentionedNames()
      switch statement.kind {
      case .assign(let target, _, let value):
        for part in target.expressions + [value] { mentioned.visit(part) }
      case .report(let reports): for report in reports { mentioned.visit(report.value) }
      case .augmentedAssign: mentioned.visit(statement)
      case .expression, .conditional, .forLoop, .whileLoop, .break, .continue, .return,
        .function, .model, .noGrad, .tap, .expect, .show, .param, .data, .profile, .try, .compare,
        .question, .importNames:
        mentioned.visit(statement)
        own.formUnion(set)
      }
      reads.formUnion(mentioned.names.subtracting(own))
      own.formUnion(set)
    }
    return reads
  }

  /// What the outcome depends on, as written: not what is asked, nor what a parameter means.
  var texts: [String] {
    statements.compactMap { statement in
      switch statement.kind {
      case .param(let parameter): "\(parameter.name) = \(parameter.defaultValue.span.text)"
      case .profile, .question: nil
      default: statement.span.text
      }
    }
  }
}
