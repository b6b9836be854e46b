/// One side of an einops pattern, such as `b (h p) ... 1`: axes, those in brackets as one dimension.
struct AxesPattern {
  /// An axis of the decomposed tensor.
  enum Axis: Hashable {
    /// A named axis.
    case name(String)
    /// An axis that only has a length; the number tells two of them apart.
    case length(Int, Int)
    /// The dimensions that `...` stands for.
    case ellipsis
  }

  /// One group of axes for each dimension; an empty one has extent 1.
  private(set) var groups: [[Axis]] = []
  /// The group that is `...` outside brackets, which stands for any number of dimensions.
  private(set) var ellipsis: Int?

  /// All axes, in order.
  var axes: [Axis] { groups.flatMap(\.self) }

  /// Reads both sides of `text`; `function` names who asks.
  static func sides(
    _ text: String, _ function: String
  ) throws(TensorError) -> (left: AxesPattern, right: AxesPattern) {
    var words: [Substring] = []
    var word = text.startIndex..<text.startIndex
    func take() { if !word.isEmpty { words.append(text[word]) } }
    for index in text.indices {
      let next = text.index(after: index)
      switch text[index] {
      case " ":
        take()
        word = next..<next
      case "(", ")":
        take()
        words.append(text[index..<next])
        word = next..<next
      default: word = word.lowerBound..<next
      }
    }
    take()
    let arrows = words.indices.filter { words[$0] == "->" }
    guard arrows.count == 1, let arrow = arrows.first else {
      throw TensorError(
        "\(function): \"\(text)\" has \(arrows.isEmpty ? "no" : "more than one") arrow ->",
        hint: "a pattern looks like \"b (h p) (w q) -> b (h w) (p q)\"")
    }
    let complaint = "\(function): \"\(text)\""
    return (
      try AxesPattern(words[..<arrow], complaint), try AxesPattern(words[(arrow + 1)...], complaint)
    )
  }

  private init(_ words: ArraySlice<Substring>, _ complaint: String) throws(TensorError) {
    var open = false
    var seen: Set<Axis> = []
    for position in words.indices {
      let word = words[position]
      switch word {
      case "(":
        guard !open else { throw TensorError("\(complaint) has a bracket within a bracket") }
        open = true
        groups.append([])
      case ")":
        guard open else { throw TensorError("\(complaint) closes a bracket that is not open") }
        open = false
      default:
        guard let axis = AxesPattern.axis(word, position) else {
          throw TensorError(
            "\(complaint): \"\(word)\" is not the name of an axis",
            hint: "names hold letters, digits and _, and are separated by spaces")
        }
        guard seen.insert(axis).inserted else {
          throw TensorError("\(complaint) has \(word) twice on one side")
        }
        // An axis of length 1 is a dimension without axes.
        let isUnit = axis == .length(1, position)
        if open {
          if !isUnit { groups[groups.count - 1].append(axis) }
        } else {
          if axis == .ellipsis { ellipsis = groups.count }
          groups.append(isUnit ? [] : [axis])
        }
      }
    }
    guard !open else { throw TensorError("\(complaint) does not close a bracket") }
  }

  private static func axis(_ word: Substring, _ position: Int) -> Axis? {
    if word == "..." { return .ellipsis }
    if let length = Int(word) { return length > 0 ? .length(length, position) : nil }
    guard let first = word.unicodeScalars.first, !("0"..."9").contains(first) else { return nil }
    let isName = word.unicodeScalars.allSatisfy {
      $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0)
    }
    return isName ? .name(String(word)) : nil
  }
}
