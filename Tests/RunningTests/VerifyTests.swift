import TestSupport
import Testing

/// `lab verify` proves what an author promised about exercises, and reports each way to break it.
@Suite struct VerifyTests {
  private static let lab = """
    # Tiny

    ## Count {#count}

    ```exercise double
    def double(x) { x }
    ```

    ```check double
    expect double(0) == 0 "nothing stays nothing"
    expect double(3) == 6 "twice as much"
    ```

    ```hint double
    Add it to itself.
    ```

    ```wrong double "twice as much"
    def double(x) { x * x }
    ```

    ```solution double
    def double(x) { x + x }
    ```

    """

  private func verify(_ lab: String) throws -> Program.Ending {
    let program = try Program()
    try program.folder.write(lab, to: "tiny.lab")
    return try program.run("verify", "tiny.lab")
  }

  @Test func aSoundExerciseIsProved() throws {
    let result = try verify(Self.lab)
    #expect(result.code == 0)
    #expect(
      result.output.contains(
        "ok double: the starter and 1 wrong answer fail, the solution passes, 1 hint"))
  }

  @Test(arguments: [
    ("def double(x) { x }\n", "def double(x) { x + x }\n", "the starter passes all checks"),
    ("{ x * x }", "{ 2 * x }", "this wrong answer passes all checks"),
    ("{ x * x }", "{ x + 1 }", "should fail with “twice as much”"),
    ("{ x * x }", "{ nowhere }", "stops with an error: unknown name `nowhere`"),
    ("```hint double\nAdd it to itself.\n```\n", "", "there is no hint"),
    ("{ x + x }", "{ x + 3 }", "nothing stays nothing"),
  ]) func aBrokenPromiseIsTold(_ old: String, _ new: String, _ told: String) throws {
    let lab = Self.lab.replacing(old, with: new)
    try #require(lab != Self.lab)
    let result = try verify(lab)
    #expect(result.code == 1)
    #expect(result.all.contains(told), "\(result.all)")
  }
}
