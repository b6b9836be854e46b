import Builtins
import Interpreter
import Language
import Plotting
import Session
import Text

/// Shows labs as tests: a line for each step, and details of what failed.
package final class TestOutput: RunObserver {
  private let console: Console
  private let detail: Console.Detail
  private var file = ""

  /// Writes through `console`.
  package init(_ console: Console, _ detail: Console.Detail) {
    self.console = console
    self.detail = detail
  }

  private var marks: Marks { console.marks }

  /// Names the lab's file.
  package func begin(_ lab: Lab, _ options: SessionOptions) {
    file = lab.source.name
    guard detail > .quiet else { return }
    let profile = options.profile.map { " (profile \($0))" } ?? ""
    console.paragraph(marks.bold(visible(file)) + profile)
  }

  /// Shows nothing: a step is reported when it has ended.
  package func begin(_ step: Step?, in session: Session) {}

  /// Shows the step's mark, and its claims that failed.
  package func end(_ step: Step?, _ outcome: Session.Outcome) {
    guard let step, !step.statements.isEmpty, detail > .quiet || !outcome.passed else { return }
    let mark = outcome.passed ? marks.held : marks.failed
    let title = step.number == 0 ? "before the first step" : visible(step.title)
    var line = "  \(mark) \(step.number) \(title)"
    let held = outcome.expectations.filter { $0.status == .held }.count
    if held > 0 { line += marks.dim(" (\(counted(held, "claim")))") }
    console.line(line)
    for claim in outcome.expectations where claim.status == .failed {
      console.receive(.expectation(claim))
    }
    if let failure = outcome.failure { console.report(failure) }
  }

  /// Shows why the lab as a whole failed.
  package func end(_ result: LabResult) {
    if let failure = result.failure {
      console.line("\(marks.failed) \(visible(result.path))")
      console.report(failure)
    }
    switch result.exitCode(mustCheck: true) {
    case .nothing: console.line("  \(marks.failed) nothing was checked")
    case .timedOut:
      console.line("  \(marks.failed) \(result.limit ?? "a time limit was reached")")
    default: break
    }
  }

  /// Shows printed text, if all details are wanted.
  package func receive(_ event: Event) {
    if detail == .verbose, case .text = event { console.receive(event) }
  }

  /// The results of all labs, in one line.
  package func summary(_ results: [LabResult]) -> String {
    let passed = results.filter { $0.exitCode(mustCheck: true) == .passed }.count
    let held = results.reduce(0) { $0 + $1.claims.held }
    let isGood = passed == results.count && !results.isEmpty
    let mark = isGood ? marks.held : marks.failed
    return "\(mark) \(passed) of \(counted(results.count, "lab")) passed"
      + marks.separator + "\(counted(held, "claim")) held"
  }
}
