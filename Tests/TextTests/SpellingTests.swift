import Testing
import Text

/// What a misspelt name was meant to be, and what is safe to show.
@Suite struct SpellingTests {
  @Test(
    arguments: [
      ("hiden", ["hidden", "heads"], "hidden"), ("epoch", ["epochs"], "epochs"),
      ("optinal", ["optional", "minutes"], "optional"), ("Relu", ["relu", "gelu"], "relu"),
      ("lenght", ["length"], "length"), ("x", ["y", "z"], nil), ("X", ["x"], "x"),
      ("foo", ["bar"], nil), ("", ["a"], nil), ("ab", ["ab"], nil),
      (
        "crossentropy",
        ["cross_entropy", "entropy"], "cross_entropy"
      ), ("test", ["train", "val"], nil),
      ("patchs", [], nil), ("aaaa", ["aaab", "aaac"], "aaab"),
    ] as [(String, [String], String?)])
  func nearestName(_ name: String, _ among: [String], _ expected: String?) {
    #expect(nearest(name, among: among) == expected)
  }

  @Test func whatCouldSteerATerminalIsEscaped() {
    #expect(visible("a\tb\u{200B}\u{202E}é日") == "a\\tb\\u{200B}\\u{202E}é日")
  }
}
