import Builtins
import Language
import Session
import Text

/// What held in a hand-in, as Markdown for its student.
///
/// What the student wrote is shown as it is, and nowhere taken as Markdown.
struct GradePage {
  /// The text so far.
  private(set) var text = ""

  init(_ handIn: HandIn) {
    let settings = handIn.settings.map { "\($0.name) = \($0.text)" }
    let all = ["seed \(handIn.seed)", "profile \(handIn.profile ?? "default")"] + settings
    text = "# \(Self.plain(handIn.lab.text))\n\n\(Self.plain(all.joined(separator: ", ")))\n"
  }

  /// Begins a step.
  mutating func begin(_ step: Step) {
    if step.number > 0 { text += "\n## \(step.number) \(Self.plain(step.title))\n" }
  }

  /// Adds what became of a step's code: its claims, and the error that stopped it.
  mutating func note(_ outcome: Session.Outcome) {
    let claims = outcome.expectations.filter { claim in
      if case .notChecked = claim.status { false } else { true }
    }
    if !claims.isEmpty { text += "\n" }
    for claim in claims {
      let (mark, claimed, notes) = RunDocument.text(of: claim)
      text += "- \(mark) " + ([claimed] + notes).map(Self.plain).joined(separator: ": ") + "\n"
    }
    if let failure = outcome.failure {
      text += "\nThe step stopped with an error:\n"
      fence(failure.rendered(color: false))
    }
  }

  /// Adds that the code of an exercise cannot be read.
  mutating func noteMistake(in exercise: String, _ mistake: Diagnostic) {
    text += "\nThe code of exercise \(Self.plain(exercise)) has a mistake:\n"
    fence(mistake.rendered(color: false))
  }

  /// Adds an exercise that was left out.
  mutating func addUnanswered(_ exercise: Exercise) {
    text += "\n### Exercise \(Self.plain(exercise.id))\n\nNot answered.\n"
  }

  /// Adds an exercise: its code, and for each check whether it held and if not why; checks are named by
  /// their messages, since their conditions are the solution.
  mutating func add(
    _ exercise: Exercise, code: String, _ verdicts: [Bool], _ judged: [ExpectationResult],
    _ failure: Diagnostic?, _ added: [String]
  ) {
    text += "\n### Exercise \(Self.plain(exercise.id))\n"
    fence(code)
    text += "\n"
    for (index, (claim, holds)) in zip(exercise.claims, verdicts).enumerated() {
      let name = claim.message ?? "check \(index + 1)"
      let result = judged.first { $0.status == .failed && $0.message == claim.message }
      let why = holds ? nil : result?.values
      text +=
        "- \(holds ? "✓" : "✗") "
        + [name, why].compactMap(\.self).map(Self.plain)
        .joined(separator: ": ") + "\n"
    }
    if let failure { text += "\nA check stopped with an error: \(Self.plain(failure.message))\n" }
    if !added.isEmpty {
      text += "\nIt also sets \(Self.plain(added.joined(separator: ", "))).\n"
    }
  }

  /// Adds that the exercise's solution had been shown.
  mutating func noteSolution() { text += "\nIts solution was shown before it was handed in.\n" }

  /// Adds a question with what was answered, and the author's answer unless that was right.
  mutating func add(_ question: Question, answer: String?, isRight: Bool?, author: String) {
    text +=
      "\n### \(question.isPrediction ? "Prediction" : "Question"): "
      + Self.plain(question.text) + "\n"
    guard let answer else {
      text += "\nNot answered.\n"
      return
    }
    fence(answer)
    switch isRight {
    case true?: text += "\nRight.\n"
    case false?: text += "\nNot right: \(Self.plain(author))\n"
    case nil: text += "\nThe author's answer: \(Self.plain(author))\n"
    }
  }

  /// Adds a result that was handed in, beside what a new run gives.
  mutating func addReport(_ name: String, _ claimed: JSON, _ found: JSON?, _ agrees: Bool) {
    if !text.contains("\n## Results\n") { text += "\n## Results\n\n" }
    let new = found.map(Self.line) ?? "none"
    text +=
      "- \(agrees ? "✓" : "✗") \(Self.plain(name)): \(Self.line(claimed))"
      + (agrees ? "" : ", a new run gives \(new)") + "\n"
  }

  /// Adds the rows of variations, which are not run again.
  mutating func add(_ results: [JSON]) {
    guard !results.isEmpty else { return }
    text += "\n## Variations\n\nAs handed in; they are not run again.\n\n"
    for row in results.prefix(100) { text += "- \(Self.line(row))\n" }
  }

  private static func line(_ json: JSON) -> String {
    plain(json.text.split(whereSeparator: \.isNewline).joined(separator: " "))
  }

  /// Text in which nothing is Markdown, on one line.
  static func plain(_ text: String) -> String {
    var line = ""
    for character in visible(text.split(whereSeparator: \.isNewline).joined(separator: " ")) {
      if "\\`*_[]<>#|!&".contains(character) { line.append("\\") }
      line.append(character)
    }
    return line.utf8.count > 2000 ? String(line.prefix(1000)) + "…" : line
  }

  /// A fence that nothing in the text closes.
  private mutating func fence(_ code: String) {
    var mark = "```"
    while code.contains(mark) { mark += "`" }
    let shown = code.utf8.count > 100_000 ? String(code.prefix(20_000)) + "\n…" : code
    text += "\n\(mark)text\n\(visibleLines(shown))\(shown.hasSuffix("\n") ? "" : "\n")\(mark)\n"
  }
}
