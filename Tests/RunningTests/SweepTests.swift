import Foundation
import TestSupport
import Testing

/// `lab run --sweep --repeat`: many runs, one table, one chart.
@Suite struct SweepTests {
  private static let lab = """
    # Swept

    ```lab
    param a = 1 in 0...9
    param kind = "plain" in ["plain", "odd"]
    ```

    ## Work

    ```lab
    noise = rand(1).item()
    print("working")
    for i in range(1, 30) {
      record(loss = a / i + noise, x = i)
      record(acc = i, label = "one")
    }
    report value = a + noise, twice = 2 * a
    expect a < 5 "a is too large"
    ```

    """

  private static func program(_ text: String = lab) throws -> Program {
    let program = try Program()
    try program.folder.write(text, to: "s.lab")
    return program
  }

  private static func rows(_ output: String) -> [[String]] {
    output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
  }

  @Test func aGridIsOneTableAndOneChart() throws {
    let program = try Self.program()
    let ending = try program.run(
      "run", "s.lab", "--sweep", "a=1,2", "--sweep", "kind=plain,odd", "--width", "80")
    #expect(ending.code == 0, "\(ending.all)")
    #expect(!ending.output.contains("working"), "a run of a sweep shows no output of its own")
    let rows = Self.rows(ending.output)
    #expect(rows.contains(["run", "a", "kind", "claims", "value", "twice"]), "\(ending.output)")
    let last = rows.filter { $0.first == "4" }
    #expect(last.count == 1 && last[0][1...4] == ["2", "odd", "1", "held"], "\(ending.output)")
    #expect(ending.output.contains("loss by a, kind"), "\(ending.output)")
    for text in [
      "-- 4 of 4: a = 2, kind = odd", "* 1, plain", "--plot NAME draws another: acc one",
    ] {
      #expect(ending.output.contains(text), "\(text) is not in \(ending.output)")
    }
    #expect(ending.output.hasSuffix("ok 4 of 4 runs passed, 4 claims held\n"), "\(ending.output)")
    let other = try program.run("run", "s.lab", "--sweep", "a=1,2", "--plot", "acc one")
    #expect(other.output.contains("acc one by a"), "\(other.output)")
    #expect(!other.output.contains("loss by"), "\(other.output)")
    let misspelt = try program.run("run", "-q", "s.lab", "--sweep", "a=1,2", "--plot", "lost")
    #expect(misspelt.code == 2 && misspelt.output.contains("ok 2 of 2"), "\(misspelt.all)")
    #expect(misspelt.errors.contains("no curve called lost is in every run"), "\(misspelt.all)")
    #expect(misspelt.errors.contains("these are: loss; acc one"), "\(misspelt.all)")
  }

