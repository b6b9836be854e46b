import Testing

@testable import Interpreter

/// Messages name kinds of values with the right article.
@Suite struct ArticleTests {
  @Test(arguments: [
    ("tensor", "a tensor"), ("int", "an int"), ("optimizer", "an optimizer"), ("MLP", "an MLP"),
    ("GRU", "a GRU"), ("M", "an M"), ("Net", "a Net"), ("SelfAttention", "a SelfAttention"),
    ("images", "images"), ("pixels", "pixels"), ("loss", "a loss"), ("", ""),
  ]) func isTheOneThatIsSpoken(name: String, phrase: String) {
    #expect(Value.withArticle(name) == phrase)
  }
}
