import Foundation

extension Command {
  /// Runs the command once and returns its figure: seconds, or MB.
  func measure() throws -> Double {
    switch figure {
    case .process: return try finish(arguments).seconds
    case .memory: return try finish(arguments).peakMegabytes
    case .steps(let units):
      return median(try stepSeconds(report())) / units
    case .seconds(let key):
      let times = try figures(of: finish(arguments).output, key)
      return median(times.count > 1 ? times.dropFirst() : times[...])
    case .milliseconds(let key):
      return try figures(of: finish(arguments).output, key)[0] / 1000
    }
  }
}

extension Command {
  /// What a lab's run reports.
  func report() throws -> Data {
    let file = NSTemporaryDirectory() + "lab-benchmark-\(getpid()).json"
    defer { unlink(file) }
    _ = try finish(arguments + ["-q", "--json", file])
    return try Data(contentsOf: URL(fileURLWithPath: file))
  }
}

/// The figures of both sides, pair by pair; only ours if there is no other side.
struct Comparison {
  let ours: [Double]
  let theirs: [Double]

  /// The ratio of the medians.
  var ratio: Double? { theirs.isEmpty ? nil : median(ours) / median(theirs) }

  /// The ratio of each pair, smallest first: how far the ratio of the medians can be trusted.
  var ratios: [Double] { zip(ours, theirs).map { $0 / $1 }.sorted() }
}

extension Workload {
  /// Runs `pairs` pairs, the sides alternating; the other side's fastest variant counts.
  ///
  /// That is the one with the smallest median. From the third pair on, only variants whose best is
  /// within a tenth of the overall best are run.
  func compare(pairs: Int) throws -> Comparison {
    var own: [Double] = []
    var others: [[Double]] = theirs.map { _ in [] }
    for pair in 0..<pairs {
      own.append(try ours.measure())
      let best = others.compactMap { $0.min() }.min() ?? .infinity
      for (index, command) in theirs.enumerated() {
        if pair >= 2, others[index].allSatisfy({ $0 > 1.1 * best }) { continue }
        others[index].append(try command.measure())
      }
    }
    let whole = others.filter { $0.count == pairs }
    return Comparison(ours: own, theirs: whole.min { median($0) < median($1) } ?? [])
  }

  /// Fails unless both sides learn alike.
  ///
  /// The mean loss of the last epoch must be within a quarter of the other side's; weights and
  /// order differ, so it cannot be the same.
  func checkLoss() throws {
    guard let learning else { return }
    let object = try JSONSerialization.jsonObject(with: ours.report()) as? [String: Any]
    let reports = (object?["labs"] as? [[String: Any]])?.first?["reports"] as? [String: Any]
    guard let loss = reports?["loss"] as? Double else {
      throw Failed(description: "the run tells no loss")
    }
    guard let last = try figures(of: finish(learning.arguments).output, "loss").last else { return }
    guard abs(loss - last) <= 0.25 * last else {
      throw Failed(description: "the losses differ: ours \(loss), theirs \(last)")
    }
  }

  /// GFLOP/s of large matrix products.
  static func peak(lab: String) throws -> Double {
    let seconds = try Command.script("peak", lab: lab).measure()
    return 2 * 2048.0 * 2048 * 2048 * 10 / seconds * 1e-9
  }
}

/// The number or numbers under `key` in the last line, which is JSON.
private func figures(of output: String, _ key: String) throws -> [Double] {
  let line = output.split(separator: "\n").last ?? ""
  let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
  if let list = object?[key] as? [Double], !list.isEmpty { return list }
  if let number = object?[key] as? Double { return [number] }
  throw Failed(description: "the peer tells no \(key)")
}

/// The middle value, or the mean of the two middle ones of an even count.
func median(_ values: some Sequence<Double>) -> Double {
  let sorted = values.sorted()
  guard !sorted.isEmpty else { return .nan }
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
