import Interpreter
import Language
import Session
import Text

extension Console {
  /// Shows what became of a claim.
  func show(_ result: ExpectationResult) {
    let text = RunHeader.oneLine(result.text)
    leaveFigure()
    switch result.status {
    case .held: if detail > .quiet { paragraph("\(marks.held) \(text)") }
    case .notChecked(let reason):
      if detail > .quiet {
        paragraph("\(marks.notChecked) \(text): not checked here, \(visible(reason))")
      }
    case .failed:
      paragraph("\(marks.failed) \(text)")
      let place =
        "\(visible(result.span.file.name)):\(result.span.file.location(of: result.span.start).line)"
      let claimed = result.isChanged ? "claimed for the defaults" : nil
      let variation = result.variation.map { "in the variation \"\($0)\"" }
      for part in [result.values, result.message, claimed, variation].compactMap(\.self) {
        paragraph(visible(part), indent: 2)
      }
      paragraph(marks.dim(place), indent: 2)
    }
  }
}

/// The result of an exercise, in the student's terms.
///
/// A check's condition is the solution, so only the author's message and the two sides' values are
/// shown.
extension Console {
  /// Shows the verdict on an answer to `exercise`.
  package func show(_ judgement: Judgement, of exercise: Exercise) {
    switch judgement {
    case .passed(let checks):
      paragraph("\(marks.held) \(exercise.id): \(counted(checks, "check")) held")
    case .failed(let check):
      paragraph("\(marks.failed) \(exercise.id): " + visible(check.message ?? "a check failed"))
      if let values = check.values { paragraph(visible(values), indent: 2) }
    case .stopped(let failure): show(failure, of: exercise)
    case .unchecked: paragraph("\(marks.notChecked) \(exercise.id): no check applies here")
    }
  }

  /// An error in the student's own code has its place; one in a check does not show the check.
  private func show(_ failure: Diagnostic, of exercise: Exercise) {
    paragraph("\(marks.failed) \(exercise.id): a check that used your code stopped with an error")
    var told = failure
    func isShown(_ span: Span) -> Bool { !exercise.checks.contains { $0.span.contains(span) } }
    told.span = failure.span.flatMap { isShown($0) ? $0 : nil }
    told.calls.removeAll { !isShown($0.span) }
    report(told)
  }
}
