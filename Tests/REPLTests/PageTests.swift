import TestSupport
import Testing

/// What is taller than the window is shown a screen at a time.
@Suite(.serialized) struct PageTests {
  private static let lab = """
    # Long

    ## Lines {#lines}

    ```lab
    for i in range(30) { print(f"row {i}.") }
    ```

    ## A picture {#picture}

    ```lab
    for i in range(5) { print(f"before {i}.") }
    show imshow(ones(14, 14), title = "top")
    print("be" + "low")
    ```

    ## Asking {#asking}

    ```lab
    question q "Is it so?" {
      answer "because"
    }
    for i in range(30) { print(f"line {i}.") }
    ```

    """
  private static let question = "-- more: Enter or space; q skips --"
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.lab, to: "long.lab")
  }

  private func open(rows: Int = 12) throws -> Pty {
    let pty = try Pty(
      [folder.path + "/long.lab"], environment: ["XDG_STATE_HOME": folder.path + "/state"],
      rows: rows)
    try pty.see("long> ")
    return pty
  }

  @Test func enterAndSpaceGoOn() throws {
    let pty = try open()
    pty.enter("")
    #expect(!(try pty.see(Self.question)).contains("row 7."))
    pty.type("\r")
    // A screen of twelve rows has eleven beside the question.
    let second = try pty.see(Self.question)
    #expect(second.split(separator: "\n").count { $0.hasPrefix("row ") } == 11)
    pty.type("x")
    pty.type(" ")
    #expect(try pty.see(Self.question).contains("row 18."))
    pty.type(" ")
    try pty.see("row 29.")
    try pty.see("long> ")
  }

  @Test func theRestIsSkippedAndComesBack() throws {
    let pty = try open()
    pty.enter("")
    try pty.see(Self.question)
    pty.type("q")
    let shown = try pty.see("long> ")
    #expect(!shown.contains("row 29."))
    // It says so, and what comes next.
    #expect(shown.contains("(skipped; `:page` shows it)") && shown.contains("Enter: 2 A picture"))
    for _ in 0..<2 {
      pty.enter(":page")
      #expect(try pty.see(Self.question).contains("row 0."))
      pty.type("q")
      try pty.see("long> ")
    }
    try pty.ask("1 + 1", "2\n")
    try pty.ask(":page", "2\n")
  }

  @Test func aPictureThatFitsIsNotCut() throws {
    let pty = try open(rows: 20)
    try pty.ask(":skip", "Enter: 2 A picture")
    pty.enter("")
    #expect(!(try pty.see(Self.question)).contains("\ntop"))
    pty.type(" ")
    let top = try pty.see("top")
    #expect(!top.contains("@"))
    pty.type(" ")
    let shown = try pty.see("long> ")
    // All rows of the picture stand before the next question, if there is one.
    let page = shown.firstRange(of: Self.question).map { shown[..<$0.lowerBound] } ?? shown[...]
    func rows(_ text: Substring) -> Int {
      text.split(separator: "\n").count { $0.hasPrefix("@") }
    }
    #expect(rows(page) > 8)
    #expect(rows(page) == rows(shown[...]))
  }

  @Test func whoSkipsIsAskedAllTheSame() throws {
    let pty = try open()
    pty.enter(":run 3")
    try pty.see(Self.question)
    pty.type("q")
    try pty.see("Is it so?")
    try pty.see("your answer> ")
  }

  @Test func controlCStopsTheStep() throws {
    let pty = try open()
    pty.enter("")
    try pty.see(Self.question)
    pty.type("\u{3}")
    #expect(!(try pty.see("long> ")).contains("row 29."))
    try pty.ask(":list", "stopped")
  }

  /// What is skipped is output, and not that it was stopped.
  @Test func controlCStopsTypedCode() throws {
    let pty = try open()
    pty.enter("for i in range(1_000_000) { print(f\"row {i}.\") }")
    try pty.see(Self.question)
    pty.type("\u{3}")
    #expect(try pty.see("long> ").contains("Stopped"))
  }

  @Test func aWindowThatIsTallEnoughShowsAll() throws {
    let pty = try open(rows: 60)
    #expect(!(try pty.ask(":run 1", "row 29.")).contains(Self.question))
  }
}
