import Language
import Session
import Text

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
