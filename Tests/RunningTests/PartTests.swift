import TestSupport
import Testing

/// `lab run --from --until --only`: part of a lab, and what it depends on.
@Suite struct PartTests {
  private static let lab = """
    # Parts

    ```lab
    param a = 1
    ```

    ## Data {#data}

    ```lab
    print("data")
    xs = randn(8, 4)
    total = 0
    ```

    ## First {#first}

    ```lab
    print("first")
    net = Linear(4, 1)
    twin = net
    loss = 3
    for i in range(2) { total += i }
    ```

    ## Aside {#aside}

    ```lab
    print("aside")
    other = Linear(4, 1)
    for i in range(3) { loss = other(xs).mean(); loss.backward() }
    expect loss.item() < 100
    ```

    ## Through another name {#twin}

    ```lab
    print("twin")
    (twin.weight[:], k) = (twin.weight + 1, 2)
    ```

    ## Last {#last}

    ```lab
    print("last")
    loss = net(xs).mean().item()
    report loss = loss
    expect net.weight.mean() > 0.3
    ```

    ## Sum {#sum}

    ```lab
    print("sum", total)
    expect total == 1
    ```

    """

  private func run(_ flags: String...) throws -> Program.Ending {
    let program = try Program()
    try program.folder.write(Self.lab, to: "p.lab")
    return try program.run(["run", "p.lab", "--width", "80"] + flags)
  }

  private func printed(_ ending: Program.Ending) -> [String] {
    ending.output.split(separator: "\n").map(String.init).filter {
      ["data", "first", "aside", "twin", "last", "sum 1", "sum 0"].contains($0)
    }
  }

  @Test func aStepAloneRunsAfterWhatItDependsOn() throws {
    let ending = try run("--only", "last")
    #expect(ending.code == 0, "\(ending.all)")
    #expect(printed(ending) == ["last"], "\(ending.output)")
    // The aside trains something else; the twin is the same network.
    #expect(
      ending.output.contains("steps 1, 2 and 4 run first: what follows depends on them"),
      "\(ending.output)")
    #expect(ending.output.contains("passed: 5 steps, 1 claim held"), "\(ending.output)")
    let whole = try run()
    let results = whole.output.matches(of: /results: loss \S+/).map(\.output)
    #expect(results.count == 1 && ending.output.contains(results[0]), "\(ending.output)")
  }

  @Test(arguments: [
    ("data", [], "passed: 2 steps"), ("sum", [1, 2], "passed: 4 steps"),
    ("aside", [1], "passed: 3 steps"),
  ]) func ofTheOthersNoneRuns(_ step: String, _ before: [Int], _ summary: String) throws {
    let ending = try run("--only", step)
    #expect(ending.code == 0, "\(ending.all)")
    let said =
      before.isEmpty
      ? nil : before.count == 1 ? "step \(before[0]) runs first" : "steps 1 and 2 run first"
    #expect(said.map(ending.output.contains) ?? !ending.output.contains("first:"), "\(ending.all)")
    #expect(ending.output.contains(summary), "\(ending.output)")
  }

  @Test func itGoesOnFromAStep() throws {
    let ending = try run("--from", "twin", "--until", "5")
    #expect(ending.code == 0, "\(ending.all)")
    #expect(printed(ending) == ["twin", "last"], "\(ending.output)")
    #expect(ending.output.contains("steps 1 and 2 run first"), "\(ending.output)")
    #expect(try printed(run("--from", "last")) == ["last", "sum 1"])
  }

  /// What fails in a step that is not shown is.
  @Test func failuresOfHiddenStepsAreShown() throws {
    let program = try Program()
    let text = Self.lab.replacing("print(\"data\")", with: "expect 1 == 2 \"not so\"")
    try program.folder.write(text, to: "p.lab")
    let ending = try program.run("run", "p.lab", "--only", "sum")
    #expect(ending.code == 1, "\(ending.all)")
    #expect(ending.output.contains("not so"), "\(ending.all)")
    try program.folder.write(
      Self.lab.replacing("print(\"data\")", with: "bad = [][1]"), to: "p.lab")
    let error = try program.run("run", "p.lab", "--only", "sum")
    #expect(error.code == 3, "\(error.all)")
    #expect(!error.output.contains("sum 1"))
  }

  @Test(arguments: [
    (["--only", "last", "--until", "sum"], "--only and --until cannot be combined"),
    (["--from", "data", "--only", "last"], "--only and --from cannot be combined"),
    (
      ["--from", "last", "--until", "data"], "--until data is step 1, and comes before --from last"
    ),
    (["--only", "lost"], "did you mean last?"), (["--from", "9"], "there is no step 9"),
  ]) func whatContradictsIsRefused(_ flags: [String], _ says: String) throws {
    let program = try Program()
    try program.folder.write(Self.lab, to: "p.lab")
    for more in [[], ["--repeat", "2"]] {
      let ending = try program.run(["run", "p.lab"] + flags + more)
      #expect(ending.code == 2, "\(ending.all)")
      #expect(ending.all.contains(says), "\(ending.all)")
    }
  }

  @Test func aSweepOfAPart() throws {
    let ending = try run("--only", "last", "--sweep", "a=1,2")
    #expect(ending.code == 0, "\(ending.all)")
    #expect(ending.output.contains("ok 2 of 2 runs passed, 2 claims held"), "\(ending.output)")
  }
}
