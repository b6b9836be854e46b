import Testing

@testable import Tensors

@Suite struct PatternTests {
  /// The definition of einsum: every point of the label space, one after another.
  private func naive(
    _ inputs: [[Character]], _ output: [Character], _ extents: [Character: Int],
    _ operands: [Tensor]
  ) throws -> [Double] {
    let labels = extents.keys.sorted()
    func place(_ names: [Character], _ point: [Character: Int]) -> Int {
      names.reduce(0) { $0 * (extents[$1] ?? 1) + (point[$1] ?? 0) }
    }
    let values = operands.map { $0.doubles() }
    var result = Array(repeating: 0.0, count: output.reduce(1) { $0 * (extents[$1] ?? 1) })
    for number in 0..<extents.values.reduce(1, *) {
      var rest = number
      var point: [Character: Int] = [:]
      for label in labels {
        point[label] = rest % (extents[label] ?? 1)
        rest /= extents[label] ?? 1
      }
      let product = zip(inputs, values).reduce(1.0) { $0 * $1.1[place($1.0, point)] }
      result[place(output, point)] += product
    }
    return result
  }

  @Test(arguments: 0..<300) func einsumAgreesWithItsDefinition(seed: Int) throws {
    var generator = SplitMix64(state: UInt64(seed))
    let alphabet: [Character] = ["a", "b", "c", "d"]
    var extents: [Character: Int] = [:]
    for label in alphabet { extents[label] = Int.random(in: 1...4, using: &generator) }
    let inputs = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
      (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? "a"
      }
    }
    let used = Set(inputs.joined())
    extents = extents.filter { used.contains($0.key) }
    let output = used.sorted().shuffled(using: &generator)
      .prefix(Int.random(in: 0...4, using: &generator))
    let operands = try inputs.map {
      try Tensor.scattered(try Shape($0.map { extents[$0] ?? 1 }), &generator)
    }
    let equation = inputs.map { String($0) }.joined(separator: ",") + "->" + String(output)
    let result = try Tensor.einsum(equation, operands)
    let expected = try naive(inputs, Array(output), extents, operands)
    #expect(result.shape == (try Shape(output.map { extents[$0] ?? 1 })))
    #expect(zip(result.doubles(), expected).allSatisfy { abs($0 - $1) < 1e-4 }, "\(equation)")
  }

  @Test(arguments: 0..<200) func rearrangingBackGivesTheOriginal(seed: Int) throws {
    var generator = SplitMix64(state: UInt64(seed))
    let axes = (0..<Int.random(in: 1...5, using: &generator)).map { "x\($0)" }
    var sizes: [String: Int] = [:]
    for axis in axes { sizes[axis] = Int.random(in: 1...4, using: &generator) }
    /// Puts neighbours in brackets, at random.
    func grouped(_ axes: [String]) -> [[String]] {
      axes.reduce(into: []) { groups, axis in
        if groups.isEmpty || Bool.random(using: &generator) {
          groups.append([axis])
        } else {
          groups[groups.count - 1].append(axis)
        }
      }
    }
    let (left, right) = (grouped(axes), grouped(axes.shuffled(using: &generator)))
    func side(_ groups: [[String]]) -> String {
      groups.map { $0.count == 1 ? $0[0] : "(" + $0.joined(separator: " ") + ")" }
        .joined(separator: " ")
    }
    let shape = try Shape(left.map { $0.reduce(1) { $0 * (sizes[$1] ?? 1) } })
    let x = try Tensor.scattered(shape, &generator)
    let there = try x.rearranged(side(left) + " -> " + side(right), sizes)
    #expect(try there.shape == Shape(right.map { $0.reduce(1) { $0 * (sizes[$1] ?? 1) } }))
    let back = try there.rearranged(side(right) + "->" + side(left), sizes)
    #expect(back.shape == shape)
    #expect(back.doubles() == x.doubles())
  }

  @Test func permutationsAreViews() throws {
    let x = try Tensor.zeros([2, 12, 4])
    let heads = try x.rearranged("b (h n) d -> b h n d", ["h": 3])
    #expect(heads.storage === x.storage)
    #expect(try heads.rearranged("b h n d -> b n h d").storage === x.storage)
  }

  /// Any text is an equation or a pattern, or is refused: it never traps.
  @Test(arguments: 0..<20) func anyTextIsAnswered(seed: Int) throws {
    var generator = SplitMix64(state: UInt64(seed))
    let pieces = [
      "a", "b", "i", " ", " ", "->", "...", "(", ")", ",", "1", "2", "0", "-", ".", "é",
    ]
    let x = try Tensor.ones([2, 2, 2])
    var answered = 0
    for _ in 0..<500 {
      let text = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }.joined()
      let sizes = ["a": Int.random(in: -1...3, using: &generator)]
      for call in [
        { try Tensor.einsum(text, [x]) }, { try Tensor.einsum(text, [x, x]) },
        { try x.rearranged(text) }, { try x.repeated(text, sizes) },
        { try x.reduced(text, by: .mean, sizes) },
      ] as [() throws -> Tensor] {
        do {
          _ = try call().doubles()
        } catch let error as TensorError {
          #expect(!error.message.isEmpty)
        }
        answered += 1
      }
    }
    #expect(answered == 2_500)
  }
}
