import Interpreter
import Language

extension Session {
  /// Takes typed code as an answer if it defines a name that an exercise asks for.
  ///
  /// Returns the exercises that it answers. What it does not define of an exercise stays as it was.
  package func answer(with block: Block) -> [Exercise] {
    let written = Set(AssignedNames(block).names)
    let answered = lab.exercises.filter { exercise in
      !written.isDisjoint(with: AssignedNames(exercise.code).names)
    }
    for exercise in answered {
      answers[exercise.id] = exercise.code.replacing(written, with: block)
    }
    return answered
  }

  /// The exercises that nobody has begun.
  package var starters: [Exercise] { lab.exercises.filter { answers[$0.id] == nil } }

  /// The exercises that a step depends on and that nobody has begun.
  package func starters(neededBy step: Step) -> [Exercise] {
    starters(before: step) { lab.names(neededBy: step.number) }
  }

  /// An exercise that nobody has begun and that the number depends on which answers a prediction.
  package func starter(neededBy question: Question, of step: Step) -> Exercise? {
    guard case .number(let expected, tolerance: _) = question.form else { return nil }
    return starters(before: step) { lab.names(neededBy: expected, after: step.number) }.first
  }

  private func starters(before step: Step, needed: () -> Set<String>) -> [Exercise] {
    let open = starters.filter { $0.step < step.number }
    guard !open.isEmpty else { return [] }
    let needed = needed()
    return open.filter { !needed.isDisjoint(with: AssignedNames($0.code).names) }
  }

  /// Puts `code` in place of an exercise.
  package func answer(_ exercise: Exercise, with code: Block) { answers[exercise.id] = code }
}

extension Block {
  /// The statements that set none of `names`, then those of `block`.
  fileprivate func replacing(_ names: Set<String>, with block: Block) -> Block {
    let kept = statements.filter { statement in
      names.isDisjoint(with: AssignedNames([statement]).names)
    }
    return Block(kept + block.statements, block.span)
  }
}
