import Text

/// What code prints, as someone at a terminal reads it; in a file it is what it is.
extension Console {
  /// Stands for a blank at which no line is broken, until it is printed.
  private static let tie = "\u{A0}"

  /// Printed text with the time that a loop took, its lines broken at blanks where the window is too
  /// narrow.
  func forReader(_ text: String) -> String {
    guard capabilities.isTerminal, isAtLineStart else { return text }
    let (text, width) = (timed(marks.spelled(text)), style.width)
    guard text.utf8.count > width else { return text.replacing(Self.tie, with: " ") }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      wrapped(String(line), width, hanging: 2).joined(separator: "\n  ")
    }.joined(separator: "\n").replacing(Self.tie, with: " ")
  }

  /// A line that follows batches, such as an epoch's, with the time since the previous one.
  private func timed(_ text: String) -> String {
    guard text.hasSuffix("\n"), let lap = stopwatch.lap() else { return text }
    // Where the line is broken, the number keeps its unit.
    let time = lap.replacing(" ", with: Self.tie)
    return text.dropLast() + marks.dim("  \(time)") + "\n"
  }
}
