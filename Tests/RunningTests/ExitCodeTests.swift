import Foundation
import TestSupport
import Testing

@testable import Running

/// The exit codes, which never lie: 0 1 2 3 5 124 130.
@Suite struct ExitCodeTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let lab: String
    var arguments: [String] = []
    let code: Int32
    /// What is printed.
    var says: [String] = []
    var testDescription: String { name }
  }

  static let parameter = lab("print(p)", head: "param p = 4 in [2, 4, 8]\nparam size = 1 in 0...9")
  static let profiles = lab(
    "print(p)", head: "param p = 4\nprofile quick { p = 1 }\ndata images = digits")

  static let runs: [Case] = [
    Case(name: "all well", lab: lab("print(1)\nexpect 1 == 1"), code: 0, says: ["passed"]),
    Case(
      name: "a failed claim", lab: lab("expect 1 == 2 \"not so\""), code: 1,
      says: ["1 against 2", "not so", "test.lab:4"]),
    Case(name: "syntax", lab: lab("x = (1"), code: 2, says: ["test.lab:4", "^"]),
    Case(name: "nesting", lab: lab("x = " + String(repeating: "(", count: 1_000)), code: 2),
    Case(name: "an error", lab: lab("print(1)\nprint(1 // 0)"), code: 3, says: ["test.lab:5:7"]),
    Case(name: "no code", lab: "# Test\n\nProse.\n", code: 5, says: ["nothing to run"]),
    Case(name: "nothing", lab: "", code: 5, says: ["nothing to run"]),
    Case(
      name: "a time limit", lab: lab("while true { }"), arguments: ["--timeout", "0.1"],
      code: 124, says: ["time limit"]),
    Case(
      name: "a step's time limit", lab: lab("while true { }"),
      arguments: ["--step-timeout", "0.1"],
      code: 124, says: ["time limit"]),
    Case(
      name: "an unknown parameter", lab: parameter, arguments: ["-p", "sise=3"], code: 2,
      says: ["no parameter is called `sise`", "did you mean `size`?"]),
    Case(
      name: "a value outside the set", lab: parameter, arguments: ["-p", "p=3"], code: 2,
      says: ["`p` cannot be 3", "one of 2, 4, 8"]),
    Case(
      name: "a value outside the range", lab: parameter, arguments: ["-p", "size=10"], code: 2,
      says: ["`size` cannot be 10", "from 0 to 9"]),
    Case(
      name: "a value of another kind", lab: parameter, arguments: ["-p", "size=[]"], code: 2),
    Case(name: "an unknown name", lab: parameter, arguments: ["-p", "size=x"], code: 2),
    Case(
      name: "a value that fails", lab: parameter, arguments: ["-p", "size=1 // 0"], code: 2,
      says: ["division by zero"]),
    Case(
      name: "a parameter twice", lab: parameter, arguments: ["-p", "p=2", "-p", "p=4"], code: 2,
      says: ["`p` is set twice"]),
    Case(
      name: "a variation with a value outside the set",
      lab: lab(
        "report r = p\ntry t \"t\" { p = 3 }\ncompare base, t { table r }",
        head: "param p = 4 in [2, 4]"),
      arguments: ["--tries"], code: 2, says: ["`p` cannot be 3"]),
    Case(
      name: "a failed claim in a variation",
      lab: lab(
        "report r = p\nexpect r < 3\ntry t \"the third\" { p = 3 }\ncompare base, t { table r }",
        head: "param p = 2"),
      arguments: ["--tries"], code: 1,
      says: ["both are 3", "claimed for the defaults", "in the variation \"the third\""]),
    Case(
      name: "a value that is none", lab: parameter, arguments: ["-p", "size=)"], code: 2),
    Case(name: "no value", lab: parameter, arguments: ["-p", "size"], code: 2),
    Case(
      name: "an unknown profile", lab: profiles, arguments: ["--profile", "quik"], code: 2,
      says: ["no profile is called `quik`", "did you mean `quick`?"]),
    Case(
      name: "an unknown data set", lab: profiles, arguments: ["-p", "images=digit"], code: 2,
      says: ["digit", "did you mean"]),
    Case(
      name: "an unknown step", lab: profiles, arguments: ["--until", "stp"], code: 2,
      says: ["there is no step stp", "did you mean step?"]),
    Case(name: "an unknown option", lab: parameter, arguments: ["--sed", "1"], code: 2),
    Case(name: "no time", lab: parameter, arguments: ["--timeout", "-1"], code: 2),
    Case(name: "no width", lab: parameter, arguments: ["--width", "0"], code: 2),
    Case(
      name: "no folder of data", lab: profiles, arguments: ["--data", "nowhere"], code: 2,
      says: ["nowhere"]),
    Case(
      name: "a data set that is not there", lab: lab("print(1)", head: "data images = cifar10"),
      arguments: ["--data", "."], code: 2, says: ["cifar10: not found"]),
    Case(
      name: "an import that is not there", lab: lab("import f from \"nope.lab\""), code: 2,
      says: ["cannot read nope.lab: no such file"]),
    Case(
      name: "an import of itself", lab: lab("import f from \"test.lab\""), code: 2,
      says: ["the imports are circular"]),
    Case(
      name: "a value of another type", lab: parameter, arguments: ["-p", "size=x"], code: 2,
      says: ["-p size:1:1: error"]),
    Case(
      name: "control characters", lab: "# Test\u{1B}[31m\n", code: 2,
      says: ["control character (U+001B)"]),
    Case(name: "Windows' line ends", lab: "# T\r\n```lab\r\nx = 1\r\nprint(x)\r\n```\r\n", code: 0),
  ]

  @Test(arguments: runs) func runsALab(_ wanted: Case) throws {
    let program = try Program()
    let file = try program.folder.write(wanted.lab, to: "test.lab")
    let ending = try program.run(["run", file] + wanted.arguments)
    #expect(ending.code == wanted.code, "\(ending.all)")
    for text in wanted.says { #expect(ending.all.contains(text), "\(ending.all)") }
  }

  /// The message says what is wrong, not only that the command line is.
  @Test(arguments: [["--data", "nowhere"], ["--bf16"]])
  func refusalsComeWithoutUsage(_ arguments: [String]) throws {
    let program = try Program()
    let file = try program.folder.write(Self.profiles, to: "test.lab")
    let ending = try program.run(["run", file] + arguments)
    // Processors that multiply bfloat16 numbers do not refuse to.
    if arguments == ["--bf16"], ending.code == 0 { return }
    #expect(ending.code == 2)
    let lines = ending.errors.split(separator: "\n")
    #expect(lines.count == 2, "\(ending.errors)")
    #expect(lines.first?.hasPrefix("error: ") == true)
    #expect(lines.last?.hasPrefix("hint: ") == true)
  }

  static let tests: [Case] = [
    Case(name: "a claim that holds", lab: lab("expect 1 == 1"), code: 0, says: ["1 of 1 lab"]),
    Case(name: "no claim", lab: lab("print(1)"), code: 5, says: ["nothing was checked"]),
    Case(
      name: "a claim that does not apply",
      lab: lab("expect 1 == 1 under full", head: "param p = 1\nprofile full { p = 2 }"), code: 5,
      says: ["nothing was checked"]),
    Case(
      name: "an unknown profile", lab: profiles, arguments: ["--profile", "quik"], code: 2,
      says: ["no profile is called `quik`", "did you mean `quick`?"]),
    Case(
      name: "the lab without a profile", lab: profiles, arguments: ["--profile", "default"], code: 5
    ),
    Case(name: "a failed claim", lab: lab("expect 1 == 2"), code: 1),
    Case(name: "an error", lab: lab("expect 1 == 1\n[][0]"), code: 3),
    Case(name: "no labs", lab: "", code: 5),
  ]

  @Test(arguments: tests) func testsALab(_ wanted: Case) throws {
    let program = try Program()
    let file = try program.folder.write(wanted.lab, to: "test.lab")
    let ending = try program.run(["test", file] + wanted.arguments)
    #expect(ending.code == wanted.code, "\(ending.all)")
    for text in wanted.says { #expect(ending.all.contains(text), "\(ending.all)") }
  }

  /// Every front end refuses claims about unknown data or profiles before anything runs.
  @Test(arguments: ["on mnsit", "under quik"]) func unknownNamesInClaims(_ claim: String) throws {
    let program = try Program()
    try program.folder.write(lab("print(7)\nexpect 1 == 1 \(claim)"), to: "test.lab")
    for command in ["check", "run", "test"] {
      let ending = try program.run(command, "test.lab")
      #expect(ending.code == 2, "\(ending.all)")
      #expect(ending.all.contains("test.lab:5:"), "\(ending.all)")
      #expect(!ending.all.contains("7"), "\(ending.all)")
    }
  }

  @Test(arguments: ["run", "test", "check", "params", "list"])
  func missingFile(_ command: String) throws {
    let ending = try Program().run(command, "nowhere.lab")
    #expect(ending.code == 2)
    #expect(ending.errors.contains("cannot open nowhere.lab: no such file"))
  }

  @Test func oddFiles() throws {
    let program = try Program()
    mkdir(program.folder.path + "/folder.lab", 0o755)
    mkfifo(program.folder.path + "/pipe.lab", 0o644)
    try program.folder.write([0x23, 0xFF, 0xFE], to: "bytes.lab")
    try program.folder.write(
      (0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 7919) }, to: "j.lab")
    let cases = [
      ("folder.lab", "is a folder"), ("pipe.lab", "not a regular file"),
      ("bytes.lab", "not UTF-8"), ("j.lab", "control character"), ("/dev/zero", "regular file"),
    ]
    for (file, message) in cases {
      let ending = try program.run("run", file)
      #expect(ending.code == 2, "\(file)")
      #expect(ending.errors.contains(message), "\(ending.all)")
    }
  }

  @Test func severalLabs() throws {
    let program = try Program()
    let labs: [(name: String, text: String, code: Int32)] = [
      ("good", lab("print(1)"), 0), ("nothing", "# Prose\n", 5), ("claim", lab("expect 1 == 2"), 1),
      ("error", lab("1 // 0"), 3), ("syntax", lab("x ="), 2),
    ]
    for lab in labs { try program.folder.write(lab.text, to: lab.name + ".lab") }
    // From the mildest to the most serious: each outweighs all before it.
    for last in labs.indices {
      let files = labs[...last].map { $0.name + ".lab" }
      #expect(try program.run(["run"] + files).code == labs[last].code)
      #expect(try program.run(["run"] + files.reversed()).code == labs[last].code)
    }
    try program.folder.write(lab("while true { }"), to: "endless.lab")
    let ending = try program.run("run", "endless.lab", "syntax.lab", "--timeout", "0.1")
    #expect(ending.code == 124)
  }

  @Test func codesOfSeveralResults() {
    let gravest: [Running.ExitCode] = [
      .interrupted, .timedOut, .usage, .error, .failed, .nothing, .passed,
    ]
    for (index, code) in gravest.enumerated() {
      #expect(Running.ExitCode.of(gravest[index...].reversed()) == code)
    }
    #expect(Running.ExitCode.of([]) == .nothing)
  }

  @Test(arguments: ["run", "test"]) func interrupted(_ command: String) throws {
    let program = try Program()
    // A failed claim is printed at once, whatever the level of detail.
    try program.folder.write(lab("expect 1 == 2\nwhile true { }"), to: "endless.lab")
    try program.folder.write(lab("print(77)"), to: "other.lab")
    let ending = try program.run(
      [command, "endless.lab", "other.lab", "--json", "out.json"],
      whenPrinted: { $0.interrupt() })
    #expect(ending.code == 130, "\(ending.all)")
    // Nothing runs after it, and what is known is kept.
    let report = try program.folder.read("out.json")
    #expect(report.contains("\"exit\": 130") || report.contains("\"exit\":130"), "\(report)")
    #expect(report.contains("not reached"))
    #expect(!ending.output.contains("77"))
  }

  @Test func misspeltCommand() throws {
    // What is not a command is the name of a lab.
    let ending = try Program().run("rnu", "a.lab")
    #expect(ending.code == 2)
  }
}
