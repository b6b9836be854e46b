import Interpreter
import Language
import Text

/// The verdict on a student's answer to a question.
package enum Response: Sendable {
  case right
  case wrong
  /// The student judges, with the author's answer for comparison.
  case open
}

extension Session {
  /// Keeps a student's answer, the choice that a number stands for in words.
  package func note(_ answer: String, to question: Question) {
    responses[question.id] = question.words(for: answer)
  }

  /// The question with the values that its text names, as they are now.
  package func worded(_ question: Question) throws(Diagnostic) -> Question {
    guard let wording = question.wording else { return question }
    return question.worded(try evaluate(wording).text)
  }

  /// Whether the author's answer to a prediction may be about other settings than those of this run: it
  /// is written down, and the step depends on what was changed.
  package func isAboutDefaults(_ question: Question, of step: Step) -> Bool {
    guard case .choice = question.form else { return false }
    let profile = (try? declarations.settings(ofProfile: options.profile)) ?? []
    return !changedParameters.union(profile.map(\.name))
      .isDisjoint(with: lab.names(neededBy: step.number))
  }

  /// Judges a student's answer.
  ///
  /// A number is compared with the current value of the author's expression; throws if that cannot
  /// be evaluated.
  package func judge(_ answer: String, to question: Question) throws(Diagnostic) -> Response {
    switch question.form {
    case .open: return .open
    case .choice(_, correct: nil): return .open
    case .choice(let choices, let correct?):
      return Question.choice(answer, among: choices) == correct ? .right : .wrong
    case .number(let expected, let tolerance):
      guard let number = Question.number(answer) else { return .wrong }
      // What is asked for in per cent may be answered with the sign.
      let readings = answer.contains("%") ? [number, 100 * number] : [number]
      let (expected, tolerance) = (try self.number(expected), abs(try self.number(tolerance)))
      return readings.contains { abs($0 - expected) <= tolerance } ? .right : .wrong
    }
  }

  /// The author's answer in words; a number as it is now, or as written if it has no value yet.
  package func answer(to question: Question) -> String {
    switch question.form {
    case .open(let answer): return answer ?? "the lab does not say"
    case .choice(_, let correct): return correct ?? "the lab does not say"
    case .number(let expected, let tolerance):
      let value = try? evaluate(expected)
      let number =
        switch value {
        case .int(let whole): Digits.grouped(whole)
        case .float(let number) where number != number.rounded(): Digits.general(number, 6)
        default: value?.text ?? expected.span.text
        }
      let margin = tolerance.span.text.replacing("_", with: ",")
      return margin == "0" ? number : "\(number) ± \(margin)"
    }
  }

  /// The value of an author's expression as a number; a tensor of one element is one too.
  private func number(_ expression: Expression) throws(Diagnostic) -> Double {
    let value = try evaluate(expression)
    if let number = value.number { return number }
    if case .tensor(let tensor) = value, tensor.count == 1 { return tensor.number }
    throw Diagnostic(
      .runtime, "the author's answer is \(value.described), not a number", at: expression.span)
  }

  private func evaluate(_ expression: Expression) throws(Diagnostic) -> Value {
    let outcome = run([Statement(.expression(expression), expression.span)], step: nil)
    if let failure = outcome.failure { throw failure }
    return outcome.value ?? .none
  }
}

extension Question {
  /// An answer in words: the choice that a number stands for, otherwise what was written.
  package func words(for answer: String) -> String {
    guard case .choice(let choices, _) = form else { return answer }
    return Self.choice(answer, among: choices) ?? answer
  }

  /// What is wrong with the form of an answer, or nil.
  package func complaint(about answer: String) -> String? {
    switch form {
    case .open: nil
    case .choice(let choices, correct: _):
      Self.choice(answer, among: choices) == nil
        ? "a number from 1 to \(choices.count) chooses an answer" : nil
    case .number: Self.number(answer) == nil ? "the answer is a number" : nil
    }
  }

  fileprivate static func choice(_ answer: String, among choices: [String]) -> String? {
    if let number = Int(answer), choices.indices.contains(number - 1) { return choices[number - 1] }
    let word = answer.lowercased()
    return choices.first { $0.lowercased() == word }
  }

  /// The number in `18,478`, `18_478`, `93.5%`, as students write them.
  fileprivate static func number(_ answer: String) -> Double? {
    let digits = answer.filter { $0 != "," && $0 != "_" && $0 != " " }
    let number = digits.hasSuffix("%") ? Double(digits.dropLast()).map { $0 / 100 } : Double(digits)
    return number.flatMap { $0.isFinite ? $0 : nil }
  }
}
