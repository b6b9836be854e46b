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
    let skipped = outcome.expectations.count {
      if case .notChecked = $0.status { true } else { false }
    }
    let counts = [
      held > 0 ? counted(held, "claim") : nil,
      skipped > 0
        ? (held > 0 ? "\(skipped)" : counted(skipped, "claim")) + " not checked here" : nil,
    ].compactMap(\.self)
    if !counts.isEmpty { line += marks.dim(" (\(counts.joined(separator: ", ")))") }
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
    for complaint in result.complaints {
      console.paragraph(
        "  \(marks.failed) \(complaint.kind.rawValue): \(visible(complaint.message))")
    }
    switch result.exitCode(mustCheck: true) {
    case .nothing:
      console.paragraph("  \(marks.failed) \(visible(result.emptiness ?? "nothing was checked"))")
    case .timedOut:
      console.line("  \(marks.failed) \(result.limit ?? "a time limit was reached")")
    default: break
    }
    if Annotation.isWanted { for line in Annotation.lines(of: result) { console.line(line) } }
  }

  /// Shows which data is used; printed text and why claims are not judged, if all details are wanted.
  package func receive(_ event: Event) {
    switch event {
    case .data where detail > .quiet: console.receive(event, indent: 2)
    case .text where detail == .verbose: console.receive(event)
    case .expectation(let claim) where detail == .verbose && claim.status != .failed:
      if case .notChecked = claim.status { console.receive(event) }
    default: break
    }
  }

  /// The results of `count` labs, or of what else each `noun` is, in one line.
  package func summary(_ reports: [LabReport], of count: Int, noun: String = "lab") -> String {
    let passed = reports.filter { $0.exit == .passed }.count
    let held = reports.reduce(0) { $0 + $1.claims.held }
    let skipped = reports.reduce(0) { $0 + $1.claims.notChecked }
    let isGood = passed == count && count > 0
    var parts = ["\(passed) of \(counted(count, noun)) passed", "\(counted(held, "claim")) held"]
    if skipped > 0 { parts.append("\(skipped) not checked here") }
    if reports.count < count {
      parts.append("\(counted(count - reports.count, noun)) not reached")
    }
    return "\(isGood ? marks.held : marks.failed) " + parts.joined(separator: marks.separator)
  }

  /// The slowest steps of all labs, at most `count`, a line for each.
  package static func durations(_ reports: [LabReport], _ count: Int) -> [String] {
    let steps = reports.flatMap { report in
      report.steps.map { (report.name.text, $0.name, $0.seconds) }
    }
    return steps.sorted { $0.2 > $1.2 }.prefix(count).map { path, name, seconds in
      let time = Digits.fixed(seconds, 2)
      return String(repeating: " ", count: max(0, 8 - time.count)) + time + " s  "
        + "\(visible(path)) \(visible(name))"
    }
  }
}
