import Glibc
import TestSupport
import Testing

/// What the keys of a terminal send.
@Suite(.serialized) struct SignalTests {
  private static let lab = """
    # Batches

    ```lab
    data images = digits
    ```

    ## Train

    ```lab
    tick = 0
    while true {
      for (x, y) in batches(images.train, 10) { for i in range(1000) { y = y } }
      tick += 1
      print(f"tick {tick}.")
    }
    ```

    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.lab, to: "train.lab")
  }

  private var environment: [String: String] {
    ["XDG_STATE_HOME": folder.path + "/state"]
  }

  private func open() throws -> Pty {
    let pty = try Pty([folder.path + "/train.lab"], environment: environment)
    try pty.see("train> ")
    return pty
  }

  /// Ctrl-\ ends it as it ends others, and leaves a terminal that shows what is typed.
  @Test(arguments: [false, true]) func quit(_ whileRunning: Bool) throws {
    let pty = try open()
    try pty.ask("1 + 41", "42")
    if whileRunning {
      pty.enter(":run 1")
      try pty.see("tick 1.")
      #expect(!pty.has(ECHO))
    }
    pty.type("\u{1C}")
    #expect(try pty.code() == 128 + SIGQUIT)
    #expect(pty.has(ECHO) && pty.has(ICANON) && !pty.has(NOFLSH))
    #expect(try folder.read("state/lab/history").hasPrefix("1 + 41\n"))
  }

  /// Where no shell could continue it, Ctrl-Z does nothing.
  @Test(arguments: [false, true]) func suspendWithoutAShell(_ whileRunning: Bool) throws {
    let pty = try open()
    if whileRunning {
      pty.enter(":run 1")
      try pty.see("tick 1.")
      pty.type("\u{1A}")
      try pty.see("tick 3.")
      try pty.signal(SIGINT, until: "Stopped")
      try pty.see("train> ")
    } else {
      pty.type("\u{1A}")
    }
    try pty.ask("1 + 41", "42")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  /// A terminal drops what was printed and is on its way when it sends a Ctrl-C, unless it is told
  /// not to.
  @Test func interruptLosesNoOutput() throws {
    let pty = try open()
    pty.enter("for i in range(1_000_000) { print(f\"n{i}.\") }")
    try pty.see("n50.")
    pty.type("\u{3}")
    let rest = try pty.see("Stopped")
    let numbers = rest.split(separator: "\n").compactMap { line in
      line.hasPrefix("n") && line.hasSuffix(".") ? Int(line.dropFirst().dropLast()) : nil
    }
    #expect(numbers.count > 1)
    #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }, "\(rest)")
    try pty.see("train> ")
    #expect(!pty.has(NOFLSH))
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func interruptOfARunLosesNoOutput() throws {
    try folder.write(
      "# T\n## S\n```lab\nfor i in range(1_000_000) { print(f\"n{i}.\") }\n```\n", to: "print.lab")
    let pty = try Pty(["run", folder.path + "/print.lab"], environment: environment)
    try pty.see("n50.")
    pty.type("\u{3}")
    let rest = try pty.see("interrupted")
    let numbers = rest.split(separator: "\n").compactMap { line in
      line.hasPrefix("n") && line.hasSuffix(".") ? Int(line.dropFirst().dropLast()) : nil
    }
    #expect(numbers.count > 1)
    #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }, "\(rest)")
    #expect(try pty.code() == 130)
    #expect(!pty.has(NOFLSH))
  }

  /// Two Ctrl-C end what is computed, though it never looks up.
  @Test(arguments: [
    "svd(randn(3000, 3000))", "randn(8000, 8000) @ randn(8000, 8000)", "sorted(range(30_000_000))",
  ])
  func interruptALongCall(_ code: String) throws {
    let pty = try open()
    try pty.ask(":run 0")
    pty.enter(code)
    try pty.see(code)
    try pty.signal(SIGINT, until: "Stopped")
    try pty.see("train> ")
    try pty.ask("1 + 41", "42")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }
}
