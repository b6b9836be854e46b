import Tensors

/// What code costs.
package struct Cost: Equatable, Sendable {
  /// What its operations do.
  package var work = DryWork()
  /// Expressions and statements evaluated.
  package var steps = 0.0

  /// Nothing.
  package init() {}

  private static func each(_ a: Cost, _ b: Cost, _ body: (Double, Double) -> Double) -> Cost {
    var result = Cost()
    result.work.multiplyAdds = body(a.work.multiplyAdds, b.work.multiplyAdds)
    result.work.tensors = body(a.work.tensors, b.work.tensors)
    result.work.bytes = body(a.work.bytes, b.work.bytes)
    result.steps = body(a.steps, b.steps)
    return result
  }

  static func + (a: Cost, b: Cost) -> Cost { each(a, b, +) }
  static func - (a: Cost, b: Cost) -> Cost { each(a, b, -) }
  static func * (a: Cost, times: Double) -> Cost { each(a, a) { one, _ in one * times } }
  static func least(_ a: Cost, _ b: Cost) -> Cost { each(a, b, min) }
  static func most(_ a: Cost, _ b: Cost) -> Cost { each(a, b, max) }
}

/// What a dry run can tell about what code costs: it is between two bounds.
package struct CostRange: Equatable, Sendable {
  /// What it costs at least.
  package var least = Cost()
  /// What it costs at most, apart from what is left out.
  package var most = Cost()
  /// Whether something is left out that may multiply: nobody knows whether, or how often, it runs.
  package var isOpen = false
  /// Whether rounds of a loop were taken for like the others and are not.
  package var isAverage = false

  /// Nothing.
  package init() {}

  /// Both together.
  package func adding(_ other: CostRange) -> CostRange {
    var result = self
    result.least = least + other.least
    result.most = most + other.most
    result.isOpen = isOpen || other.isOpen
    result.isAverage = isAverage || other.isAverage
    return result
  }

  /// What was added since `earlier`.
  package func since(_ earlier: CostRange) -> CostRange {
    var result = self
    result.least = least - earlier.least
    result.most = most - earlier.most
    return result
  }
}
