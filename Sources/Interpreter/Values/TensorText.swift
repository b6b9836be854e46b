import Tensors
import Text

/// Prints tensors as PyTorch does, with the shape if not all is shown.
package enum TensorText {
  /// Elements kept at each end of an axis that is shortened.
  private static let edge = 3
  /// The number of elements beyond which a tensor is shortened.
  private static let threshold = 1000
  private static let prefix = "tensor("

  /// Nested brackets, lines of at most `width` columns.
  package static func describe(_ tensor: Tensor, width: Int = 80) -> String {
    let isLong = tensor.count > threshold
    var writer = Writer(tensor, isLong: isLong, lineWidth: width)
    let body = tensor.count == 0 ? "[]" : writer.text(0, indent: prefix.count)
    var notes: [String] = []
    if isLong || tensor.count == 0 && tensor.rank != 1 { notes.append("shape=\(tensor.shape)") }
    if tensor.count == 0, tensor.dtype != .float32 { notes.append("dtype=\(tensor.dtype)") }
    let lastLine = body.split(separator: "\n").last?.count ?? 0
    var text = prefix + body
    var used = body.contains("\n") ? lastLine : prefix.count + lastLine
    for note in notes {
      let fits = used + 2 + note.count + 1 <= width
      text += fits ? ", " + note : ",\n" + String(repeating: " ", count: prefix.count) + note
      used = (fits ? used + 2 : prefix.count) + note.count
    }
    return text + ")"
  }

  /// Writes the elements, each in as many columns as the widest takes.
  private struct Writer {
    let shape: [Int]
    let isLong: Bool
    let lineWidth: Int
    let words: [String]
    let wordWidth: Int
    var position = 0

    init(_ tensor: Tensor, isLong: Bool, lineWidth: Int) {
      shape = Array(tensor.shape)
      self.isLong = isLong
      self.lineWidth = lineWidth
      switch tensor.dtype {
      case .bool:
        words = Self.shown(tensor, Bool.self, isLong).map { $0 ? "true" : "false" }
        wordWidth = words.map(\.utf8.count).max() ?? 0
      case .int64:
        words = Self.shown(tensor, Int.self, isLong).map { String($0) }
        wordWidth = words.map(\.utf8.count).max() ?? 0
      case .float32:
        let numbers = Self.shown(tensor, Float.self, isLong).map { Double($0) }
        let form = NumberForm(numbers)
        words = numbers.map(form.text)
        wordWidth = form.width(numbers)
      }
    }

    /// The elements, or those at the edges of every axis: the whole may exceed memory.
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
      // Creating views of an existing tensor cannot fail.
      try? add(tensor.detached())
      return result
    }

    private mutating func word() -> String {
      position += 1
      guard position <= words.count else { return "" }
      let word = words[position - 1]
      return String(repeating: " ", count: max(wordWidth - word.utf8.count, 0)) + word
    }

    mutating func text(_ dim: Int, indent: Int) -> String {
      guard dim < shape.count else { return word() }
      let extent = shape[dim]
      let isCut = isLong && extent > 2 * edge
      let isRow = dim == shape.count - 1
      var parts: [String] = []
      for index in 0..<(isCut ? 2 * edge : extent) {
        if isCut, index == edge { parts.append(isRow ? " ..." : "...") }
        parts.append(text(dim + 1, indent: indent + 1))
      }
      let space = String(repeating: " ", count: indent + 1)
      guard isRow else {
        let lines = String(repeating: "\n", count: shape.count - 1 - dim)
        return "[" + parts.joined(separator: "," + lines + space) + "]"
      }
      let each = max(1, (lineWidth - indent) / (wordWidth + 2))
      let lines = stride(from: 0, to: parts.count, by: each).map {
        parts[$0..<min($0 + each, parts.count)].joined(separator: ", ")
      }
      return "[" + lines.joined(separator: ",\n" + space) + "]"
    }
  }

  /// How the fractions of one tensor are written, by PyTorch's rules.
  private enum NumberForm {
    /// `3.`
    case whole
    /// Four digits after the point.
    case fixed
    /// `1.0000e-05`: magnitudes too far apart, too large or too small.
    case scientific

    init(_ numbers: [Double]) {
      let sizes = numbers.lazy.filter { $0.isFinite && $0 != 0 }.map(\.magnitude)
      guard let least = sizes.min(), let greatest = sizes.max() else {
        self = .whole
        return
      }
      if greatest / least > 1000 || greatest > 1e8 || least < 1e-4 {
        self = .scientific
      } else {
        self = sizes.allSatisfy { $0 == $0.rounded() } ? .whole : .fixed
      }
    }

    func text(_ number: Double) -> String {
      switch self {
      case .whole: Digits.fixed(number, 0) + (number.isFinite ? "." : "")
      case .fixed: Digits.fixed(number, 4)
      case .scientific: Digits.scientific(number, 4)
      }
    }

    /// The columns of the widest; zeros and non-finite numbers do not widen.
    func width(_ numbers: [Double]) -> Int {
      numbers.lazy.filter { $0.isFinite && $0 != 0 }.map { text($0).utf8.count }.max() ?? 1
    }
  }
}
