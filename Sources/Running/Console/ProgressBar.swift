import Plotting
import Text

/// The progress of a loop over batches.
///
/// On a terminal it is a bar with the time left, elsewhere a count on a line now and then.
struct ProgressBar {
  private var start = ContinuousClock.now
  private var firstDone = 0
  private var done = 0
  private var total = 0
  private var mayEndEarly = false
  /// All batches of the step.
  private var count = 0
  private var nextLine = 100

  /// Notes that `done` of `total` batches are done, or of at most `total` if `mayEndEarly`.
  mutating func update(_ done: Int, _ total: Int, mayEndEarly: Bool = false) {
    if done < self.done || total != self.total {
      start = .now
      firstDone = done
    }
    count += 1
    (self.done, self.total, self.mayEndEarly) = (done, total, mayEndEarly)
  }

  /// Notes that the loop was left.
  mutating func leave() { (done, total) = (0, 0) }

  /// Whether a loop is running.
  var isRunning: Bool { done < total }

  /// The bar on one line, without its end: `━━━━━━──── 120/391  85/s  3 s left`.
  func line(_ style: Style) -> String {
    let elapsed = ContinuousClock.now - start
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    var text = " \(done)/\(total)"
    let measured = done - firstDone
    if measured > 0, seconds > 0.2 {
      let rate = Double(measured) / seconds
      let rest = Self.duration(Double(total - done) / rate)
      let speed = rate < 999.5 ? Digits.general(rate, 3) : Digits.grouped(Int(min(rate, 1e15)))
      text += "  \(speed)/s  \(mayEndEarly ? "at most " : "")\(rest) left"
    }
    if DisplayWidth.of(text) >= style.width {
      text = String(" \(done)/\(total)".prefix(style.width))
    }
    let width = max(0, min(30, style.width - DisplayWidth.of(text) - 1))
    let filled = total > 0 ? width * min(done, total) / total : 0
    let (full, empty) = style.glyphs == .unicode ? ("━", "─") : ("#", "-")
    return String(repeating: full, count: filled)
      + String(repeating: empty, count: width - filled) + text
  }

  /// A line at 100, 200, 400, … batches of a step: few, and the same in every run.
  mutating func plainLine() -> String? {
    guard count >= nextLine else { return nil }
    defer { nextLine *= 2 }
    return "\(count) batches"
  }

  /// `3 s`, `2:05 min`, for people only.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e7 else { return "long" }
    if seconds < 10 { return Digits.fixed(seconds, 1) + " s" }
    if seconds < 60 { return Digits.fixed(seconds, 0) + " s" }
    let whole = Int(seconds.rounded())
    let rest = whole % 60
    return "\(whole / 60):\(rest < 10 ? "0" : "")\(rest) min"
  }
}
