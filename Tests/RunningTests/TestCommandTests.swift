import Foundation
import TestSupport
import Testing

@testable import Running

/// `lab test`: labs in processes of their own, and everything that must not pass.
@Suite struct TestCommandTests {
  private static let good = lab("x = 1\nprint(x)\nexpect x == 1")
  private static let bad = lab("x = 1\nexpect x == 2")

  private static func program(_ labs: [String: String]) throws -> Program {
    let program = try Program()
    for (name, text) in labs { try program.folder.write(text, to: name + ".lab") }
    return program
  }

  @Test func severalAtATime() throws {
    let slow = lab(
      "x = 1\nfor i in range(20_000) { x = x + randn(50, 50).sum() * 0 }\nexpect x == 1")
    let program = try Self.program([
      "a": slow, "b": Self.bad, "c": Self.good, "d": Self.good, "e": lab("x ="),
    ])
    func test(_ jobs: String) throws -> (Program.Ending, String, String) {
      let ending = try program.run(
        "test", ".", "-j", jobs, "--json", "a.json", "--junit", "a.xml")
      func timeless(_ name: String) throws -> String {
        try program.folder.read(name).replacing(
          /(time="|"seconds": |"[0-9a-z-]+": )[0-9.e-]+/, with: "")
      }
      return (ending, try timeless("a.json"), try timeless("a.xml"))
    }
    let (one, three) = (try test("1"), try test("3"))
    #expect(one.0.code == 2, "\(one.0.all)")
    #expect(one.0.output.contains("3 of 5 labs passed"), "\(one.0.all)")
    // The order is that of the labs, whichever ends first.
    #expect(one.0.output == three.0.output)
    #expect(one.0.errors == three.0.errors)
    #expect(one.1 == three.1)
    #expect(one.2 == three.2)
    #expect(one.2.matches(of: #/<testsuite /#).count == 5)
  }

  @Test func theFirstFailureEndsIt() throws {
    let program = try Self.program(["a": Self.good, "b": Self.bad, "c": Self.good])
    let ending = try program.run("test", ".", "--fail-fast", "--junit", "a.xml")
    #expect(ending.code == 1)
    #expect(ending.output.contains("1 of 3 labs passed, 1 claim held, 1 lab not reached"))
    #expect(try program.folder.read("a.xml").contains("skipped message=\"not reached\""))
  }

  @Test func theSlowestSteps() throws {
    let program = try Self.program(["a": Self.good])
    let ending = try program.run("test", ".", "--durations", "1")
    #expect(ending.output.matches(of: /\d\.\d\d s  \.\/a\.lab \d/).count == 1, "\(ending.all)")
    #expect(try !program.run("test", ".").output.contains(" s  "))
  }

  @Test func whatWasTested() throws {
    let head = "param p = 1\ndata x = mnist else digits\nprofile quick { p = 2 }"
    let code = "expect p == 2\nexpect p == 1 under default\nexpect len(x.test) > 0 on mnist"
    let program = try Self.program(["a": lab(code, head: head)])
    let ending = try program.run("test", "a.lab")
    #expect(ending.code == 0, "\(ending.all)")
    for text in [
      "a.lab (profile quick)", "  data x = digits (mnist was not found)",
      "1 Step (1 claim, 2 not checked here)", "1 claim held, 2 not checked here",
    ] { #expect(ending.output.contains(text), "\(ending.all)") }
    let details = try program.run("test", "a.lab", "-v")
    #expect(details.output.contains("not checked here, claimed on mnist"), "\(details.all)")
  }

  @Test func aFlakyLabIsFound() throws {
    let steady = try Self.program(["a": lab("x = randn(2)\nprint(x)\nexpect x[0] == x[0]")])
    #expect(try steady.run("test", "a.lab", "--repeat", "3").code == 0)
    // The only thing that changes from run to run is a file that the lab itself writes.
    let code = """
      n = load("n.npy")[0].item()
      print(n)
      expect n < 2
      save("n.npy", tensor([n + 1]))
      """
    let program = try Self.program(["a": lab(code)])
    _ = try program.run(code: "save(\"n.npy\", tensor([0.0]))", "--artifacts", program.folder.path)
    let ending = try program.run(
      "test", "a.lab", "--repeat", "3", "--artifacts", program.folder.path, "--width", "200")
    #expect(ending.code == 1)
    #expect(ending.output.contains("repeat: a.lab: it passed in 2 of 3 runs"), "\(ending.all)")
    #expect(
      ending.output.contains(
        "run 2 differs from the first in step 1 Step, line 1 of its output: `0.0`, then `1.0`"),
      "\(ending.all)")
  }

  // MARK: Ways to pass by accident

  @Test(arguments: [
    ("", 5, "nothing was checked: the lab is empty"),
    ("# T\n\nProse.\n\n```python\nx = 1\n```\n", 5, "nothing was checked: no step has code"),
    (lab("x = 1"), 5, "nothing was checked: no claim was reached"),
    (
      lab("expect p == 1 under full", head: "param p = 1\nprofile full { p = 2 }"), 5,
      "nothing was checked: 1 claim made for other runs (claimed under full)"
    ),
    (
      "# T\n```lab\nparam p = 1\ntry two \"2\" { p = 2 }\n```\n## A\n```lab\nreport a = p\n```\n"
        + "## B\n```lab\ncompare two { table a }\nexpect two.a == 2\n```\n",
      5, "nothing was checked: 1 claim made for other runs"
    ),
    (lab("expect len(x.test) > 0", head: "data x = mnist"), 2, "mnist: not found in the data path"),
    (lab("expect 1 == 1\nwhile true { }"), 124, "the time limit of 0.3 s for a lab was reached"),
  ]) func nothingPassesByAccident(_ text: String, _ code: Int32, _ says: String) throws {
    var program = try Self.program(["a": text, "b": Self.good])
    program.environment["LAB_DATA"] = program.folder.path
    let ending = try program.run(
      "test", "a.lab", "b.lab", "--timeout", code == 124 ? "0.3" : "60", "--junit", "a.xml",
      "--width", "200")
    #expect(ending.code == code, "\(ending.all)")
    #expect(ending.all.contains(says), "\(ending.all)")
    #expect(ending.output.contains("1 of 2 labs passed"))
    let report = try program.folder.read("a.xml")
    #expect(report.contains(says), "\(report)")
  }

  @Test func aKilledProcess() throws {
    let program = try Self.program(["a": lab("expect 1 == 2\nwhile true { }"), "b": Self.good])
    let ending = try program.run(["test", ".", "--junit", "a.xml"]) { process in
      for child in children(of: process.processIdentifier) { kill(child, SIGKILL) }
    }
    #expect(ending.code == 3, "\(ending.all)")
    let reason = "./a.lab: the process that ran it was ended by signal 9 (killed)"
    #expect(ending.errors.contains(reason), "\(ending.all)")
    #expect(ending.output.contains("1 of 2 labs passed"))
    #expect(try program.folder.read("a.xml").contains("was ended by signal 9"))
  }

  @Test func lostOutput() throws {
    var program = try Self.program(["a": Self.good])
    // Results have no place.
    program.environment["TMPDIR"] = "/nowhere"
    let nowhere = try program.run("test", "a.lab")
    #expect(nowhere.code == 3)
    #expect(nowhere.errors.contains("cannot make a folder in /nowhere"), "\(nowhere.all)")
    program.environment["TMPDIR"] = nil
    let report = try program.run("test", "a.lab", "--json", "nowhere/a.json")
    #expect(report.code == 2)
    #expect(report.errors.contains("cannot write nowhere/a.json"))
    let full = try program.run("test", "a.lab", "--junit", "/dev/full")
    #expect(full.code == 3)
    #expect(full.errors.contains("cannot write /dev/full: no space left on the device"))
    program.outputFile = "/dev/full"
    let output = try program.run("test", "a.lab")
    #expect(output.code == 3)
    #expect(output.errors.contains("cannot write the output"))
  }

  /// Whoever kills the command is rid of what it has started.
  @Test func nothingIsLeftRunning() throws {
    let program = try Self.program(["a": lab("expect 1 == 2\nwhile true { }")])
    var all: [pid_t] = []
    let ending = try program.run(["test", "."]) { process in
      all = children(of: process.processIdentifier)
      kill(process.processIdentifier, SIGKILL)
    }
    #expect(ending.code == 128 + SIGKILL)
    #expect(all.count == 1)
    for child in all {
      for _ in 0..<100 where kill(child, 0) == 0 { usleep(100_000) }
      #expect(kill(child, 0) != 0)
    }
  }
}

/// The processes that a process has started.
func children(of parent: pid_t) -> [pid_t] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
  return names.compactMap { pid_t($0) }.filter { id in
    guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return false }
    let words = text[end...].split(separator: " ")
    return words.count > 2 && pid_t(words[2]) == parent
  }
}
