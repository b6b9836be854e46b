import Language
import Tensors
import Text

/// What a claim was judged by.
package struct Evidence {
  /// The two values that decided, where the claim compares any.
  private var sides: [Value] = []
  /// What to say where both look the same.
  private var sameness = ""
  /// How far the claim is from the other verdict, in units of what it compares: negative where it
  /// fails, nil where it is no matter of more or less.
  package private(set) var margin: Double?

  /// Nothing yet.
  package init() {}

  /// Both values in words; what was to differ may be the same.
  package var values: String? {
    guard sides.count == 2 else { return nil }
    let short = sides.map(Self.short)
    let texts = short[0] == short[1] ? sides.map(\.brief) : short
    return texts[0] == texts[1]
      ? "both are \(texts[0]), \(sameness)" : texts.joined(separator: " against ")
  }

  /// Six digits of a number are enough to see how far it is from another.
  private static func short(_ value: Value) -> String {
    let text = value.brief
    guard case .float(let number) = value, text.count > 9 else { return text }
    return Digits.general(number, 6)
  }

  /// Takes a comparison in that the claim rests on, as one of several that must all hold.
  mutating func add(_ operation: ComparisonOperator, _ left: Value, _ right: Value) {
    sides = [left, right]
    sameness =
      switch operation {
      case .notEqual, .isNot: "and must differ"
      case .less, .greater: "and one must be greater"
      case .equal, .is, .in, .notIn, .lessOrEqual, .greaterOrEqual: "as far as is shown"
      }
    let distance: Double? =
      switch operation {
      case .less, .lessOrEqual: Self.least(right, minus: left)
      case .greater, .greaterOrEqual: Self.least(left, minus: right)
      case .equal, .notEqual, .in, .notIn, .is, .isNot: nil
      }
    narrow(to: distance)
  }

  /// Takes in how near two values are to each other.
  mutating func add(_ left: Value, near right: Value, within tolerance: Value) {
    sides = [left, right]
    sameness = "as far as is shown"
    guard let allowed = tolerance.number, let above = Self.least(left, minus: right),
      let below = Self.least(right, minus: left)
    else { return }
    narrow(to: allowed + min(above, below))
  }

  private mutating func narrow(to distance: Double?) {
    guard let distance, !distance.isNaN else { return }
    margin = min(margin ?? distance, distance)
  }

  /// The least difference of two numbers, or of the elements of tensors.
  private static func least(_ left: Value, minus right: Value) -> Double? {
    if let a = left.number, let b = right.number { return a - b }
    guard let a = left.asTensor, let b = right.asTensor else { return nil }
    return try? (a.detached() - b.detached()).minimum(over: nil).number
  }
}

extension Value {
  fileprivate var asTensor: Tensor? {
    if case .tensor(let tensor) = self { return tensor.count > 0 ? tensor : nil }
    return number.flatMap { try? Tensor.scalar(Float($0)) }
  }
}
