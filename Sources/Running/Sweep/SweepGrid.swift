import Language
import Text

/// All combinations of what is swept, each with every seed.
package struct SweepGrid: Sendable {
  /// How many runs of a lab make sense: nobody reads a longer table.
  private static let most = 1000

  /// What is swept; nothing where only seeds differ.
  package let axes: [SweepAxis]
  /// The seeds.
  package let seeds: [Int]

  /// The grid of `axes` with `count` seeds from `seed` on. Throws `.usage` if a name or a value comes
  /// twice, or there are too many runs.
  package init(_ axes: [SweepAxis], seeds count: Int, from seed: Int) throws(Diagnostic) {
    var names: Set<String> = []
    for axis in axes {
      guard names.insert(axis.name).inserted else {
        throw Diagnostic(
          .usage, "`\(visible(axis.name))` is swept twice",
          hint: "give all its values at once: --sweep \(visible(axis.name))=a,b,c")
      }
      var values: Set<String> = []
      for value in axis.values where !values.insert(value).inserted {
        throw Diagnostic(.usage, "`\(visible(axis.name))` takes \(visible(value)) twice")
      }
    }
    var size = count
    for axis in axes {
      let (product, isTooMany) = size.multipliedReportingOverflow(by: axis.values.count)
      size = isTooMany ? .max : product
    }
    guard size <= Self.most else {
      let factors = axes.map { String($0.values.count) } + (count > 1 ? ["\(count) seeds"] : [])
      throw Diagnostic(
        .usage,
        "this would be \(factors.joined(separator: " x ")) = \(Digits.grouped(size)) runs of a lab",
        hint: "at most \(Digits.grouped(Self.most)); sweep fewer values at a time")
    }
    self.axes = axes
    seeds = (0..<count).map { seed + $0 }
  }

  /// What each combination sets, the last parameter's values changing first.
  package var combinations: [[Setting]] {
    axes.reduce([[]]) { combinations, axis in
      combinations.flatMap { combination in
        axis.values.map { combination + [Setting(name: axis.name, text: $0)] }
      }
    }
  }

  /// A parameter and its value.
  package struct Setting: Sendable, Hashable {
    /// The parameter's name.
    package let name: String
    /// The value as written.
    package let text: String
  }

  /// The runs of the lab at `path`, in order.
  package func runs(of path: String) -> [PlannedRun] {
    combinations.flatMap { settings in
      seeds.map { PlannedRun(path, settings, seed: $0, isOneOfSeeds: seeds.count > 1) }
    }
  }
}

/// One run of several.
package struct PlannedRun: Sendable {
  /// What it is called in reports.
  package let name: RunName
  /// What it sets.
  package let settings: [SweepGrid.Setting]
  /// Its seed.
  package let seed: Int
  /// What people read: `hidden = 32, seed 1`.
  package let title: String

  init(_ path: String, _ settings: [SweepGrid.Setting], seed: Int, isOneOfSeeds: Bool) {
    (self.settings, self.seed) = (settings, seed)
    let choice = settings.map { "\($0.name)=\($0.text)" } + (isOneOfSeeds ? ["seed=\(seed)"] : [])
    name = RunName(path, choice.isEmpty ? nil : choice.joined(separator: ","))
    title = (settings.map(\.title) + (isOneOfSeeds ? ["seed \(seed)"] : [])).joined(separator: ", ")
  }
}

extension SweepGrid.Setting {
  /// `hidden = 32`.
  var title: String { "\(name) = \(text)" }
}
