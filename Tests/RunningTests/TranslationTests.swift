import Language
import TestSupport
import Testing

@testable import Running

/// `lab check` compares a translation with what it translates.
@Suite struct TranslationTests {
  private static let text = """
    # Squares

    ## One {#one}

    ```lab
    x = 3 * 3               # the square
    print(f"x is {x}", "squared")
    ```

    ## Two {#two}

    ```lab
    y = x + 1
    print(y)
    ```

    """

  private func found(_ translation: String) throws -> [String] {
    let folder = try TemporaryFolder()
    try folder.write(Self.text, to: "squares.lab")
    return LabCheck.mistakes(in: try folder.write(translation, to: "squares.de.lab")).map {
      let line = $0.span.map { $0.file.location(of: $0.start).line } ?? 0
      return "\(line) \($0.code ?? "none"): \($0.message)"
    }
  }

  @Test func theSameInOtherWords() throws {
    let german = Self.text.replacing("# Squares", with: "# Quadrate").replacing(
      "## One", with: "## Eins"
    )
    .replacing("the square", with: "das Quadrat").replacing("x is {x}", with: "x ist {x}")
    #expect(try found(german) == [])
  }

  @Test(arguments: [
    (
      "3 * 3", "3 * 4",
      "6 translation: the code of the step `one` is not that of line 6 of squares.lab"
    ),
    (
      "y = x + 1\n", "y = x + 1\nprint(x)\n",
      "14 translation: the code of the step `two` is not that of line 14 of squares.lab"
    ),
    (
      "{#two}", "{#zwei}", "10 translation: the step is called `zwei` here and `two` in squares.lab"
    ),
    (
      "\n## Two {#two}\n\n```lab\ny = x + 1\nprint(y)\n```\n", "",
      "3 translation: 1 steps here, and 2 in squares.lab"
    ),
  ])
  func another(_ old: String, _ new: String, _ message: String) throws {
    #expect(try found(Self.text.replacing(old, with: new)) == [message])
  }
}
