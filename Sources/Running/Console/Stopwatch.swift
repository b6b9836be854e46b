/// The time that a loop over batches takes from one line that it prints to the next.
struct Stopwatch {
  private var start = ContinuousClock.now
  private var hasWorked = false

  /// Notes that a batch is done.
  mutating func notice() { hasWorked = true }

  /// The time since the line before, or since the start, as people read it; nil without a batch in
  /// between.
  mutating func lap() -> String? {
    guard hasWorked else { return nil }
    let elapsed = (ContinuousClock.now - start).components
    self = Stopwatch()
    return ProgressBar.duration(Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
  }
}
