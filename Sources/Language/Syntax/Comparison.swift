/// How curves are drawn that no figure asked for: those of a comparison, and those recorded.
package struct CurveLook: Sendable, Equatable {
  /// Whether the horizontal axis has powers of ten.
  package var xIsLog = false
  /// Whether the vertical axis has powers of ten.
  package var yIsLog = false
  /// How many points each drawn one is the mean of.
  package var smoothing = 1

  /// Linear axes, and every point.
  package init() {}

  /// The names of its parts, as arguments.
  package static let names = ["xscale", "yscale", "smooth"]

  /// Sets the part called `name`; false where the expression is no value that it may have.
  package mutating func set(_ name: String, to value: Expression) -> Bool {
    switch (name, value.kind) {
    case ("xscale", .string("log")): xIsLog = true
    case ("yscale", .string("log")): yIsLog = true
    case ("xscale", .string("linear")): xIsLog = false
    case ("yscale", .string("linear")): yIsLog = false
    case ("smooth", .int(let count)) where (1...1_000_000).contains(count): smoothing = count
    default: return false
    }
    return true
  }

  /// What its parts may be, for messages.
  package static let hint = "xscale and yscale must be \"linear\" or \"log\", smooth at least 1"
}

/// `compare base, row1 { table params, test_acc; plot loss, yscale = "log"; bar test_acc; seeds 3 }`.
package struct Comparison: Sendable {
  /// The variations, `base` being the lab with its defaults.
  package let variations: [(name: String, span: Span)]
  /// Reports that become columns.
  package var table: [(name: String, span: Span)] = []
  /// Recorded series that are overlaid, and how.
  package var plot: [(name: String, span: Span, look: CurveLook)] = []
  /// Reports that become bars, and whether their scale has powers of ten.
  package var bars: [(name: String, span: Span, isLog: Bool)] = []
  /// With how many seeds each variation runs.
  package var seeds = 1
  /// What the author shows of the results, by `show`.
  package var shows: [[Expression]] = []

  /// The most seeds.
  static let mostSeeds = 100

  /// A comparison of `variations` that shows nothing yet.
  package init(_ variations: [(name: String, span: Span)]) { self.variations = variations }
}
