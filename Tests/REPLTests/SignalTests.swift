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

  /// In the background only text is written, and after `fg` the lines at the bottom begin anew: what
  /// the shell wrote meanwhile stays.
  @Test func suspendAndContinue() throws {
    let shell = try Pty(
      ["--norc", "--noprofile", "-i"], environment: environment.merging(["PS1": "shell: "]) { $1 },
      program: "/bin/bash")
    func shown(from start: Int) -> String { String(decoding: shell.raw[start...], as: UTF8.self) }
    let (up, bar) = ("\u{1B}[1A", "/6000")
    try shell.see("shell: ")
    shell.enter("\(Program.path) run \(folder.path)/train.lab")
    try shell.see(bar)
    try shell.see(bar)
    #expect(shown(from: 0).contains(up))
    shell.type("\u{1A}")
    try shell.see("Stopped")
    try shell.see("shell: ")
    let suspended = shell.raw.count
    shell.enter("bg")
    try shell.see("shell: ")
    for _ in 0..<2 { try shell.see("tick ") }
    let behind = shown(from: suspended)
    #expect(!behind.contains(up) && !behind.contains(bar), "\(behind)")
    let background = shell.raw.count
    shell.enter("fg")
    try shell.see(bar)
    let before = shown(from: background).split(separator: bar, maxSplits: 1)[0]
    #expect(!before.contains(up), "\(before)")
    try shell.see(bar)
    shell.type("\u{3}")
    try shell.see("interrupted")
    try shell.see("shell: ")
    shell.enter("exit")
    #expect(try shell.code() == 130)
  }

  /// A terminal drops what was printed and is on its way when it sends a Ctrl-C, unless it is told
  /// not to.
  @Test func interruptLosesNoOutput() throws {
    let pty = try open()
    pty.enter("for i in range(1_000_000) { print(f\"n{i}.\") }")
    try pty.see("n50.")
    pty.type("\u{3}")
    let rest = try pty.see("Stopped")
    let numbers = rest.replacing("^C", with: "").split(separator: "\n").compactMap { line in
      line.hasPrefix("n") && line.hasSuffix(".") ? Int(line.dropFirst().dropLast()) : nil
    }
    // However soon it stops: what was seen goes on without a gap.
    #expect(numbers == Array(51..<51 + numbers.count), "\(rest)")
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
    let numbers = rest.replacing("^C", with: "").split(separator: "\n").compactMap { line in
      line.hasPrefix("n") && line.hasSuffix(".") ? Int(line.dropFirst().dropLast()) : nil
    }
    // However soon it stops: what was seen goes on without a gap.
    #expect(numbers == Array(51..<51 + numbers.count), "\(rest)")
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
