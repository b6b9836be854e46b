import Language
import Text

/// Questions to the student, asked without the author's answers, which are shown on request.
extension Console {
  /// Asks a question, and shows its choices.
  package func ask(_ question: Question) {
    // Who skipped what came before is asked all the same.
    pager?.endSkipping()
    prose("? " + question.text)
    guard case .choice(let choices, correct: _) = question.form else { return }
    for (index, choice) in choices.enumerated() {
      paragraph("\(index + 1) " + title(choice), indent: 2)
    }
  }

  /// Shows a question where nobody is there to answer: a prediction between prose and code.
  func put(_ question: Question) {
    readOpening()
    gap()
    ask(question)
    if question.isPrediction { line("") }
  }

  /// Repeats a question and what was answered, before the author's answer is shown.
  package func compare(_ answer: String, to question: Question) {
    gap()
    prose("? " + question.text)
    let words = question.words(for: answer)
    if case .choice = question.form {
      line("You said: " + title(words))
    } else {
      line("You said: " + visible(words))
    }
  }

  /// Shows the author's answer to a question, and for which settings it holds.
  package func answer(_ text: String, where settings: String = "") {
    paragraph(marks.bold("Answer\(settings):") + " " + title(text))
  }
}
