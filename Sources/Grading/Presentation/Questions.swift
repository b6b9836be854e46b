import Language

/// Questions to the student: asked without the author's answers, which are there for the asking.
extension Console {
  /// Asks a question, and says what there is to choose from.
  func ask(_ question: Question) {
    prose("? " + question.text)
    guard case .choice(let choices, correct: _) = question.form else { return }
    for choice in choices { paragraph("- " + visible(choice), indent: 2) }
  }

  /// Asks the questions of `step` once more, each with the author's answer.
  package func answers(to step: Step) {
    for question in step.questions {
      line("")
      ask(question)
      paragraph(marks.bold("Answer:") + " " + visible(question.answer))
    }
  }
}

extension Step {
  /// What it asks, in order.
  package var questions: [Question] {
    statements.compactMap { statement in
      if case .question(let question) = statement.kind { question } else { nil }
    }
  }
}

extension Question {
  /// What the author answers.
  fileprivate var answer: String {
    switch form {
    case .open(let answer): answer ?? "the lab does not say"
    case .choice(_, let correct): correct
    case .number(let value, let tolerance):
      tolerance.span.text == "0"
        ? value.span.text : "\(value.span.text) ± \(tolerance.span.text)"
    }
  }
}
