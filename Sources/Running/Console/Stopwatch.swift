/// The time between lines printed by a loop over batches.
struct Stopwatch {
  private var start = ContinuousClock.now
  private var hasWorked = false

  /// Notes that a batch is done.
  mutating func notice() { hasWorked = true }

  /// Leaves out a time in which a reader was waited for.
  mutating func leaveOut(_ time: Duration) { start += time }

  /// The time since the previous line, or since the start, for people.
  ///
  /// nil if there was no batch in between.
  mutating func lap() -> String? {
    guard hasWorked else { return nil }
    let elapsed = (ContinuousClock.now - start).components
    self = Stopwatch()
    return ProgressBar.duration(Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
  }
}
