import Glibc
import TestSupport
import Testing

/// A step that Ctrl-C stops between two rounds of a loop goes on to the same values as an undisturbed one.
@Suite(.serialized) struct ContinuingTests {
  private static let lab = """
    # Rounds

    ```lab
    param work = 30_000
    n = 0
    total = 0.0
    xs = arange(150)
    ```

    ## Go {#go}

    ```lab
    for (x, y) in batches([xs, xs], 1, shuffle = true) {
      n += 1
      print(f"round {n}")
      for i in range(work) { n = n }
      total += (randn(1) * x).item()
      record(total)
    }
    ```

    Between the two.

    ```lab
    for i in range(60) {
      print(f"lap {i}")
      for j in range(work) { n = n }
      total += randn(1).item()
    }
    print(f"end {total} {n}.")
    report total = total
    ended = true
    ```

    ## Look {#look}

    ```lab
    print(f"looked at {n}")
    ```

    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.lab, to: "go.lab")
  }

  private func open(_ state: String = "state", _ arguments: [String] = []) throws -> Pty {
    let pty = try Pty(
      [folder.path + "/go.lab"] + arguments,
      environment: ["XDG_STATE_HOME": "\(folder.path)/\(state)"])
    try pty.see("go> ")
    try pty.ask(":run 0")
    return pty
  }

  private func end(of shown: String) -> Substring? {
    shown.split(separator: "\n").first { $0.hasPrefix("end ") }
  }

  /// Runs the step up to `text`, and stops it there.
  private func stop(_ pty: Pty, at text: String) throws {
    try pty.see(text)
    pty.signal(SIGINT)
    try pty.see("`:continue` goes on there")
    try pty.see("go> ")
  }

  @Test func itGoesOnToTheSameValues() throws {
    let whole = try open("other")
    let undisturbed = end(of: try whole.ask(":run 1"))
    #expect(undisturbed != nil)

    let pty = try open("state", ["--artifacts", folder.path + "/figures"])
    pty.enter("")
    try stop(pty, at: "round 3")
    // Whatever is typed meanwhile draws its own random numbers.
    try pty.ask("randn(3).shape", "[3]")
    try pty.ask("n >= 3", "true")
    try pty.ask(":list", "stopped, next")
    try pty.ask("for i in range(3) { print(i) }", "2\n")
    pty.enter(":continue")
    try pty.see("Step 1 goes on.")
    try stop(pty, at: "round 90")
    pty.enter(":continue")
    try stop(pty, at: "lap 5")
    pty.enter(":continue")
    let rest = try pty.see("Enter: 2 Look")
    #expect(end(of: rest) == undisturbed)
    // Prose and code that were shown are not shown again.
    #expect(!rest.contains("Between the two"))
    try pty.see("go> ")
    try pty.ask(":continue", "there is nothing to go on with")
    try pty.ask(":list", "ran")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
    // The curve is whole.
    let rows = try folder.read("figures/01-go.csv").split(separator: "\n")
    #expect(rows.count == 151)
  }

  @Test func whatIsSetGivesItUp() throws {
    for command in [":set work=20_000", ":seed 3", ":undo", ":run 0"] {
      let pty = try open("state\(command.count)")
      pty.enter("")
      try stop(pty, at: "round 2")
      try pty.ask(command, command == ":undo" ? "as it was" : "Step 1 cannot go on any more")
      try pty.ask(":continue", "there is nothing to go on with")
      try pty.ask("1 + 1", "2\n")
      pty.enter(":quit")
      #expect(try pty.code() == 0)
    }
  }

  @Test func whatIsAsItWasGivesNothingUp() throws {
    let pty = try open()
    pty.enter("")
    try stop(pty, at: "round 2")
    for command in [":set work=30_000", ":seed 0", ":list", "work"] {
      #expect(!(try pty.ask(command)).contains("cannot go on"))
    }
    try pty.ask(":checkpoint", "Where step 1 was stopped is not kept")
    pty.enter(":continue")
    try pty.see("Step 1 goes on.")
    pty.signal(SIGKILL)
    #expect(try pty.code() == 128 + SIGKILL)
  }

  @Test func whatWasCutOffIsTold() throws {
    let first = try open()
    first.enter("")
    try first.see("round 3")
    first.signal(SIGHUP)
    _ = try first.code()
    let second = try Pty(
      [folder.path + "/go.lab"], environment: ["XDG_STATE_HOME": "\(folder.path)/state"])
    try second.see("The last session was cut off in step 1 Go: what that had done is not kept.")
    try second.see("Enter continues at step 1 Go")
    try second.see("continue> ")
    try second.ask("", "Enter: 1 Go")
    second.enter(":quit")
    #expect(try second.code() == 0)
    let third = try Pty(
      [folder.path + "/go.lab"], environment: ["XDG_STATE_HOME": "\(folder.path)/state"])
    #expect(!(try third.see("continue> ")).contains("cut off"))
    third.enter(":quit")
    #expect(try third.code() == 0)
  }

  /// What a stopped step has left is no result for others to build on unasked.
  @Test func aStepSaysThatItReadsWhatWasStopped() throws {
    let pty = try open()
    pty.enter("")
    try pty.see("end ")
    try pty.see("go> ")
    pty.enter(":run 1")
    try stop(pty, at: "round 3")
    // What the first start set is not what this one left.
    try pty.ask("ended", "unknown name `ended`")
    try pty.ask(
      ":run 2", "Step 2 reads what step 1 set, which did not run to the end.", "a runs step 1 first"
    )
    try pty.ask("", "looked at")
    #expect(try pty.ask(":list").contains("stale"))
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  /// Code that is typed while a step waits is stopped as always.
  @Test func typedCodeIsStoppedMeanwhile() throws {
    let pty = try open()
    pty.enter("")
    try stop(pty, at: "round 2")
    pty.enter("while true { n = n }")
    try pty.see("while true")
    usleep(100_000)
    pty.signal(SIGINT)
    try pty.see("Stopped")
    try pty.see("go> ")
    pty.enter(":continue")
    try pty.see("lap 2")
    pty.signal(SIGKILL)
    #expect(try pty.code() == 128 + SIGKILL)
  }
}
