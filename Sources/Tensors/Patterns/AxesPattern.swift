/// One side of an einops pattern, such as `b (h p) ... 1`.
///
/// It consists of axes, those in brackets as one dimension.
struct AxesPattern {
  /// An axis of the decomposed tensor.
  enum Axis: Hashable {
    /// A named axis.
    case name(String)
    /// An axis that only has a length; the number distinguishes it from others.
    case length(Int, Int)
    /// The dimensions that `...` matches.
    case ellipsis
  }

  /// One group of axes for each dimension; an empty one has extent 1.
  private(set) var groups: [[Axis]] = []
  /// The group that is `...` outside brackets, which matches any number of dimensions.
  private(set) var ellipsis: Int?

  /// All axes, in order.
  var axes: [Axis] { groups.flatMap(\.self) }

  /// Reads both sides of `text`; `function` is the caller's name, for messages.
  static func sides(
    _ text: String, _ function: String
  ) throws(TensorError) -> (left: AxesPattern, right: AxesPattern) {
    let halves = text.split(separator: "->", omittingEmptySubsequences: false)
    let complaint = "\(function): \"\(abridged(text))\""
    guard halves.count == 2 else {
      throw TensorError(
        "\(complaint) has \(halves.count < 2 ? "no" : "more than one") arrow ->",
        hint: "a pattern looks like \"b (h p) (w q) -> b (h w) (p q)\"")
    }
    let words = halves.map(words)
    guard words.allSatisfy({ $0.count <= maximumWords }) else {
      throw TensorError("\(complaint) has too many axes")
    }
    return (
      try AxesPattern(words[0], from: 0, complaint),
      try AxesPattern(words[1], from: maximumWords, complaint)
    )
  }

  private static let maximumWords = 32

  /// Names and brackets.
  private static func words(_ text: Substring) -> [Substring] {
    var words: [Substring] = []
    var word = text.startIndex..<text.startIndex
    func take() { if !word.isEmpty { words.append(text[word]) } }
    for index in text.indices {
      let next = text.index(after: index)
      let isBracket = text[index] == "(" || text[index] == ")"
      guard isBracket || text[index] == " " else {
        word = word.lowerBound..<next
        continue
      }
      take()
      if isBracket { words.append(text[index..<next]) }
      word = next..<next
    }
    take()
    return words
  }

  /// `start` is the number of the first word, which distinguishes those of the two sides.
  private init(
    _ words: [Substring], from start: Int, _ complaint: String
  ) throws(TensorError) {
    var open = false
    var seen: Set<Axis> = []
    for (position, word) in words.enumerated() {
      switch word {
      case "(":
        guard !open else { throw TensorError("\(complaint) has brackets inside brackets") }
        open = true
        groups.append([])
      case ")":
        guard open else { throw TensorError("\(complaint) has a closing bracket too many") }
        open = false
      default:
        guard let axis = AxesPattern.axis(word, start + position) else {
          throw TensorError(
            "\(complaint): \"\(abridged(String(word)))\" is not a valid axis name",
            hint: "names hold letters, digits and _, and are separated by spaces")
        }
        guard seen.insert(axis).inserted else {
          throw TensorError("\(complaint) has \(abridged(String(word))) twice on one side")
        }
        // An axis of length 1 is a dimension without axes.
        let isUnit = axis == .length(1, start + position)
        if open {
          if !isUnit { groups[groups.count - 1].append(axis) }
        } else {
          if axis == .ellipsis { ellipsis = groups.count }
          groups.append(isUnit ? [] : [axis])
        }
      }
    }
    guard !open else { throw TensorError("\(complaint) has an unclosed bracket") }
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
