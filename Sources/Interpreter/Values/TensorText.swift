import Plotting
import Tensors

/// How tensors are printed: nested brackets, four digits, long axes shortened in the middle.
package enum TensorText {
  private static let edge = 3

  package static func describe(_ tensor: Tensor) -> String {
    let isLong = tensor.count > 1000
    var columns = Columns(tensor, isLong: isLong)
    let body = columns.text(0, indent: 7)
    var notes = ""
    if isLong || tensor.count == 0 { notes += ", shape=\(tensor.shape)" }
    if tensor.dtype == .int64, tensor.count == 0 { notes += ", dtype=int64" }
    return "tensor(\(body)\(notes))"
  }

  private struct Columns {
    let shape: [Int]
    let isLong: Bool
    let words: [String]
    let width: Int
    var position = 0

    init(_ tensor: Tensor, isLong: Bool) {
      shape = Array(tensor.shape)
      self.isLong = isLong
      switch tensor.dtype {
      case .bool: words = Self.shown(tensor, Bool.self, isLong).map { $0 ? "true" : "false" }
      case .int64: words = Self.shown(tensor, Int.self, isLong).map { String($0) }
      case .float32:
        let numbers = Self.shown(tensor, Float.self, isLong).map { Double($0) }
        words = numbers.map { TensorText.number($0, among: numbers) }
      }
      width = words.map(\.count).max() ?? 0
    }

    /// The elements, or those at the edges of every axis: the whole may be larger than memory.
    private static func shown<T: Element>(_ tensor: Tensor, _ type: T.Type, _ isLong: Bool) -> [T] {
      var result: [T] = []
      func add(_ part: Tensor) throws(TensorError) {
        guard isLong, part.rank > 0 else { return result += try part.elements(type) }
        let extent = part.shape[0]
        for index in 0..<min(extent, 2 * edge) {
          let isAtEnd = extent > 2 * edge && index >= edge
          try add(part.selected(0, isAtEnd ? index - 2 * edge : index))
        }
      }
      // Taking views of a tensor that exists cannot fail.
      try? add(tensor.detached())
      return result
    }

    mutating func text(_ dim: Int, indent: Int) -> String {
      guard dim < shape.count else {
        position += 1
        guard position <= words.count else { return "" }
        let word = words[position - 1]
        return String(repeating: " ", count: width - word.count) + word
      }
      let extent = shape[dim]
      guard extent > 0, !words.isEmpty else { return "[]" }
      var parts: [String] = []
      let isCut = isLong && extent > 2 * edge
      for index in 0..<(isCut ? 2 * edge : extent) {
        if isCut, index == edge { parts.append("...") }
        parts.append(text(dim + 1, indent: indent + 1))
      }
      let isRow = dim == shape.count - 1
      let separator = isRow ? ", " : ",\n" + String(repeating: " ", count: indent + 1)
      return "[" + parts.joined(separator: separator) + "]"
    }
  }

  /// Four digits after the point, or an exponent where that would show nothing.
  private static func number(_ number: Double, among all: [Double]) -> String {
    guard number.isFinite else { return number.isNaN ? "nan" : number < 0 ? "-inf" : "inf" }
    let sizes = all.lazy.filter { $0.isFinite && $0 != 0 }.map(\.magnitude)
    let largest = sizes.max() ?? 0
    let isWhole = all.allSatisfy { !$0.isFinite || ($0 == $0.rounded() && $0.magnitude < 1e6) }
    if isWhole { return Digits.fixed(number, 0) + "." }
    if largest >= 1e6 || largest < 1e-3 { return Digits.scientific(number, 4) }
    return Digits.fixed(number, 4)
  }
}
