import Foundation

/// The table of operations: ours and PyTorch's times, taken in turns, and their ratios.
struct OperationComparison {
  let lab: String
  let page: Page
  /// How often both sides take their turn; the best of all counts.
  let rounds: Int
  /// Whether both sides work on one thread and the processor's time counts, which a busy machine
  /// changes least.
  let usesProcessorTime: Bool

  /// No ratio may be above this, and the middle one not above the second.
  static let (most, middle) = (1.5, 0.9)

  /// Times the operations whose name or group has `only` in it; false where one could not be timed.
  func run(only: String) -> Bool {
    let peer = PyTorch(usesProcessorTime: usesProcessorTime)
    if peer == nil { page.line("no PyTorch to compare with: ours alone") }
    var ratios: [Double] = []
    var isWhole = true
    for group in OperationGroup.all {
      let chosen = group.operations.filter {
        only.isEmpty || group.name.contains(only) || $0.name.contains(only)
      }
      guard !chosen.isEmpty else { continue }
      page.line(
        "\n" + group.name.padded(44) + "ours, ms".padded(11, left: true)
          + (peer == nil
            ? ""
            : "theirs".padded(11, left: true) + "ratio".padded(8, left: true)
              + "of turns".padded(13, left: true)))
      for operation in chosen {
        do {
          if let ratio = try row(operation, peer) { ratios.append(ratio) }
        } catch {
          isWhole = false
          page.line("\(operation.name): \(error)")
        }
      }
    }
    if !ratios.isEmpty {
      let above = ratios.filter { $0 > Self.most }.count
      page.line(
        String(
          format: "\n%d operations, median %.2f of at most %.1f, %d above %.1f", ratios.count,
          median(ratios), Self.middle, above, Self.most))
    }
    return isWhole
  }

  /// Prints a row, and gives ours ÷ theirs.
  private func row(_ operation: Operation, _ peer: PyTorch?) throws -> Double? {
    // So often in a row that the clock's steps and the start of a loop do not matter.
    let once = try clockSeconds(operation, times: 1)
    let times = max(1, min(2_000, Int((usesProcessorTime ? 0.1 : 0.02) / once)))
    var (ours, theirs): ([Double], [Double]) = ([], [])
    for _ in 0..<rounds {
      ours.append(
        usesProcessorTime
          ? try processorSeconds(operation, times: times)
          : try clockSeconds(operation, times: times))
      if let peer { theirs.append(try peer.seconds(of: operation, times: times)) }
    }
    let best = ours.min() ?? .nan
    var row = operation.name.padded(44) + shown(best).padded(11, left: true)
    defer { page.line(row) }
    guard let other = theirs.min() else { return nil }
    let ratio = best / other
    let turns = zip(ours, theirs).map { $0 / $1 }
    row +=
      shown(other).padded(11, left: true)
      + String(format: "%.2f", ratio)
      .padded(8, left: true)
    row += String(format: "%.2f–%.2f", turns.min() ?? .nan, turns.max() ?? .nan)
      .padded(13, left: true)
    if ratio > Self.most { row += "  slow" }
    return ratio
  }

  /// Seconds of one time, the best of some steps of a run.
  private func clockSeconds(_ operation: Operation, times: Int) throws -> Double {
    try withLab(operation.lab(times: times, steps: 3)) { file in
      let command = Command(arguments: [lab, "run", file], figure: .process)
      return (try stepSeconds(command.report()).min() ?? .nan) / Double(times)
    }
  }

  /// Seconds of the processor of one time: what a run of many takes longer than one of none.
  private func processorSeconds(_ operation: Operation, times: Int) throws -> Double {
    func seconds(_ times: Int) throws -> Double {
      try withLab(operation.lab(times: times, steps: 0)) { file in
        try finish([lab, "run", file, "-q", "--threads", "1"]).processorSeconds
      }
    }
    let (none, many) = (try seconds(0), try seconds(times))
    return max(many - none, 1e-9) / Double(times)
  }

  private func withLab<Result>(
    _ text: String, _ body: (String) throws -> Result
  ) throws -> Result {
    let file = NSTemporaryDirectory() + "operation-\(getpid()).lab"
    defer { unlink(file) }
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    return try body(file)
  }

  private func shown(_ seconds: Double) -> String { String(format: "%.3f", seconds * 1000) }
}
