import Testing
import Text

@Suite struct WrappingTests {
  @Test(
    arguments: [
      ("a bc d", 4, 0, ["a bc", "d"]),
      ("a bc d", 6, 3, ["a bc d"]),
      ("a bc d e", 5, 2, ["a bc", "d e"]),
      ("", 4, 0, [""]),
      ("abcdefgh i", 4, 0, ["abcdefgh", "i"]),
      // Blanks before the first word and between words stay; those at a break go.
      ("  in `f`, called at x:1", 12, 2, ["  in `f`,", "called at", "x:1"]),
      ("x  =  1  # two", 8, 0, ["x  =  1", "# two"]),
      ("a      b", 3, 0, ["a", "b"]),
      ("abcd    ", 3, 0, ["abcd"]),
      // Columns count, not characters or codes.
      ("日本 日本", 5, 0, ["日本", "日本"]),
      ("\u{1B}[31mab\u{1B}[0m cd", 5, 0, ["\u{1B}[31mab\u{1B}[0m cd"]),
      ("\u{1B}[31mab cd\u{1B}[0m", 4, 0, ["\u{1B}[31mab", "cd\u{1B}[0m"]),
    ] as [(String, Int, Int, [String])])
  func linesAreBrokenAtBlanks(_ text: String, _ width: Int, _ hanging: Int, _ lines: [String]) {
    #expect(wrapped(text, width, hanging: hanging) == lines)
  }

  @Test func nothingIsLostAndNothingTooWide() {
    var state: UInt64 = 1
    for _ in 0..<500 {
      let letters = (0..<60).map { _ -> Character in
        // A linear congruential generator (Knuth, MMIX).
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return ["a", "b", " ", "c", " "][Int(state >> 33) % 5]
      }
      let text = String(letters)
      let lines = wrapped(text, 10, hanging: 3)
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
      for (number, line) in lines.enumerated() where line.contains(" ") {
        #expect(line.drop { $0 == " " }.contains(" ") == false || line.count <= 10, "\(text)")
        if number > 0 { #expect(line.count <= 7, "\(text)") }
      }
    }
  }
}
