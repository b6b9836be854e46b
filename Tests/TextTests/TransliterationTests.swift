import Testing

@testable import Text

/// Words on a terminal that shows ASCII only.
@Suite struct TransliterationTests {
  static let words: [(String, String)] = [
    ("Größe", "Groesse"), ("GRO\u{308}SSE", "GROeSSE"), ("Über", "Ueber"), ("naïve café", "naive cafe"),
    ("Łódź", "Lodz"), ("Ærø", "AEro"), ("Þór", "Thor"), ("Ångström", "Angstroem"),
    ("Москва", "Moskva"), ("Щука", "Shchuka"), ("λ = 3", "lambda = 3"), ("Ω", "Omega"),
    ("x² ≤ √y", "x^2 <= sqrty"), ("a → b", "a -> b"), ("“quoted” – so…", "\"quoted\" - so..."),
    ("ひらがな", "hiragana"), ("カタカナ", "katakana"), ("한글", "hangeul"), ("٣", "3"), ("½", "1/2"),
    ("中文", "<4E2D><6587>"), ("🙂", "<1F642>"), ("e\u{301}", "e"), ("ｆ", "f"), ("plain", "plain"),
  ]

  @Test(arguments: words) func becomes(_ text: String, _ ascii: String) {
    #expect(Transliteration.ascii(text) == ascii)
    #expect(Printable.line(text, glyphs: .ascii) == ascii.replacing("sqrty", with: "sqrt(y)"))
  }

  /// No character becomes nothing, a question mark, or what is not ASCII.
  @Test func wholeBlocks() throws {
    let blocks: [ClosedRange<UInt32>] = [
      0xA1...0x24F, 0x370...0x3FF, 0x400...0x4FF, 0x2190...0x22FF, 0x3041...0x30FF,
      0x4E00...0x4EFF, 0xAC00...0xAC7F,
    ]
    for value in blocks.joined() {
      guard let scalar = Unicode.Scalar(value), !isUnprintable(scalar) else { continue }
      let text = Transliteration.ascii(String(scalar))
      #expect(text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }, "\(scalar): \(text)")
      #expect(!text.contains("?") || scalar == "¿" || scalar == "\u{37E}", "\(scalar): \(text)")
      let isMark = scalar.properties.generalCategory == .nonspacingMark
      #expect(!text.isEmpty || isMark || scalar.properties.generalCategory == .enclosingMark)
    }
  }

  /// What looks different stays different, where letters have no likeness.
  @Test func differentWordsStayDifferent() {
    let words = ["中文", "中国", "日本", "🙂", "🙃", "☃", "Ж", "З", "ж"]
    #expect(Set(words.map { Transliteration.ascii($0) }).count == words.count)
  }

  @Test func composedAndDecomposedAreOne() {
    for (one, other) in [("ä", "a\u{308}"), ("Ö", "O\u{308}"), ("é", "e\u{301}"), ("å", "a\u{30A}")] {
      #expect(Transliteration.ascii(one) == Transliteration.ascii(other))
    }
  }
}
