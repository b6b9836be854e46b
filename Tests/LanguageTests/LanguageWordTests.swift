import Testing

@testable import Language

/// The reference knows every word that means something by itself.
@Suite struct LanguageWordTests {
  /// The words that `wordStatement` looks for.
  static let statements = [
    "expect", "report", "show", "import", "model", "param", "data", "profile", "try", "compare",
    "question", "predict", "tap", "no_grad", "forward",
  ]

  @Test func everyWordIsThereOnce() {
    let names = LanguageWord.all.map(\.name)
    #expect(Set(names).count == names.count)
    for word in Self.statements { #expect(names.contains(word), "\(word)") }
    for word in Keyword.allCases { #expect(names.contains(word.rawValue), "\(word.rawValue)") }
  }

  @Test func everyFormShowsItsWord() {
    for word in LanguageWord.all {
      #expect(word.form.contains(word.name) && word.example.contains(word.name), "\(word.name)")
      #expect(word.summary.count < 90 && word.summary.hasSuffix("."), "\(word.name)")
    }
  }
}
