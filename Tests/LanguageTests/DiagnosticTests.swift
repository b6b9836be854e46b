import Testing
import Text

@testable import Language

@Suite struct DiagnosticTests {
  private func rendered(
    _ text: String, _ start: Int, _ end: Int, width: Int = 80, unicode: Bool = true
  ) -> String {
    let file = SourceFile(name: "a.lab", text: text)
    return Diagnostic(.syntax, "no", at: Span(file, start, end))
      .rendered(color: false, unicode: unicode, width: width)
  }

  @Test func whole() {
    let file = SourceFile(name: "mlp.lab", text: "a = 1\nfc = Linear(784, hiden)\n")
    let diagnostic = Diagnostic(
      .runtime, "there is no `hiden`", at: Span(file, 23, 28), hint: "did you mean `hidden`?",
      calls: [.init(name: "forward", span: Span(file, 6, 8))])
    #expect(
      diagnostic.rendered(color: false) == """
        mlp.lab:2:18: error: there is no `hiden`
           2 | fc = Linear(784, hiden)
             |                  ^^^^^
        hint: did you mean `hidden`?
          in `forward`, called at mlp.lab:2:1
        """)
  }

  @Test func colour() {
    let file = SourceFile(name: "a", text: "x\n")
    let claim = Diagnostic(.expectation, "x > 1 does not hold", at: Span(file, 0, 1), hint: "h")
    #expect(
      claim.rendered(color: true)
        == "\u{1B}[1ma:1:1:\u{1B}[0m \u{1B}[31mfailed:\u{1B}[0m \u{1B}[1mx > 1 does not hold"
        + "\u{1B}[0m\n\u{1B}[2m   1 | \u{1B}[0mx\n\u{1B}[2m     | \u{1B}[0m\u{1B}[31m^\u{1B}[0m"
        + "\n\u{1B}[36mhint:\u{1B}[0m h")
    #expect(Diagnostic(.usage, "no lab").rendered(color: false) == "error: no lab")
  }

  @Test(
    arguments: [
      // Tabs, wide and combining characters, the end of the line and of the file.
      ("\tx", 1, 2, "   1 |     x", "     |     ^"),
      ("a\tbc", 2, 4, "   1 | a   bc", "     |     ^^"),
      ("日本 = x", 9, 10, "   1 | 日本 = x", "     |        ^"),
      ("日本", 0, 6, "   1 | 日本", "     | ^^^^"),
      ("e\u{301}x", 3, 4, "   1 | e\u{301}x", "     |  ^"),
      ("👩‍👧x", 11, 12, "   1 | 👩‍👧x", "     |   ^"),
      ("x = ", 4, 4, "   1 | x =", "     |     ^"),
      ("x\ny", 1, 3, "   1 | x", "     |  ^"),
      ("x\r\ny", 3, 4, "   2 | y", "     | ^"),
      ("x = (\n1)", 4, 8, "   1 | x = (", "     |     ^"),
      ("x", 50, 60, "   1 | x", "     |  ^"),
      ("abc", 1, 1, "   1 | abc", "     |  ^"),
      // Control characters, and characters that would reorder the line.
      ("a\u{1B}[2Jb", 5, 6, "   1 | a\\u{1B}[2Jb", "     |           ^"),
      ("\u{202E}x\u{9B}", 3, 4, "   1 | \\u{202E}x\\u{9B}", "     |         ^"),
    ] as [(String, Int, Int, String, String)])
  func excerpt(_ text: String, _ start: Int, _ end: Int, _ line: String, _ caret: String) {
    let lines = rendered(text, start, end).split(separator: "\n").map(String.init)
    #expect(Array(lines.dropFirst()) == [line, caret])
  }

  @Test(arguments: [0, 5, 40, 150, 297, 299, 300])
  func longLines(_ start: Int) {
    let text = String((0..<300).map { Character(Unicode.Scalar(UInt8(97 + $0 % 26))) })
    for width in [24, 40, 80] {
      for unicode in [false, true] {
        let lines = rendered(text, start, start + 3, width: width, unicode: unicode)
          .split(separator: "\n").map(String.init)
        #expect(lines[1].count <= width)
        #expect(lines[2].count <= width)
        // The caret is under the right character.
        let marked = lines[1].dropFirst(lines[2].prefix { $0 != "^" }.count).first
        #expect(marked == (start < 300 ? Array(text)[start] : nil))
        #expect(lines[1].hasSuffix(unicode ? "…" : "...") == (start < 290))
      }
    }
  }

  @Test func hugeLine() {
    let text = String(repeating: "x", count: 1_000_000)
    let lines = rendered(text, 500_000, 900_000).split(separator: "\n")
    #expect(lines[1].hasPrefix("   1 | …xxx"))
    #expect(lines[1].count <= 80)
    #expect(lines[2].count <= 80)
  }

  @Test func messagesHoldNoControlCharacters() {
    let file = SourceFile(name: "a\u{1B}.lab", text: "x")
    let diagnostic = Diagnostic(
      .runtime, "key \u{7}\n", at: Span(file, 0, 1), hint: "\u{9B}1m",
      calls: [.init(name: "f\u{8}", span: Span(file, 0, 1))])
    #expect(
      diagnostic.rendered(color: false) == #"""
        a\u{1B}.lab:1:1: error: key \u{7}\n
           1 | x
             | ^
        hint: \u{9B}1m
          in `f\u{8}`, called at a\u{1B}.lab:1:1
        """#)
  }

  @Test func recursion() {
    let file = SourceFile(name: "a", text: "f\ng\nh\n")
    func calls(_ names: [String]) -> [String] {
      let calls = names.map { name in
        Diagnostic.Call(name: name, span: Span(file, name == "f" ? 0 : name == "g" ? 2 : 4, 1))
      }
      return Diagnostic(.limit, "m", calls: calls).rendered(color: false, unicode: false)
        .split(separator: "\n").dropFirst().map(String.init)
    }
    let f = "  in `f`, called at a:1:1"
    let g = "  in `g`, called at a:2:1"
    let h = "  in `h`, called at a:3:1"
    #expect(calls(["f", "f"]) == [f, f])
    #expect(
      calls(Array(repeating: "f", count: 10_000) + ["h"]) == [
        f, "  ... the line above, again 9999 times", h,
      ])
    #expect(
      calls(Array(repeating: ["f", "g"], count: 500).flatMap(\.self) + ["h"]) == [
        f, g, "  ... the 2 lines above, again 499 times", h,
      ])
    // Without a pattern, the innermost and the outermost are kept.
    let mixed = (0..<100).flatMap { Array(repeating: "f", count: $0 % 2 + 1) + ["g", "h"] }
    let lines = calls(mixed.enumerated().map { $0.offset % 7 == 0 ? "h" : $0.element })
    #expect(lines.count <= 13)
    #expect(lines.contains { $0.hasSuffix("lines left out") })
  }
}
