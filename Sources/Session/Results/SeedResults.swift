import Builtins
import Interpreter

/// What a variation gave with one seed, or with each of several.
package struct SeedResults {
  private let runs: [VariationResult]

  /// What runs with one seed each gave.
  package init(_ runs: [VariationResult]) { self.runs = runs }

  /// A report: the mean over the seeds where it is a number, else what the first seed gave.
  package func value(_ name: String) -> Value? {
    guard let first = runs.first?.reports.first(where: { $0.name == name })?.value else {
      return nil
    }
    let numbers = numbers(name)
    guard runs.count > 1, !numbers.isEmpty else { return first }
    return .float(numbers.reduce(0) { $0 + $1 / Double(numbers.count) })
  }

  /// The standard deviation of a report over the seeds; nil for one seed, or where it is no number.
  package func deviation(_ name: String) -> Double? {
    let numbers = numbers(name)
    guard numbers.count > 1 else { return nil }
    let mean = numbers.reduce(0) { $0 + $1 / Double(numbers.count) }
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(numbers.count - 1)).squareRoot()
  }

  /// A report's numbers by seed; none where one of them is no number.
  private func numbers(_ name: String) -> [Double] {
    let values = runs.compactMap { $0.reports.first { $0.name == name }?.value }
    let numbers = values.compactMap(\.number)
    return numbers.count == runs.count ? numbers : []
  }

  /// The reports as members of the row; over several seeds those of `acc` are in `acc_seeds`.
  var named: [(name: String, value: Value)] {
    guard runs.count > 1, let first = runs.first else { return runs.first?.reports ?? [] }
    return first.reports.flatMap { name, value in
      let each = runs.compactMap { $0.reports.first { $0.name == name }?.value }
      return [(name, self.value(name) ?? value), ("\(name)_seeds", Value.items(each))]
    }
  }

  /// The recorded points of all seeds.
  package var points: [RecordedPoint] {
    runs.enumerated().flatMap { seed, run in
      run.points.map { point in
        var point = point
        point.seed = seed
        return point
      }
    }
  }
}
