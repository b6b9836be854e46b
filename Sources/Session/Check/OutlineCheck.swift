import Interpreter
import Language
import Platform
import Text

/// Finds what a lab's outline lacks: empty steps, exercises without hints or checks, parameters and
/// imports that nothing uses, labs to do first that are not there.
enum OutlineCheck {
  static func mistakes(in lab: Lab, folder: String?) -> [Diagnostic] {
    emptySteps(lab) + exercises(lab) + questions(lab) + unused(lab) + needs(lab, folder)
  }

  private static func emptySteps(_ lab: Lab) -> [Diagnostic] {
    lab.steps.filter { $0.number > 0 && $0.sections.allSatisfy(\.isEmpty) }.map { step in
      Diagnostic(
        .syntax, "the step `\(step.title)` is empty", at: step.span,
        hint: "write what it is about, or remove the heading"
      ).coded("empty-step")
    }
  }

  private static func exercises(_ lab: Lab) -> [Diagnostic] {
    let isReleased = lab.frontMatter.key != nil
    return lab.exercises.flatMap { exercise -> [Diagnostic] in
      let lacks = [
        ("check", exercise.checks.isEmpty && !isReleased), ("hint", exercise.hints.isEmpty),
        ("solution", exercise.solution == nil && !isReleased),
      ]
      return lacks.filter(\.1).map { what, _ in
        Diagnostic(
          .syntax, "the exercise `\(exercise.id)` has no \(what)", at: exercise.code.span,
          hint: "add a fence marked `\(what) \(exercise.id)`"
        ).coded("exercise-without-\(what)")
      }
    }
  }

  /// Questions with choices of which none is right; a released lab does not say.
  private static func questions(_ lab: Lab) -> [Diagnostic] {
    guard lab.frontMatter.key == nil else { return [] }
    return lab.steps.flatMap(\.questions).compactMap { question in
      guard case .choice(_, correct: nil) = question.form else { return nil }
      return Diagnostic(
        .syntax, "the question `\(question.id)` does not say which choice is right",
        at: question.idSpan, hint: "add `correct` and the right choice"
      ).coded("question-without-answer")
    }
  }

  /// Parameters, data and imports that nothing mentions.
  private static func unused(_ lab: Lab) -> [Diagnostic] {
    // What a released lab has lost may have used them.
    guard lab.frontMatter.key == nil else { return [] }
    var declared: [(name: String, span: Span, what: String)] = []
    var mentioned = MentionedNames()
    for step in lab.steps {
      for statement in step.code.statements {
        switch statement.kind {
        case .param(let declaration):
          declared.append((declaration.name, declaration.nameSpan, "parameter"))
          var inside = MentionedNames()
          for part in statement.parts.expressions { inside.visit(part) }
          for name in inside.names where name != declaration.name { mentioned.note(name) }
        case .data(let declaration):
          declared.append((declaration.name, declaration.nameSpan, "data set"))
        case .importNames(let names, _, _):
          declared += names.map { ($0.name, $0.span, "import") }
        case .profile, .try: break
        case .expression, .assign, .augmentedAssign, .conditional, .forLoop, .whileLoop, .break,
          .continue, .return, .function, .model, .noGrad, .tap, .expect, .report, .show, .compare,
          .question:
          mentioned.visit(statement)
        }
      }
    }
    return declared.filter { !mentioned.names.contains($0.name) }.map { name, span, what in
      Diagnostic(
        .runtime, "nothing uses the \(what) `\(name)`", at: span, hint: "use it, or remove it"
      ).coded("unused-name")
    }
  }

  private static func needs(_ lab: Lab, _ folder: String?) -> [Diagnostic] {
    guard let folder, let names = try? Folder.names(in: folder) else { return [] }
    let labs = names.filter { $0.hasSuffix(".lab") }.map { String($0.dropLast(4)) }
    let place = lab.source.bytes.firstRange(of: Array("needs:".utf8)) ?? 0..<0
    let top = Span(lab.source, place.lowerBound, place.upperBound)
    return lab.frontMatter.needs.filter { !labs.contains($0) }.map { name in
      Diagnostic(
        .usage, "`needs` lists a lab that is not here: `\(name)`", at: top,
        hint: Spelling.hint(name, labs) ?? "it lists files in this folder, without `.lab`"
      ).coded("missing-lab")
    }
  }
}

extension Section {
  /// Whether nothing is in it.
  fileprivate var isEmpty: Bool {
    switch self {
    case .prose(let text, _): text.allSatisfy(\.isWhitespace)
    case .code(let block, folded: _), .exercise(id: _, let block): block.statements.isEmpty
    case .check, .hint, .wrong, .solution: false
    }
  }
}
