import Testing

@testable import Platform

/// A terminal's answers among what is typed.
@Suite struct AnswerTests {
  private static let answers = [
    "\u{1B}[?62;4;22c", "\u{1B}[6;20;10t", "\u{1B}[?1;0;256S", "\u{1B}P>|XTerm(379)\u{1B}\\",
    "\u{1B}_Gi=31;OK\u{1B}\\",
  ]
  /// Arrows, function keys, pastes, and keys with Alt and Escape.
  private static let keys = [
    "a", "\u{1B}[A", "\u{1B}OP", "\u{1B}[1;2S", "\u{1B}[15~", "\u{1B}[200~x\u{1B}[201~", "\u{1B}b",
    "\u{1B}\u{1B}[B", "é", "\r", "\u{3}", "\u{1B}[1;5C", "\u{1B}Px", "\u{1B}_x", "[?6c",
  ]

  @Test func answersAreTakenOutWhereverTheyStand() {
    for answer in Self.answers {
      for key in Self.keys {
        for piece in [1, 2, 3, 100] {
          var splitter = AnswerSplitter()
          var (answers, keys): ([String], [UInt8]) = ([], [])
          let bytes = Array((key + answer + key).utf8)
          for start in stride(from: 0, to: bytes.count, by: piece) {
            let (new, typed) = splitter.add(bytes[start..<min(start + piece, bytes.count)])
            answers += new
            keys += typed
          }
          keys += splitter.takeBegun()
          #expect(answers == [answer])
          #expect(String(decoding: keys, as: UTF8.self) == key + key)
        }
      }
    }
  }

  @Test func whatOnlyBeginsLikeAnAnswerIsTyped() {
    var splitter = AnswerSplitter()
    #expect(splitter.add("\u{1B}[?12".utf8).keys.isEmpty)
    #expect(splitter.add("x".utf8).keys == Array("\u{1B}[?12x".utf8))
    #expect(splitter.add("\u{1B}".utf8).keys.isEmpty)
    #expect(splitter.takeBegun() == [0x1B])
    // What never ends is not waited for for ever.
    #expect(splitter.add("\u{1B}_G".utf8).keys.isEmpty)
    #expect(splitter.add(String(repeating: "x", count: 300).utf8).keys.count > 200)
  }
}