  /// Each row is what a run of its own gives.
  @Test func aRowIsWhatItsRunAloneGives() throws {
    let program = try Self.program()
    let swept = try program.run(
      "run", "s.lab", "--sweep", "a=1,3", "--repeat", "2", "--seed", "5", "--json", "all.json")
    #expect(swept.code == 0, "\(swept.all)")
    let all = try program.labs("all.json")
    #expect(
      all.map { $0["run"] as? String } == [
        "a=1,seed=5", "a=1,seed=6", "a=3,seed=5", "a=3,seed=6",
      ])
    let alone = try program.run("run", "s.lab", "-p", "a=3", "--seed", "6", "--json", "one.json")
    #expect(alone.code == 0)
    let one = try #require(try program.labs("one.json").first)
    for field in ["reports", "series", "parameters", "seed", "steps"] {
      let (own, other) = (try json(all[3][field]), try json(one[field]))
      #expect(own == other, "\(field)")
      #expect(
        try field == "parameters" || field == "steps" || own != json(all[2][field]), "\(field)")
    }
    #expect(swept.output.contains(/1-2 +1 +mean +1\.\d+ \+\/- 0\.\d+ +2\n/), "\(swept.output)")
    #expect(swept.output.contains("band of 1"), "\(swept.output)")
  }

  @Test func reportsTellAllRunsApart() throws {
    let program = try Self.program()
    let ending = try program.run(
      "run", "s.lab", "--sweep", "a=1,7", "--repeat", "2", "--junit", "a.xml", "--artifacts", "made"
    )
    #expect(ending.code == 1, "\(ending.all)")
    let report = try program.folder.read("a.xml")
    let suites = report.matches(of: /<testsuite name="([^"]*)"/).map { String($0.1) }
    #expect(suites.count == 4 && Set(suites).count == 4, "\(suites)")
    #expect(suites.contains("s.lab[a=7,seed=1]"), "\(suites)")
    #expect(report.matches(of: /<failure message="a is too large"/).count == 2)
    #expect(try !program.folder.read("made/a=7,seed=1/01-work.csv").isEmpty)
  }

  @Test func aFailedRunIsARow() throws {
    let program = try Self.program(
      Self.lab.replacing("print(\"working\")", with: "if a == 3 { x = [][1] }"))
    let ending = try program.run("run", "s.lab", "--sweep", "a=1,7", "--width", "80")
    #expect(ending.code == 1, "\(ending.all)")
    #expect(ending.output.contains(/\n *7 +1 failed, 0 held +7\.\d/), "\(ending.output)")
    #expect(ending.output.contains("a is too large"), "\(ending.output)")
    #expect(ending.output.contains("FAILED 1 of 2 runs passed, 1 claim held"), "\(ending.output)")
    // One without results is in no mean and no chart, and hides nobody else's.
    let error = try program.run("run", "s.lab", "--sweep", "a=3,1", "--width", "80")
    #expect(error.code == 3, "\(error.all)")
    #expect(error.output.contains(/\n *3 +error *\n/), "\(error.output)")
    #expect(error.output.contains("loss by a"), "\(error.output)")
    #expect(error.errors.contains("s.lab:"), "\(error.all)")
  }

  @Test(arguments: [
    (["--sweep", "b=1,2"], "no parameter is called `b`"),
    (["--sweep", "a=1,99"], "`a` cannot be 99"),
    (["--sweep", "a=1", "--sweep", "kind=plain,wild"], "`kind` cannot be wild"),
    (["--sweep", "a=1,1"], "`a` takes 1 twice"),
    (["--sweep", "a=1", "--sweep", "a=2"], "`a` is swept twice"),
    (["--sweep", "a=1", "-p", "a=2"], "`a` is set twice"),
    (["--sweep", "a=1,,2"], "is invalid for '--sweep"),
    (["--sweep", "a"], "is invalid for '--sweep"),
    (["--sweep", "a=1", "--until", "wrok"], "did you mean work?"),
    (["--sweep", "a=1", "--profile", "quick"], "no profile is called `quick`"),
    (["--sweep", "a=0,1,2,3,4", "--repeat", "201"], "5 x 201 seeds = 1,005 runs"),
    (["--repeat", "0"], "--repeat must be from 1 to 1000, not 0"),
    (["--repeat", "2", "--seed", "9223372036854775807"], "--seed is too large"),
    (["--plot", "loss"], "--plot goes with --sweep or --repeat"),
    (["--repeat", "2", "--profile-ops"], "--profile-ops is for a single run"),
  ]) func whatMayNotBeIsRefusedBeforeAnythingRuns(_ flags: [String], _ says: String) throws {
    let ending = try Self.program().run(["run", "s.lab"] + flags)
    #expect(ending.code == 2, "\(ending.all)")
    #expect(ending.errors.contains(says), "\(ending.all)")
    #expect(ending.output.isEmpty, "\(ending.all)")
  }

  /// A comma inside brackets or quotes does not part values.
  @Test func valuesMayContainCommas() throws {
    let program = try Self.program(
      TestSupport.lab("report n = len(xs)", head: "param xs = [1]"))
    let ending = try program.run("run", "s.lab", "--sweep", "xs=[1, 2],[3]", "--json", "a.json")
    #expect(ending.code == 0, "\(ending.all)")
    #expect(try program.labs("a.json").map { $0["run"] as? String } == ["xs=[1, 2]", "xs=[3]"])
  }

  // MARK: What is known

  @Test func whatWasRunBeforeIsKnown() throws {
    let program = try Self.program()
    let known = "a = 2, known from an earlier run"
    func sweep(_ more: String...) throws -> (Program.Ending, [[String: Any]]) {
      let ending = try program.run(
        ["run", "s.lab", "--sweep", "a=2,3", "--json", "a.json"] + more)
      return (ending, try program.labs("a.json"))
    }
    let (first, one) = try sweep()
    #expect(first.code == 0 && !first.output.contains("known"), "\(first.all)")
    let (again, two) = try sweep()
    #expect(again.code == 0 && again.output.contains(known), "\(again.all)")
    // The table, the chart and the reports are those of a run, but for the times.
    func rest(_ output: String) -> Substring? { output.split(separator: "\n\n", maxSplits: 1).last }
    #expect(rest(first.output) == rest(again.output))
    for (a, b) in zip(one, two) {
      #expect((b["times"] as? [String: Any])?["earlier"] as? Bool == true)
      let (a, b) = (a.filter { $0.key != "times" }, b.filter { $0.key != "times" })
      #expect(try json(a) == json(b))
    }
    #expect(try !sweep("--fresh").0.output.contains("known"))
    #expect(try !sweep("--seed", "1").0.output.contains("known"))
    #expect(try !sweep("--until", "0").0.output.contains("known"))
    #expect(try !sweep("-p", "kind=odd").0.output.contains("known"))
    #expect(try sweep().0.output.contains(known))
    try program.folder.write(Self.lab.replacing("2 * a", with: "3 * a"), to: "s.lab")
    #expect(try !sweep().0.output.contains("known"))
  }

  /// What failed, or read a file of its own, is run again.
  @Test func whatIsNotSureIsNotKnown() throws {
    let failing = try Self.program()
    for _ in 1...2 {
      let ending = try failing.run("run", "s.lab", "--sweep", "a=7")
      #expect(ending.code == 1 && !ending.output.contains("known"), "\(ending.all)")
    }
    let reading = try Self.program(
      TestSupport.lab("report n = len(load(\"n.npy\"))", head: "param a = 1"))
    _ = try reading.run(
      code: "save(\"n.npy\", tensor([0.0]))", "--artifacts", reading.folder.path)
    for _ in 1...2 {
      let ending = try reading.run("run", "s.lab", "--sweep", "a=7")
      #expect(ending.code == 0 && !ending.output.contains("known"), "\(ending.all)")
    }
  }

  /// What was finished is shown; the rest says that it is not.
  @Test func whatWasNotReachedIsARow() throws {
    var program = try Self.program(
      TestSupport.lab(
        "report n = a\nif a == 2 { while true { } }", head: "param a = 1 in 1...3"))
    let folder = program.folder.path
    program.environment["TMPDIR"] = folder
    let ending = try program.run(
      ["run", "s.lab", "--sweep", "a=1,2,3", "--json", "a.json"]
    ) { process in
      // The second run writes to a file of its own, which is shown later.
      for _ in 1...2000 where !Self.says("2 of 3", "1.out", below: folder) { usleep(10_000) }
      kill(process.processIdentifier, SIGINT)
    }
    #expect(ending.code == 130, "\(ending.all)")
    #expect(
      ending.output.contains(/\n *1 +none +1\n *2 +interrupted\n *3 +not run\n/),
      "\(ending.output)")
    #expect(ending.output.contains("1 of 3 runs passed"), "\(ending.output)")
    #expect(
      try program.labs("a.json").map { $0["status"] as? String } == [nil, nil, "not reached"])
  }

  private static func says(_ text: String, _ name: String, below folder: String) -> Bool {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.contains { path in
      path.hasSuffix("/" + name)
        && (try? String(contentsOfFile: folder + "/" + path, encoding: .utf8))?.contains(text)
          == true
    }
  }

  /// Everything that is shown of a run is shown of each, if all details are wanted.
  @Test func allDetails() throws {
    let program = try Self.program()
    for known in [false, true] {
      let ending = try program.run("run", "s.lab", "-v", "--sweep", "a=1,2")
      #expect(ending.code == 0, "\(ending.all)")
      #expect(ending.output.contains("2 of 2: a = 2"), "\(ending.output)")
      #expect(ending.output.contains("working") == !known, "\(ending.output)")
      #expect(ending.output.contains("known from an earlier run") == known, "\(ending.output)")
    }
  }

  @Test func aKilledRunIsARow() throws {
    let program = try Self.program(
      TestSupport.lab("if a == 1 { while true { } }", head: "param a = 1 in 1...2"))
    let ending = try program.run(["run", "s.lab", "--sweep", "a=1,2", "--junit", "a.xml"]) {
      process in
      for child in children(of: process.processIdentifier) { kill(child, SIGKILL) }
    }
    #expect(ending.code == 3, "\(ending.all)")
    #expect(
      ending.errors.contains("s.lab[a=1]: the process that ran it was ended by signal 9"),
      "\(ending.all)")
    #expect(ending.output.contains(/\n *1 +error\n *2 +none\n/), "\(ending.output)")
    #expect(try program.folder.read("a.xml").contains("s.lab[a=1]"))
  }
}

extension Program {
  /// The labs of a report in a file.
  fileprivate func labs(_ file: String) throws -> [[String: Any]] {
    let report = try JSONSerialization.jsonObject(with: Data(folder.read(file).utf8))
    return try #require((report as? [String: Any])?["labs"] as? [[String: Any]])
  }
}

/// The same bytes for the same value.
private func json(_ value: Any?) throws -> Data {
  try JSONSerialization.data(
    withJSONObject: value ?? NSNull(), options: [.sortedKeys, .fragmentsAllowed])
}
