import Language
import Running

extension Command {
  static let answers = Command(
    "answers", "[N]", "the author's answers to what a step asks; the last one that ran without N",
    completes: .steps
  ) { (prompt, argument) throws(Diagnostic) in
    let named = argument.isEmpty ? nil : try prompt.session.lab.step(called: argument)
    guard let step = named ?? prompt.timeline.last else {
      throw Diagnostic(.usage, "no step has run yet", hint: "`:answers N` is for step N")
    }
    guard step.questions.isEmpty else { return prompt.showAnswers(to: step) }
    let asking = prompt.steps.filter { !$0.questions.isEmpty }
    prompt.console.note(
      "Step \(step.number) asks nothing."
        + (asking.isEmpty ? "" : " There are questions in \(Prompt.numbers(asking))."))
  }
}
