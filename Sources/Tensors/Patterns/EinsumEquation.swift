/// What `einsum("bij,jk->bik", …)` says about its operands: a label for each dimension.
///
/// Letters are labels; dimensions under `...` have the labels -1, -2, …, counted from the end, so
/// that they broadcast as NumPy's do.
struct EinsumEquation {
  /// The labels of each operand's dimensions.
  private(set) var inputs: [[Int]] = []
  /// The labels of the result's dimensions.
  private(set) var output: [Int] = []
  /// Each label's extent; an extent of 1 yields to any other.
  private(set) var extents: [Int: Int] = [:]

  private let text: String

  /// Reads `text` for operands of these shapes.
  init(_ text: String, _ shapes: [Shape]) throws(TensorError) {
    self.text = abridged(text)
    let sides = try EinsumEquation.sides(text)
    guard shapes.count <= EinsumEquation.maximumOperands else {
      throw TensorError(
        "einsum: at most \(EinsumEquation.maximumOperands) operands, not \(shapes.count)")
    }
    guard sides.inputs.count == shapes.count else {
      throw TensorError(
        "einsum: \"\(self.text)\" names \(counted(sides.inputs.count, "operand")), and "
          + "\(shapes.count) \(shapes.count == 1 ? "is" : "are") given")
    }
    var ellipsisRank = 0
    for (term, shape) in zip(sides.inputs, shapes) {
      let labels = try self.labels(of: term, shape)
      ellipsisRank = max(ellipsisRank, labels.count { $0 < 0 })
      for (label, extent) in zip(labels, shape) { try bind(label, extent, shapes) }
      inputs.append(labels)
    }
    let broadcast = (0..<ellipsisRank).map { $0 - ellipsisRank }
    guard let result = sides.output else {
      let letters = inputs.joined().filter { $0 > 0 }
      output =
        broadcast + Set(letters).filter { label in letters.count { $0 == label } == 1 }.sorted()
      return
    }
    guard result.count <= Shape.maximumRank + 1 else {
      throw TensorError("einsum: \"\(self.text)\" names \(result.count) dimensions of the result")
    }
    for label in result { output += label == EinsumEquation.ellipsis ? broadcast : [label] }
    for label in output {
      guard extents[label] != nil else {
        throw TensorError(
          "einsum: \"\(self.text)\" has \(name(label)) in the result, but in no operand")
      }
      guard output.count(where: { $0 == label }) == 1 else {
        throw TensorError("einsum: \"\(self.text)\" has \(name(label)) twice in the result")
      }
    }
  }

  private static let ellipsis = 0
  private static let maximumOperands = 64

  /// The terms on both sides of the arrow: letters as scalar values, `...` as `ellipsis`.
  private static func sides(
    _ text: String
  ) throws(TensorError) -> (inputs: [[Int]], output: [Int]?) {
    var terms: [[Int]] = [[]]
    var arrow: Int?
    var rest = text.unicodeScalars[...]
    func wrong(_ what: String) -> TensorError {
      TensorError(
        "einsum: \"\(abridged(text))\" \(what)",
        hint: "an equation looks like \"b i j, j k -> b i k\"")
    }
    while let next = rest.popFirst() {
      let last = terms.count - 1
      switch next {
      case " ": continue
      case ",":
        guard arrow == nil else { throw wrong("has a comma after the arrow") }
        terms.append([])
      case "a"..."z", "A"..."Z": terms[last].append(Int(next.value))
      case "-":
        guard rest.popFirst() == ">" else { throw wrong("has a - that is not an arrow ->") }
        guard arrow == nil else { throw wrong("has two arrows") }
        arrow = terms.count
        terms.append([])
      case ".":
        guard rest.popFirst() == ".", rest.popFirst() == "." else {
          throw wrong("has a dot that is not an ellipsis ...")
        }
        guard !terms[last].contains(ellipsis) else { throw wrong("has two ellipses in one term") }
        terms[last].append(ellipsis)
      default:
        throw wrong("may contain letters, commas, ... and ->, not \(next.escaped(asASCII: false))")
      }
    }
    guard let arrow else { return (terms, nil) }
    return (Array(terms[..<arrow]), terms[arrow])
  }

  private func labels(of term: [Int], _ shape: Shape) throws(TensorError) -> [Int] {
    let letters = term.count { $0 != EinsumEquation.ellipsis }
    let hidden = shape.count - letters
    guard letters == term.count ? hidden == 0 : hidden >= 0 else {
      throw TensorError(
        "einsum: \"\(text)\" names \(counted(letters, "dimension")) for an operand of shape "
          + "\(shape)", hint: hidden > 0 ? "name them all, or put ... for the others" : nil)
    }
    var labels: [Int] = []
    for label in term {
      labels += label == EinsumEquation.ellipsis ? (0..<hidden).map { $0 - hidden } : [label]
    }
    return labels
  }

  private mutating func bind(_ label: Int, _ extent: Int, _ shapes: [Shape]) throws(TensorError) {
    guard let known = extents[label], known != 1 else {
      extents[label] = extent
      return
    }
    guard extent == known || extent == 1 else {
      throw TensorError(
        "einsum: \"\(text)\": \(name(label)) is both \(known) and \(extent) in operands of shapes "
          + shapes.map(\.description).joined(separator: ", "))
    }
  }

  private func name(_ label: Int) -> String {
    label < 0 ? "a dimension of ..." : Unicode.Scalar(UInt32(label)).map { "\($0)" } ?? "a label"
  }
}

/// The beginning of a long text, for messages.
func abridged(_ text: String) -> String {
  text.unicodeScalars.count > 80 ? "\(String(text.unicodeScalars.prefix(77)))..." : text
}

/// "1 operand", "2 operands".
func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
