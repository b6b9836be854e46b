/// The presses of Ctrl-C while code runs at a prompt.
struct Presses {
  private var last: ContinuousClock.Instant?
  /// Whether two were less than a second apart.
  private(set) var areHurried = false

  /// Records one.
  mutating func add(at now: ContinuousClock.Instant) {
    if let last, now - last < .seconds(1) { areHurried = true }
    last = now
  }
}
