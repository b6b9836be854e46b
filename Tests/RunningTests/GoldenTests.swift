import TestSupport
import Testing

@testable import Running

/// Goldens: which numbers may differ, and what `lab test --golden` says of those that do.
@Suite struct GoldenTests {
  private static let tolerance = GoldenLine.Tolerance(relative: 1e-4, absolute: 1e-8)

  @Test(arguments: [
    ("loss=0.4312", "loss=0.4312"), ("loss=0.4312", "loss=0.4313"), ("| 2 97.1%", "| 2 97.2%"),
    ("loss=0.4312±0.01", "loss=0.4405"), ("loss=0.4312±0.01", "loss=0.4412"),
    ("x -1.5e-05", "x -1.6e-05"), ("12,345.0 a", "12,345.9 a"), ("3 of 10±1", "3 of 11"),
    ("fc1: nan", "fc1: nan"), ("1.0 ± 0.1", "1.0 ± 0.2"),
  ]) func holds(_ golden: String, _ line: String) {
    #expect(GoldenLine(golden).difference(from: GoldenLine(line), Self.tolerance) == nil)
  }

  @Test(arguments: [
    ("loss=0.4312", "loss=0.4315"), ("3 of 10", "3 of 11"), ("loss=0.4312±0.01", "loss=0.4413"),
    ("loss=0.4312±0.01", "acc=0.4312"), ("x 0.5", "x -0.5"), ("fc1", "fc2"), ("1.0", "nan"),
    ("0.91±0.02", "0.93±0.02"), ("a 1", "a 1 2"), ("1e400", "2e400"), ("", "1"),
  ]) func fails(_ golden: String, _ line: String) {
    #expect(GoldenLine(golden).difference(from: GoldenLine(line), Self.tolerance) != nil)
  }

  private static let text = """
    # T
    ```lab
    param p = 1.0
    ```
    ## One
    ```lab
    print(f"loss={p * 0.25:.4f}")
    for i in range(3) { record(loss = p * i / 7) }
    expect p > 0
    ```
    """

  @Test func aLabKeepsItsOutput() throws {
    let program = try Program()
    try program.folder.write(Self.text, to: "t.lab")
    func test(_ more: String...) throws -> Program.Ending {
      try program.run(["test", "t.lab", "--golden", "G", "--width", "200"] + more)
    }
    let missing = try test()
    #expect(missing.code == 1)
    #expect(missing.output.contains("golden: there is no golden G/t.golden"), "\(missing.all)")
    // Writing it does not pass either: nobody has looked at it.
    let new = try test("--update-golden")
    #expect(new.code == 1 && new.output.contains("G/t.golden is new"), "\(new.all)")
    #expect(
      try program.folder.read("G/t.golden") == """
        golden of t, profile default, seed 0
        step 1 One
        | loss=0.2500
        series loss
          1 0
          2 0.1428571
          3 0.2857143

        """)
    #expect(try test().code == 0)
    let other = try test("-p", "p=1.1")
    #expect(other.code == 1)
    #expect(
      other.output.contains(
        "golden: G/t.golden:3: step 1 One: 0.2500 became 0.2750, in `| loss=0.2750`"),
      "\(other.all)")
    #expect(try test("-p", "p=1.1", "--rtol", "0.2").code == 0)
    let reseeded = try test("--seed", "1")
    #expect(reseeded.output.contains("G/t.golden:1: the golden is of another run"))
    // A tolerance of its own stays when the golden is written anew.
    let golden = try program.folder.read("G/t.golden")
    try program.folder.write(golden.replacing("0.2500", with: "0.2500±0.05"), to: "G/t.golden")
    let series = try test("-p", "p=1.1", "--json", "a.json", "--junit", "a.xml")
    #expect(series.output.contains("G/t.golden:6: step 1 One: 0.1428571 became"), "\(series.all)")
    #expect(try program.folder.read("a.json").contains("\"complaints\""))
    #expect(try program.folder.read("a.xml").contains("name=\"golden\""))
    #expect(try program.folder.read("a.xml").contains("failures=\"1\" errors=\"0\""))
    #expect(try test("-p", "p=1.1", "--update-golden").code == 1)
    #expect(try program.folder.read("G/t.golden").contains("loss=0.2750±0.05"))
    #expect(try test("-p", "p=1.1").code == 0)
  }

  @Test func aLabThatGivesLessFails() throws {
    let program = try Program()
    try program.folder.write(lab("x = 1\nprint(x)\nprint(2)\nexpect x == 1"), to: "t.lab")
    _ = try program.run("test", "t.lab", "--golden", "G", "--update-golden")
    try program.folder.write(lab("x = 1\nprint(x)\nexpect x == 1"), to: "t.lab")
    let less = try program.run("test", "t.lab", "--golden", "G")
    #expect(less.code == 1 && less.output.contains("gives no `| 2` any more"), "\(less.all)")
    try program.folder.write(
      lab("x = 1\nprint(x)\nprint(2)\nprint(3)\nexpect x == 1"), to: "t.lab")
    let more = try program.run("test", "t.lab", "--golden", "G")
    #expect(more.code == 1 && more.output.contains("gives more than it did: `| 3`"), "\(more.all)")
  }
}
