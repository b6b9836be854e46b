/// A piece of code that a student writes, and what judges it: the fences that share an id.
package struct Exercise: Sendable {
  /// The id.
  package let id: String
  /// The number of the step that asks for it.
  package let step: Int
  /// The code in its place: the author's starter, until the lab is given an answer.
  package let code: Block
  /// Claims about that code, in order.
  package fileprivate(set) var checks: [Block] = []
  /// From the first nudge to all but the solution.
  package fileprivate(set) var hints: [String] = []
  /// Answers that must fail a check, with a part of that check's message.
  package fileprivate(set) var wrongAnswers: [(message: String, code: Block)] = []
  /// The author's answer.
  package fileprivate(set) var solution: Block?
}

extension Lab {
  /// The exercises in order.
  package var exercises: [Exercise] {
    var found: [Exercise] = []
    for step in steps {
      for section in step.sections {
        if case .exercise(id: let id, let code) = section {
          found.append(Exercise(id: id, step: step.number, code: code))
        } else if let id = section.exercise, let index = found.firstIndex(where: { $0.id == id }) {
          found[index].take(section)
        }
      }
    }
    return found
  }

  /// The lab with other code in its exercises, by their ids; the others keep theirs.
  package func answering(_ answers: [String: Block]) -> Lab {
    guard !answers.isEmpty else { return self }
    let steps = steps.map { step in
      let sections = step.sections.map { section -> Section in
        guard case .exercise(id: let id, _) = section, let answer = answers[id] else {
          return section
        }
        return .exercise(id: id, answer)
      }
      return Step(
        number: step.number, id: step.id, title: step.title, isOptional: step.isOptional,
        minutes: step.minutes, sections: sections, span: step.span)
    }
    return Lab(source: source, frontMatter: frontMatter, title: title, steps: steps)
  }

  /// The author's answers to the exercises, by their ids.
  package var solutions: [String: Block] {
    var solutions: [String: Block] = [:]
    for exercise in exercises { solutions[exercise.id] = exercise.solution }
    return solutions
  }
}

extension Exercise {
  /// Takes what another fence of the exercise says.
  fileprivate mutating func take(_ section: Section) {
    switch section {
    case .check(id: _, let code): checks.append(code)
    case .hint(id: _, let text): hints.append(text)
    case .wrong(id: _, let message, let code): wrongAnswers.append((message, code))
    case .solution(id: _, let code): solution = code
    case .prose, .code, .exercise: break
    }
  }
}

extension Section {
  /// The exercise that the fence belongs to.
  fileprivate var exercise: String? {
    switch self {
    case .exercise(id: let id, _), .check(id: let id, _), .hint(id: let id, _),
      .wrong(id: let id, message: _, _), .solution(id: let id, _):
      id
    case .prose, .code: nil
    }
  }
}
