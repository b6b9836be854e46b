import Builtins
import Interpreter
import Language

/// What tells two values of a name apart without keeping them: a plain value as it is, of everything
/// else what made it. Steps are deterministic: the same code makes the same of the same.
enum Origin: Hashable {
  /// Nothing has set it.
  case nothing
  /// A plain value, as text.
  case value(String)
  /// What a run of a step has made, by the number of the run.
  case made(Int)
  /// What one run of a step has made, where the step would by now make what another does.
  case outdated(Int, now: Int)
  /// Something that was typed, or that a step left unfinished: like nothing else.
  case unique(Int)

  /// The origin of `value` where that says it all.
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

/// All that the outcome of a step depends on.
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
  /// How many moments there were: going back beyond undoes it. Nil where the value was taken into
  /// all of them.
  let moments: Int?
  /// The step behind which it no longer holds, since that has set the name anew.
  var last: Int?

  /// Whether a step of that number reads it so.
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

  /// The statements as written.
  var texts: [String] { statements.map(\.span.text) }
}
