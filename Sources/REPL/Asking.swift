import Running
import Language
import Session
import Text

/// Predictions before a step and questions after it, asked and judged if someone is there.
extension Prompt {
  /// A prediction and what the student said; nil if nothing was said.
  typealias Prediction = (question: Question, answer: String?)

  /// Asks for the predictions of a step that is about to run; nil if the student wanted to stop.
  func predict(_ step: Step) -> [Prediction]? {
    var predictions: [Prediction] = []
    for question in step.questions.map(worded) where question.isPrediction {
      console.gap()
      console.ask(question)
      guard isInteractive else { continue }
      guard let answer = reply(to: question, "your prediction> ") else { return nil }
      if !answer.isEmpty { session.note(answer, to: question) }
      predictions.append((question, answer.isEmpty ? nil : answer))
    }
    return predictions
  }

  /// Compares the predictions of a step with the results.
  ///
  /// What follows from code that is still to be written is no result.
  func resolve(_ predictions: [Prediction], of step: Step) {
    for (question, answer) in predictions {
      guard let answer else { continue }
      // Who skipped the rest of a long output predicted something all the same.
      console.pager?.endSkipping()
      console.compare(answer, to: worded(question))
      if let exercise = session.starter(neededBy: question, of: step) {
        console.note(
          "The answer depends on the exercise \(exercise.id), which is still as it was given: write it, "
            + "and `:run \(step.number)` asks again.")
        continue
      }
      let settings = session.isAboutDefaults(question, of: step) ? " with the default settings" : ""
      let isRight = if case .right? = response(answer, question) { true } else { false }
      if isRight { console.line("That is right\(settings).") }
      if case .choice = question.form, isRight { continue }
      console.answer(stoppable { session.answer(to: question) }, where: settings)
    }
  }

  /// The question with the values that its text names.
  private func worded(_ question: Question) -> Question {
    guard question.wording != nil else { return question }
    return stoppable { (try? session.worded(question)) ?? question }
  }

  /// Shows the questions of a step again, each with the author's answer.
  func showAnswers(to step: Step) {
    for question in step.questions {
      console.gap()
      console.ask(worded(question))
      console.answer(stoppable { session.answer(to: question) })
    }
  }

  /// Asks the questions of a step that has run; returns false if the student wanted to stop.
  func askQuestions(of step: Step) -> Bool {
    for question in step.questions where !question.isPrediction {
      console.gap()
      console.ask(worded(question))
      guard isInteractive else { continue }
      guard ask(question) else { return false }
    }
    return true
  }

  /// Asks until the answer is right or the student wants to see it; false if they wanted to stop.
  private func ask(_ question: Question) -> Bool {
    while true {
      guard let answer = reply(to: question, "your answer> ") else { return false }
      if answer.isEmpty {
        console.note("Left out; `:answers` shows the answer.")
        return true
      }
      session.note(answer, to: question)
      keep()
      switch response(answer, question) {
      case .right?:
        console.line("Right.")
        if case .number = question.form {
          console.answer(stoppable { session.answer(to: question) })
        }
        return true
      case .wrong?:
        console.note("Not quite. Try again, or press Enter to go on; `:answers` shows the answer.")
      case .open?, nil:
        console.answer(stoppable { session.answer(to: question) })
        return true
      }
    }
  }

  private func response(_ answer: String, _ question: Question) -> Response? {
    do {
      // The author's expression is code, too.
      return try stoppable { Result { try session.judge(answer, to: question) } }.get()
    } catch {
      fail(error as? Diagnostic ?? Diagnostic(.runtime, "\(error)"))
      return nil
    }
  }

  /// The student's answer, in a form that can be judged; empty if left out, nil if they stopped.
  ///
  /// A command leaves the question, since it may run steps, which ask questions themselves.
  private func reply(to question: Question, _ prompt: String) -> String? {
    while true {
      guard case .line(let line) = reply(prompt) else { return nil }
      let answer = Input.trimmed(line)
      if answer.hasPrefix(":") {
        pending = answer
        return nil
      } else if answer.hasPrefix("?") {
        self.answer(answer)
      } else if let complaint = answer.isEmpty ? nil : question.complaint(about: answer) {
        console.note("\(complaint); Enter leaves it out.")
      } else {
        return answer
      }
    }
  }
}
