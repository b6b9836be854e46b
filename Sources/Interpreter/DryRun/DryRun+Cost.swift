import Tensors

/// Counts what code costs while it runs dry.
///
/// What runs is counted as it is. What may run, or may run otherwise, widens the range between the
/// bounds; what is not known to end leaves it open.
final class CostMeter {
  fileprivate var range = CostRange()
  /// What had been counted when it was last added.
  private var counted: Cost

  init() {
    counted = Cost()
    counted.work = StandIns.work
  }

  fileprivate func settle(_ steps: Int, isCertain: Bool) {
    var now = Cost()
    now.work = StandIns.work
    now.steps = Double(steps)
    add(now - counted, isCertain: isCertain)
    counted = now
  }

  fileprivate func add(_ cost: Cost, isCertain: Bool) {
    range.most = range.most + cost
    if isCertain { range.least = range.least + cost }
  }
}

extension DryRun {
  /// Builtins that may multiply, or run what does.
  private static let multiplying: Set<String> = [
    "accuracy", "apply", "backward", "bmm", "cdist", "conv2d", "det", "dist", "dot", "einsum",
    "evaluate", "inv", "inverse", "list", "lstsq", "matmul", "mm", "mv", "outer",
    "scaled_dot_product_attention", "summary", "tapped", "tensordot",
  ]

  /// What has been counted so far; nil unless costs are asked for.
  package var cost: CostRange? {
    settleCost()
    return meter?.range
  }

  /// Begins to count something else: what was left out so far is no matter.
  package func closeCost() {
    meter?.range.isOpen = false
    meter?.range.isAverage = false
  }

  /// Adds what has run since it was last added. To be called before `mayHaveEnded` changes.
  func settleCost() { meter?.settle(steps, isCertain: !mayHaveEnded) }

  /// Whether a `break`, `continue` or `return` that may have run would have left what runs now.
  private var mayHaveEnded: Bool {
    levels.contains { level in
      !level.returned.isEmpty
        || level.loops.contains { !$0.left.isEmpty || !$0.continued.isEmpty }
    }
  }

  /// Counts what has run since `mark` so many times more.
  package func countAgain(_ times: Double, since mark: CostRange?) {
    guard let meter, let mark, let added = cost?.since(mark), times > 0 else { return }
    meter.range.most = meter.range.most + added.most * times
    if !mayHaveEnded { meter.range.least = meter.range.least + added.least * times }
  }

  /// Counts what has run since `mark` as something that may run any number of times.
  func countOpen(since mark: CostRange?) {
    guard let meter, let mark, let added = cost?.since(mark) else { return }
    meter.range.least = mark.least
    if added.most.work.multiplyAdds > 0 { leaveOutCost() }
  }

  /// Notes that what comes next is one of two things, and starts again at `mark` for the other.
  func countOther(since mark: CostRange?) -> CostRange? {
    guard let meter, let mark, let added = cost?.since(mark) else { return nil }
    (meter.range.least, meter.range.most) = (mark.least, mark.most)
    return added
  }

  /// Counts what has run since `mark`, or else `other`.
  func countEither(_ other: CostRange?, since mark: CostRange?) {
    guard let meter, let mark, let other, let added = cost?.since(mark) else { return }
    meter.range.least = mark.least + .least(added.least, other.least)
    meter.range.most = mark.most + .most(added.most, other.most)
  }

  /// Notes that something has not run that may multiply.
  func leaveOutCost() { meter?.range.isOpen = true }

  /// Notes a matrix product, of which a side may be unknown.
  func noteProduct(_ left: Value, _ right: Value) {
    if left.unknown != nil || right.unknown != nil { leaveOutCost() }
  }

  /// Notes that a builtin has not run.
  func leaveOutCost(of builtin: Builtin) {
    if Self.multiplying.contains(builtin.name) { leaveOutCost() }
  }

  /// Counts the rounds of a loop that are `leftOut`, nil if nobody knows how many, like those that ran.
  func countRounds(_ rounds: LoopRounds, leftOut: Int?) {
    guard let meter, let start = rounds.start, let now = cost else { return }
    guard let leftOut else {
      if now.since(start).most.work.multiplyAdds > 0 { leaveOutCost() }
      return
    }
    guard rounds.areAlike(now) else {
      meter.range.isAverage = true
      return countAgain(Double(leftOut) / Double(rounds.count), since: start)
    }
    countAgain(Double(leftOut), since: rounds.last)
  }
}

/// What the rounds of a loop that ran have cost.
struct LoopRounds {
  let start: CostRange?
  private(set) var last: CostRange?
  private(set) var count = 0
  private var one: Double?
  private var differ = false

  init(_ cost: CostRange?) {
    start = cost
    last = cost
  }

  /// Notes that a round begins; `cost` is what has been counted up to here.
  mutating func begin(_ cost: CostRange?) {
    if let cost, count > 0 { note(cost) }
    last = cost
    count += 1
  }

  /// Whether all rounds multiplied as much; the last one ends at `cost`.
  func areAlike(_ cost: CostRange) -> Bool {
    var rounds = self
    rounds.note(cost)
    return !rounds.differ
  }

  private mutating func note(_ cost: CostRange) {
    guard let last else { return }
    let multiplied = cost.since(last).most.work.multiplyAdds
    if let one, one != multiplied { differ = true }
    one = multiplied
  }
}
