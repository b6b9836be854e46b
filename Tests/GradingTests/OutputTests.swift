import Foundation
import Testing

@testable import Grading

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
    let file = try program.folder.write(lab("expect 1 == 1", head: "param p = 1"), to: "test.lab")
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
    let lost = try program.run([command[0], file, command[1], "nowhere/report"])
    #expect(lost.code == 3)
    #expect(lost.errors.contains("cannot write nowhere/report: there is no such file"))
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
    #expect(program.folder.contents.filter { $0.hasSuffix(".part") } == [])
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
    try program.folder.write(lab("report a = randn(3).sum().item()\nexpect 1 == 1"), to: "t.lab")
    func report() throws -> (String, Data) {
      let ending = try program.run("run", "t.lab", "--json", "a.json", "--seed", "3")
      var json = try #require(
        JSONSerialization.jsonObject(with: Data(program.folder.read("a.json").utf8))
          as? [String: Any])
      var labs = try #require(json["labs"] as? [[String: Any]])
      #expect(labs[0].removeValue(forKey: "times") != nil)
      json["labs"] = labs
      return (
        ending.output, try JSONSerialization.data(withJSONObject: json, options: .sortedKeys)
      )
    }
    let (first, second) = (try report(), try report())
    #expect(first.0 == second.0)
    #expect(first.1 == second.1)
  }

  /// What the program itself says is as narrow as it was asked to be; only long words stay whole.
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
