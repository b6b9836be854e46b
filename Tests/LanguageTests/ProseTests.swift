import Testing
import Text

@testable import Language

@Suite struct ProseTests {
  @Test(arguments: [
    (#"X \leftarrow \eta(U X V)"#, "X ← η(U X V)", "X <- eta(U X V)"),
    (#"X \in R^{N \times D}"#, "X ∈ R^(N×D)", "X in R^(N x D)"),
    (#"\mathbb{R}^{n}"#, "ℝⁿ", "R^n"), (#"x_i^2 + y_{i+1}"#, "xᵢ² + yᵢ₊₁", "x_i^2 + y_(i+1)"),
    (#"\sqrt{d_k}"#, "√dₖ", "sqrt(d_k)"), (#"\sqrt 2"#, "√2", "sqrt(2)"),
    (#"\frac{QK^T}{\sqrt{d}}"#, "QKᵀ/√d", "QK^T/(sqrt(d))"),
    (#"\frac{a + b}{2}"#, "(a + b)/2", "(a + b)/2"), (#"\frac12"#, "1/2", "1/2"),
    (#"V^\top"#, "Vᵀ", "V^T"), (#"\alpha\beta x"#, "αβ x", "alpha beta x"),
    (#"2\pi r"#, "2π r", "2pi r"), (#"\mathrm{softmax}(x)"#, "softmax(x)", "softmax(x)"),
    (#"\hat{y} \approx \bar x"#, "y\u{302} ≈ x\u{304}", "hat(y) ~= bar(x)"),
    (#"\left\| x \right\|_2"#, "‖ x ‖₂", "|| x ||_2"), (#"p\times p"#, "p × p", "p x p"),
    (#"\{1,\dots,n\}"#, "{1,…,n}", "{1,...,n}"),
    (
      #"\log \softmax z"#, "log softmax z",
      "log softmax z"
    ),
    (#"N^2 + D^2 \ll N^2D^2"#, "N² + D² ≪ N²D²", "N^2 + D^2 << N^2D^2"),
    (#"e^{-x^2}"#, "e^(-x²)", "e^(-x^2)"), (#"\sum_{i=1}^n x_i"#, "∑ᵢ₌₁ⁿ xᵢ", "sum_(i=1)^n x_i"),
    (#"f'"#, "f′", "f'"), (#"\partial L/\partial w"#, "∂ L/∂ w", "d L/d w"),
    // Broken input stays readable.
    (#"\frac{a"#, "a/", "a/"), (#"x^"#, "x", "x"), (#"}}{"#, "", ""), (#"\"#, "", ""),
    (#"\sqrt[3]{x}"#, "(x)^(1/3)", "(x)^(1/3)"), (#"\sqrt[3"#, "√([)3", "sqrt([)3"),
    ("", "", ""), (#"日"#, "日", "<65E5>"),
    (
      #"\unknowncommand{x}"#, "unknowncommand x",
      "unknowncommand x"
    ),
  ])
  func formula(_ tex: String, _ unicode: String, _ ascii: String) {
    #expect(Formula.text(tex, unicode: true) == unicode)
    #expect(Formula.text(tex, unicode: false) == ascii)
  }

  @Test(arguments: [
    ("a **b** *c* `d_e` _f_", "a b c d_e f"), ("snake_case_name", "snake_case_name"),
    ("2 * 3 * 4", "2 * 3 * 4"), ("costs $5 and $6", "costs $5 and $6"), ("$x^2$.", "x²."),
    ("[a](http://b)", "a (http://b)"), ("![alt](x.png)", "alt"), (#"\*a\*"#, "*a*"),
    ("a\u{1B}[31mb\u{7}\u{202E}", "a[31mb"), ("**open", "**open"), ("`open", "`open"),
    ("``a`b``", "a`b"), ("***x***", "x"),
  ])
  func line(_ markdown: String, _ expected: String) {
    #expect(Prose.line(markdown, unicode: true) == expected)
  }

  @Test func blocks() {
    let prose = Prose(
      """
      A *long* paragraph with a formula $X \\in R^{N \\times D}$ that
      goes on.


      - first item that is long enough to wrap
      - second
        10. ten

      > quoted words go on and on and on

      ### Heading `x`

      ```python
      def f(x):  pass  # a long line that is cut off
      ```
      $$ a
      = b^2 $$
      | a | b |
      """)
    #expect(
      prose.rendered(width: 30, unicode: true) == """
        A long paragraph with a
        formula X ∈ R^(N×D) that goes
        on.

        • first item that is long
          enough to wrap
        • second
          10. ten

        > quoted words go on and on
        > and on

        Heading `x`

            def f(x):  pass  # a long
            a = b²
        | a | b |
        """)
    #expect(
      Prose("- η *a b*\n\n### T").rendered(width: 30, unicode: false, styled: true)
        == "* eta \u{1B}[3ma b\u{1B}[0m\n\n\u{1B}[1mT\u{1B}[0m")
  }

  @Test func tablesAreAligned() {
    let table = Prose(
      """
      | layer | weights |
      | :--- | ---: |
      | `Linear(784, 256)` with *bias* | 200,960 |
      | a \\| b | 0 |
      | short |
      """)
    #expect(
      table.rendered(width: 60, unicode: true) == """
        layer                         weights
        ────────────────────────────  ───────
        `Linear(784, 256)` with bias  200,960
        a | b                               0
        short
        """)
    #expect(
      table.rendered(width: 26, unicode: false) == """
        layer              weights
        -----------------  -------
        `Linear(784,       200,960
        256)` with bias
        a | b                    0
        short
        """)
  }

  /// No line is wider than asked, ASCII is ASCII, and no input stops it.
  @Test(arguments: [
    String(repeating: "x", count: 300), String(repeating: "日本 ", count: 100),
    "| x | y |\n| - | -: |\n| 日本 | " + String(repeating: "ab ", count: 100) + "|",
    String(repeating: "*a ", count: 600), String(repeating: "$", count: 301),
    "$" + String(repeating: "{", count: 300) + "$",
    "$" + String(repeating: "\\frac", count: 300) + "$",
    "$" + String(repeating: "^", count: 300) + "x$", String(repeating: "[", count: 600),
    String(repeating: "- ", count: 100), String(repeating: " ", count: 50) + "- a b c d e f g h",
    "```\n" + String(repeating: "日", count: 100), "$$", "$$\n$$", "#", "\u{0}\u{1}\u{2}", "|日|",
    String(repeating: "**a *b `c $d$ ", count: 300),
  ])
  func bounds(_ markdown: String) {
    for width in [0, 1, 24, 80] {
      for unicode in [false, true] {
        let text = Prose(markdown).rendered(width: width, unicode: unicode)
        for line in text.split(separator: "\n") {
          #expect(DisplayWidth.of(line) <= max(8, width))
          #expect(line.last != " ")
        }
        #expect(unicode || text.utf8.allSatisfy { $0 < 0x80 })
        #expect(!text.unicodeScalars.contains { $0 != "\n" && isUnprintable($0) })
      }
    }
  }
}
