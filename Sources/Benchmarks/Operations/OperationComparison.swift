import Foundation

/// The table of operations: ours and PyTorch's times, taken in turns, and their ratios.
struct OperationComparison {
  let lab: String
  let page: Page
  /// How often both sides take their turn; the best of all counts.
  let rounds: Int

  /// No ratio may be above this, and the middle one not above the second.
  static let (most, middle) = (1.5, 0.9)

  /// Times the operations whose name or group has `only` in it; false where one could not be timed.
  func run(only: String) -> Bool {
    let peer = PyTorch()
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
    let once = try seconds(of: operation, times: 1)
    let times = max(1, min(2_000, Int(0.02 / once)))
    var (ours, theirs): ([Double], [Double]) = ([], [])
    for _ in 0..<rounds {
      ours.append(try seconds(of: operation, times: times))
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
  private func seconds(of operation: Operation, times: Int) throws -> Double {
    let file = NSTemporaryDirectory() + "operation-\(getpid()).lab"
    defer { unlink(file) }
    let text = operation.lab(times: times, steps: 3)
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    let command = Command(arguments: [lab, "run", file], figure: .process)
    return (try stepSeconds(command.report()).min() ?? .nan) / Double(times)
  }

  private func shown(_ seconds: Double) -> String { String(format: "%.3f", seconds * 1000) }
}
