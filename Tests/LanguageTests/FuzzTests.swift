import Testing

@testable import Language

/// Damaged labs, the same in every run: what libFuzzer does at length, in a second.
@Suite struct FuzzTests {
  /// SplitMix64 (Steele, Lea and Flood 2014).
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      return z ^ z >> 31
    }
  }

  private static let lab = """
    ---
    summary: Tokens
    needs: mlp
    ---
    # TokenMix: $X \\leftarrow \\eta(U X V)$

    ```lab
    data images = mnist else digits
    param patch = 4 in [2, 4, 7] "side p"
    profile quick { patch = 7 }
    ```

    ## Tokens {#tokens optional minutes=4}

    Split into **$N$** patches: $X \\in R^{N \\times D}$ <!-- a comment -->.

    ```lab fold
    model Layer(N, D) {
      U = Parameter(randn(N, N) / sqrt(N))
      forward(X: [B, N, D]) {
        attn: [..., N, N] = softmax(X @ U.mT, dim = -1)
        tap attn
        if N > 2 and not D { return attn } else if N { X } else { U[:, 1:-1, ..., ::2] }
      }
    }
    for (i, (a, _)) in enumerate(zip(xs, ys)) {
      m[i] += {"a": 1, "b": [x ** 2 for x in range(3) if x not in [1]]}["a"]
      print(f"{i:02d} | {a:{w}.4f} {{}}\\n", 'b', r"\\d", \"""c
    d\""")
    }
    no_grad { show plot(map((q, k) -> q + k, xs)) }
    try row1 "no value" { patch = 7 }
    compare base, row1 { table acc; plot loss }
    expect row1.acc ≈ base.acc ± 0.01 on mnist under default "the same"
    question which "Which?" { choices "a", "b" correct "b" }
    ```
    ```exercise permute
    def see(x) { x }
    ```
    ```wrong permute "order"
    ```
    """

  /// What is inserted: words and signs of the language, and bytes that are not text.
  private static let pieces: [[UInt8]] =
    Parser.statementWords.map { Array($0.utf8) } + Sign.allCases.map { Array($0.rawValue.utf8) }
    + [
      "```lab\n", "```\n", "## ", "f\"", "\"", "\"\"\"", "'", "{#", "\\", "\n", "\r\n", "$", "1e9",
      "_",
    ]
    .map { Array($0.utf8) } + [[0xFF], [0x1B], [0], [0xE2, 0x80, 0xAE], [0xC2, 0x9B]]

  private static func damage(_ text: [UInt8], _ generator: inout Generator) -> [UInt8] {
    var bytes = text
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let start = Int.random(in: 0...bytes.count, using: &generator)
      let end = min(bytes.count, start + Int.random(in: 0...40, using: &generator))
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes.removeSubrange(start..<end)
      case 1: bytes.removeSubrange(start...)
      case 2:
        let stretch = bytes[start..<end]
        bytes.insert(contentsOf: stretch, at: Int.random(in: 0...bytes.count, using: &generator))
      case 3:
        let piece = pieces.randomElement(using: &generator) ?? []
        bytes.replaceSubrange(start..<min(end, start + piece.count), with: piece)
      default:
        bytes.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: start)
      }
    }
    return bytes
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func damagedLabs(_ seed: UInt64) {
    var generator = Generator(state: seed)
    for _ in 0..<100 {
      let bytes = Self.damage(Array(Self.lab.utf8), &generator)
      let complaint = fuzzParse(bytes)
      #expect(complaint == nil, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test func soundLab() {
    let source = SourceFile(name: "a.lab", text: Self.lab)
    #expect(Parser.mistakes(in: source).map(mistake) == [])
    #expect(fuzzParse(source.bytes) == nil)
  }
}
