import Foundation
import TestSupport
import Testing

@testable import Running

/// Pipes that close, disks that are full, reports of runs that did not end well.
@Suite struct OutputTests {
  @Test func closedPipeEndsQuietly() throws {
    let program = try Program()
    let file = try program.folder.write(
      lab("for i in range(100_000) { print(\"a line of some length\", i) }"), to: "test.lab")
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", "\"$0\" run \"$1\" | head -n 1", Program.path, file]
    let (output, errors) = (Pipe(), Pipe())
    shell.standardOutput = output
    shell.standardError = errors
    try shell.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let complaints = errors.fileHandleForReading.readDataToEndOfFile()
    shell.waitUntilExit()
    #expect(String(decoding: text, as: UTF8.self) == "Test\n")
    #expect(complaints.isEmpty, "\(String(decoding: complaints, as: UTF8.self))")
  }

  @Test(arguments: [["run"], ["test"], ["check"], ["list"], ["params"]])
  func fullDisk(_ command: [String]) throws {
    var program = try Program()
    program.outputFile = "/dev/full"
    let file = try program.folder.write(lab("expect p == 1", head: "param p = 1"), to: "test.lab")
    let ending = try program.run(command + [file])
    #expect(ending.code == 3)
    #expect(ending.errors.contains("cannot write the output: no space left on the device"))
  }

  @Test(arguments: [["run", "--json"], ["test", "--json"], ["test", "--junit"]])
  func fullDiskForReports(_ command: [String]) throws {
    let program = try Program()
    let file = try program.folder.write(lab("expect 1 == 1"), to: "test.lab")
    let ending = try program.run([command[0], file, command[1], "/dev/full"])
    #expect(ending.code == 3)
    #expect(ending.errors.contains("cannot write /dev/full: no space left on the device"))
    // What can never be written is reported before anything runs.
    let lost = try program.run([command[0], file, command[1], "nowhere/report"])
    #expect(lost.code == 2 && lost.output.isEmpty)
    #expect(lost.errors.contains("cannot write nowhere/report: no such file"))
  }

  @Test(arguments: [["run", "test.lab"], ["test", "test.lab"], ["test.lab"]])
  func reportsThatWouldDoHarmAreRefused(_ command: [String]) throws {
    let program = try Program()
    let text = lab("expect 1 == 1")
    try program.folder.write(text, to: "test.lab")
    try program.folder.write("x", to: "folder/x")
    let cases: [([String], String)] = [
      (["--json", "test.lab"], "would replace the lab"),
      (["--json", "other.lab"], "would replace the lab"),
      (["--json", "./a", "--junit", "folder/../a"], "the same file"),
      (["--json", "folder"], "it is a folder"), (["--json", ""], "is empty"),
      (["--artifacts", ""], "--artifacts needs the name of a folder"),
    ]
    for (flags, message) in cases {
      let ending = try program.run(command + flags)
      #expect(ending.code == 2 && ending.output.isEmpty, "\(flags) \(ending.all)")
      #expect(ending.errors.contains(message), "\(flags) \(ending.all)")
    }
    #expect(try program.folder.read("test.lab") == text)
    #expect(program.folder.contents == ["folder", "folder/x", "test.lab"])
  }

  @Test func anOldReportSurvivesNoKilledRun() throws {
    let program = try Program()
    let file = try program.folder.write(lab("print(1)\nwhile true { }"), to: "test.lab")
    try program.folder.write("green", to: "a.xml")
    let ending = try program.run(["run", file, "--junit", "a.xml"]) {
      kill($0.processIdentifier, SIGKILL)
    }
    #expect(ending.code == 128 + SIGKILL)
    #expect(program.folder.contents == ["test.lab"])
  }

  @Test(arguments: [(true, 124), (false, 130)])
  func aHangUpThatIsIgnoredStaysIgnored(_ isIgnored: Bool, _ code: Int32) throws {
    let program = try Program()
    try program.folder.write(lab("print(1)\nwhile true { }"), to: "test.lab")
    let trap = isIgnored ? "trap '' HUP; " : ""
    let ending = try program.run(
      shell: trap + "exec \"$LAB\" run test.lab --step-timeout 1"
    ) { kill($0.processIdentifier, SIGHUP) }
    #expect(ending.code == code, "\(ending.all)")
  }

  @Test func withoutAHomeNothingIsWritten() throws {
    let program = try Program()
    try program.folder.write("# T\n## S\n```lab\nprint(1)\n```\n", to: "test.lab")
    let before = try FileManager.default.contentsOfDirectory(atPath: "/")
    let ending = try program.run(
      shell: "unset HOME XDG_CACHE_HOME XDG_STATE_HOME; \"$LAB\" run test.lab && "
        + "\"$LAB\" data path && echo ':run all' | \"$LAB\" test.lab")
    #expect(ending.code == 0, "\(ending.all)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: "/") == before)
    #expect(program.folder.contents == ["test.lab"])
  }

  @Test func oneBadReportSpoilsNoOther() throws {
    let program = try Program()
    let file = try program.folder.write(lab("expect 1 == 1"), to: "test.lab")
    let ending = try program.run(["test", file, "--json", "/dev/full", "--junit", "a.xml"])
    #expect(ending.code == 3)
    #expect(try program.folder.read("a.xml").contains("failures=\"0\""))
  }

  /// A prompt and a headless run drive steps in the same way, so both leave the same files.
  @Test func aPromptLeavesWhatARunLeaves() throws {
    let program = try Program()
    let code = "show plot([1, 2])\nrecord(loss = 2.0)\nrecord(loss = 1.0)\nexpect 1 == 1"
    try program.folder.write(lab(code), to: "test.lab")
    let flags = ["test.lab", "--artifacts", "run", "--json", "run.json", "--junit", "run.xml"]
    #expect(try program.run(["run"] + flags).code == 0)
    try program.folder.write(":run all\nplot([3, 4])\n", to: "input")
    let ending = try program.run(
      flags.map { $0.replacing(/^run/, with: "prompt") }, input: "input")
    #expect(ending.code == 0, "\(ending.all)")
    let made = program.folder.contents
    func files(_ folder: String) -> [String] {
      made.filter { $0.hasPrefix(folder + "/") }.map { String($0.dropFirst(folder.count + 1)) }
    }
    #expect(files("run") == ["01-step-1.svg", "01-step-2.svg", "01-step.csv"])
    #expect(files("prompt") == files("run") + ["prompt-1.svg"])
    for name in files("run") {
      #expect(
        try program.folder.read("run/\(name)") == program.folder.read("prompt/\(name)"), "\(name)")
    }
    func steps(_ name: String) throws -> String {
      let report = try #require(
        JSONSerialization.jsonObject(with: Data(program.folder.read(name).utf8)) as? [String: Any])
      let lab = try #require((report["labs"] as? [[String: Any]])?.first)
      // What comes before the first step has no code here, and a prompt skips it.
      let steps = try #require(lab["steps"] as? [Any]).dropFirst()
      let data = try JSONSerialization.data(withJSONObject: Array(steps), options: .sortedKeys)
      return String(decoding: data, as: UTF8.self)
    }
    #expect(try steps("run.json") == steps("prompt.json"))
    #expect(try program.folder.read("prompt.xml").contains("failures=\"0\""))
  }

  @Test func aPromptHasTimeLimits() throws {
    let program = try Program()
    try program.folder.write(lab("while true { }"), to: "test.lab")
    try program.folder.write(":run all\n", to: "input")
    let ending = try program.run(["test.lab", "--step-timeout", "0.2"], input: "input")
    #expect(ending.code == 124, "\(ending.all)")
  }

  @Test(arguments: [
    ("1 // 0", 3, "error"), ("expect 1 == 2", 1, "failed"), ("while true { }", 124, "error"),
  ])
  func reportsOfWhatFailed(_ code: String, _ exit: Int32, _ status: String) throws {
    let program = try Program()
    try program.folder.write(
      "# T\n## First\n```lab\nreport a = 1\n```\n" + lab(code) + "## Later\n```lab\nx = 1\n```\n",
      to: "test.lab")
    let ending = try program.run(
      "test", "test.lab", "--json", "a.json", "--junit", "a.xml", "--timeout", "5",
      "--step-timeout", exit == 124 ? "0.2" : "5")
    #expect(ending.code == exit, "\(ending.all)")
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(program.folder.read("a.json").utf8))
        as? [String: Any])
    #expect(json["exit"] as? Int == Int(exit))
    let lab = try #require((json["labs"] as? [[String: Any]])?.first)
    let steps = try #require(lab["steps"] as? [[String: Any]])
    let later = exit == 1 ? "passed" : "not run"
    #expect(steps.suffix(3).map { $0["status"] as? String } == ["passed", status, later])
    #expect((lab["reports"] as? [String: Any])?["a"] as? Int == 1)
    let xml = try program.folder.read("a.xml")
    #expect(xml.contains(exit == 1 ? "failures=\"1\"" : "errors=\"1\""), "\(xml)")
    #expect(xml.contains("file=\"test.lab\" line=\"2\""), "\(xml)")
    #expect(xml.contains("the time limit of 0.2 s for a step was reached") == (exit == 124))
    #expect(program.folder.contents.filter { $0.hasSuffix(".part") } == [])
  }

  /// A product asks between blocks; LAPACK, which never asks and takes minutes for such a matrix, is
  /// left alone.
  @Test(arguments: [
    "svd(randn(2500, 2500))", "while true { randn(6000, 6000) @ randn(6000, 6000) }",
    "x = \"ab\" * 100_000_000\nx.replace(\"a\", \"b\")",
  ])
  func aLabThatTakesTooLongHoldsUpNoOther(_ code: String) throws {
    let program = try Program()
    try program.folder.write(lab("expect 1 == 1"), to: "a.lab")
    try program.folder.write(lab(code), to: "b.lab")
    try program.folder.write(lab("expect 1 == 1"), to: "c.lab")
    let ending = try program.run(
      "test", "a.lab", "b.lab", "c.lab", "--timeout", "1", "--json", "a.json", "--junit", "a.xml")
    #expect(ending.code == 124, "\(ending.all)")
    #expect(ending.errors.contains("the time limit of 1 s for a lab was reached"), "\(ending.all)")
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(program.folder.read("a.json").utf8))
        as? [String: Any])
    let labs = try #require(json["labs"] as? [[String: Any]])
    #expect(labs.map { $0["exit"] as? Int } == [0, 124, 0])
    let xml = try program.folder.read("a.xml")
    #expect(xml.contains("the time limit of 1 s for a lab was reached"), "\(xml)")
    #expect(!xml.contains("not reached"), "\(xml)")
  }

  @Test func linksStayLinks() throws {
    let program = try Program()
    try program.folder.write(lab("print(1)"), to: "test.lab")
    try program.folder.write(String(repeating: "old", count: 10_000), to: "real.json")
    let link = program.folder.path + "/link.json"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.json")
    #expect(try program.run("run", "test.lab", "--json", "link.json").code == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.json")
    #expect(try program.folder.read("real.json").hasPrefix("{"))
    #expect(try !program.folder.read("real.json").contains("old"))
  }

  @Test func reportAfterTheOutput() throws {
    var program = try Program()
    try program.folder.write(lab("print(1)"), to: "test.lab")
    program.outputFile = try program.folder.write("", to: "out.txt")
    let ending = try program.run("run", "test.lab", "--json", "/dev/stdout")
    #expect(ending.code == 0)
    let text = try program.folder.read("out.txt")
    #expect(text.hasPrefix("Test\n"), "\(text)")
    #expect(text.contains("\"exit\""), "\(text)")
  }

  @Test func timesStandApart() throws {
    let program = try Program()
    try program.folder.write(
      lab(
        """
        report a = randn(3).sum().item()
        show timed({"sums": (n) -> randn(n).sum()}, x = [2, 300], title = "both")
        expect 1 == 1
        """), to: "t.lab")
    func report() throws -> (String, Data) {
      let ending = try program.run("run", "t.lab", "--json", "a.json", "--seed", "3")
      var json = try #require(
        JSONSerialization.jsonObject(with: Data(program.folder.read("a.json").utf8))
          as? [String: Any])
      var labs = try #require(json["labs"] as? [[String: Any]])
      let times = try #require(labs[0].removeValue(forKey: "times") as? [String: Any])
      let measured = try #require((times["measured"] as? [String: [[String: Any]]])?["step"])
      let seconds = measured.first?["seconds"] as? [String: [Double]]
      #expect(measured.count == 1 && measured.first?["title"] as? String == "both")
      #expect(measured.first?["x"] as? [Double] == [2, 300])
      #expect(seconds?["sums"]?.count == 2 && seconds?["sums"]?.allSatisfy { $0 > 0 } == true)
      json["labs"] = labs
      return (
        ending.output, try JSONSerialization.data(withJSONObject: json, options: .sortedKeys)
      )
    }
    let (first, second) = (try report(), try report())
    #expect(first.0 == second.0)
    #expect(first.0.contains("times of sums: measured, and shown on a terminal"))
    #expect(first.1 == second.1)
  }

  /// The program's own text is as narrow as asked for; only long words stay whole.
  @Test(arguments: [40, 60]) func linesFitTheWidth(_ width: Int) throws {
    let program = try Program()
    let head = """
      param hidden_units = 256
      param learning_rate = 0.1
      data images = mnist else digits
      profile quick { hidden_units = 32; learning_rate = 0.25 }
      """
    let code = """
      report accuracy_of_the_test = 0.5, loss_of_the_test = 0.25
      expect hidden_units + hidden_units == 2 * hidden_units and learning_rate < 1
      expect hidden_units ** 2 + hidden_units == 65_792 under default
      expect hidden_units == 3 "the layer is as wide as it was said to be above"
      """
    try program.folder.write(lab(code, head: head), to: "test.lab")
    let ending = try program.run(
      "run", "test.lab", "--profile", "quick", "-p", "hidden_units=64", "--seed", "1234",
      "--width", String(width))
    #expect(ending.code == 1, "\(ending.errors)")
    let lines = ending.output.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= width }, "\(ending.output)")
    let words = ending.output.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    for text in [
      "profile quick: hidden_units = 32, learning_rate = 0.25", "hidden_units = 64 (not 256), seed",
      "data images = digits (mnist was not found)",
      "ok hidden_units + hidden_units == 2 * hidden_units and learning_rate < 1",
      "-- hidden_units ** 2 + hidden_units == 65_792: not checked here, claimed under default",
      "FAILED hidden_units == 3", "the layer is as wide as it was said to be above",
      "results: accuracy_of_the_test 0.5, loss_of_the_test 0.25",
    ] { #expect(words.contains(text), "\(text) is not in:\n\(ending.output)") }
  }
}
