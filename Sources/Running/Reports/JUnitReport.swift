import Builtins
import Interpreter
import Language
import Session
import Text

/// A run as JUnit XML, which every CI reads: a suite for each lab, a case for each step.
enum JUnitReport {
  /// The report of some labs.
  ///
  /// Those not reached are skipped, or errors while the run is in progress: what is left of a
  /// killed run must not look like success.
  static func text(
    of reports: [LabReport?], _ names: [RunName], _ scope: ReportScope
  ) -> String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
    for (name, report) in zip(names, reports) {
      text += report?.junit ?? unreached(name.text, scope.isOver)
    }
    return text + "</testsuites>\n"
  }

  private static func unreached(_ name: String, _ isOver: Bool) -> String {
    let (errors, skipped) = isOver ? (0, 1) : (1, 0)
    let what =
      isOver
      ? "<skipped message=\"not reached\"/>" : "<error message=\"the run ended before this lab\"/>"
    return "  <testsuite name=\(quoted(name)) tests=\"1\" failures=\"0\" errors=\"\(errors)\" "
      + "skipped=\"\(skipped)\" time=\"0\">\n    <testcase classname=\(quoted(name)) name=\"lab\">\n"
      + "      \(what)\n    </testcase>\n  </testsuite>\n"
  }

  static func suite(_ result: LabResult, _ mustCheck: Bool) -> String {
    let steps = result.steps.filter(\.hasCode)
    let name = result.name.text
    var cases = steps.map { testCase($0, name) }
    let code = result.exitCode(mustCheck: mustCheck)
    for complaint in result.complaints {
      cases.append(
        "    <testcase classname=\(quoted(name)) name=\(quoted(complaint.kind.rawValue))>\n"
          + "      <failure message=\(quoted(complaint.message))/>\n    </testcase>\n")
    }
    // A failure outside of steps gets a case of its own, so that it is counted.
    let isExtra =
      code != .passed && result.complaints.isEmpty
      && !steps.contains { $0.status == .failed || $0.status == .error }
    if isExtra {
      let message = result.failure?.message ?? result.limit ?? result.emptiness ?? reason(code)
      cases.append(
        "    <testcase classname=\(quoted(name)) name=\"lab\">\n"
          + "      <error message=\(quoted(message))/>\n    </testcase>\n")
    }
    let failed = steps.filter { $0.status == .failed }.count + result.complaints.count
    let errors = steps.filter { $0.status == .error }.count + (isExtra ? 1 : 0)
    let skipped = steps.filter { $0.status == .notRun }.count
    return "  <testsuite name=\(quoted(name)) tests=\"\(cases.count)\" "
      + "failures=\"\(failed)\" errors=\"\(errors)\" skipped=\"\(skipped)\" "
      + "time=\"\(time(result.seconds))\">\n" + cases.joined() + "  </testsuite>\n"
  }

  private static func reason(_ code: ExitCode) -> String {
    switch code {
    case .timedOut: "a time limit was reached"
    case .interrupted: "interrupted"
    default: "failed"
    }
  }

  private static func testCase(_ result: LabResult.Step, _ lab: String) -> String {
    let name = "\(result.step.number) \(result.step.title)"
    var text = "    <testcase classname=\(quoted(lab)) name=\(quoted(name)) "
    text += "file=\(quoted(result.step.span.file.name)) line=\"\(line(result.step.span))\" "
    text += "time=\"\(time(result.outcome?.seconds ?? 0))\">\n"
    switch result.status {
    case .passed: break
    case .notRun: text += "      <skipped message=\"an earlier step failed\"/>\n"
    case .error:
      let failure = result.outcome?.failure
      let details = failure?.rendered(color: false) ?? ""
      text += "      <error message=\(quoted(failure?.message ?? ""))>\(escaped(details))</error>\n"
    case .failed:
      for claim in result.outcome?.expectations ?? [] where claim.status == .failed {
        let place = "\(claim.span.file.name):\(line(claim.span))"
        let details = [place, claim.text, claim.values, claim.message, claim.variation]
          .compactMap(\.self)
        text += "      <failure message=\(quoted(claim.message ?? claim.text))>"
        text += escaped(details.joined(separator: "\n")) + "</failure>\n"
      }
    }
    if result.status != .passed, !result.output.isEmpty {
      text += "      <system-out>\(escaped(result.output))</system-out>\n"
    }
    return text + "    </testcase>\n"
  }

  private static func line(_ span: Span) -> Int { span.file.location(of: span.start).line }

  /// Seconds, to the microsecond, never with an exponent.
  private static func time(_ seconds: Double) -> String { Digits.fixed(seconds, 6) }

  private static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

  /// XML 1.0 has no way to write most control characters.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
