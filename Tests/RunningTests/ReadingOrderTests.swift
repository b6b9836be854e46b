import TestSupport
import Testing

/// A step shows its prose, its code and what comes out in the order of its fences.
@Suite struct ReadingOrderTests {
  private static let lab = """
    # Order

    ## A step

    First prose.

    ```lab
    predict guess "Which is first?" {
      choices "the word *one*", "two"
      correct "the word *one*"
    }
    print("out" + " one")
    record(loss = 2.0); record(loss = 1.0)
    ```

    Second prose.

    ```lab
    # only a comment
    ```

    Third prose.

    ```lab
    print("out" + " two")
    ```

    Last prose.

    """

  private static let order = [
    "First prose.", "? Which is first?", "1 the word one", "print(\"out\" + \" one\")", "out one",
    "last 1", "Second prose.",
    "# only a comment", "Third prose.", "print(\"out\" + \" two\")", "out two", "Last prose.",
  ]

  private func expectOrder(_ output: String, _ order: [String] = order) {
    var rest = output[...]
    for text in order {
      guard let place = rest.firstRange(of: text) else {
        Issue.record("\(text) is not where it belongs in:\n\(output)")
        return
      }
      rest = rest[place.upperBound...]
    }
  }

  @Test func ofARun() throws {
    let program = try Program()
    try program.folder.write(Self.lab, to: "order.lab")
    let ending = try program.run("run", "-v", "order.lab")
    expectOrder(ending.output)
    #expect(ending.output.matches(of: /prose\./).count == 4, "each once")
  }

  @Test func ofAPrompt() throws {
    let program = try Program()
    try program.folder.write(Self.lab, to: "order.lab")
    try program.folder.write("\n", to: "input")
    let ending = try program.run(["order.lab"], input: "input")
    expectOrder(ending.output)
    #expect(ending.output.matches(of: /prose\./).count == 4, "each once")
  }

  /// The code that a message is about stands above it.
  @Test(arguments: ["print(\"out\" + \" two\" + 3)", "record(label = \"no value\")"])
  func ofAFailure(_ code: String) throws {
    let program = try Program()
    let broken = Self.lab.replacing("print(\"out\" + \" two\")", with: code)
    try program.folder.write(broken, to: "order.lab")
    let ending = try program.run("run", "-v", "order.lab")
    #expect(ending.code != 0)
    expectOrder(ending.output, ["Third prose.", code])
    let isUnderstood = code.contains("out")
    #expect(ending.output.contains("Last prose.") == !isUnderstood)
  }
}
