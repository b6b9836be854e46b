import Foundation
import TestSupport
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Running

/// `lab check` finds meaningless names without running a step.
@Suite struct CheckTests {
  private func mistakes(_ text: String) throws -> [String] {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "test.lab")
    return LabCheck.mistakes(in: path).map { mistake in
      let line = mistake.span.map { $0.file.location(of: $0.start).line } ?? 0
      return "\(line): \(mistake.message)" + (mistake.hint.map { " (\($0))" } ?? "")
    }
  }

  @Test func theLabsAreSound() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Labs")
    let labs = try LabFolder.labs(in: [root.path])
    #expect(!labs.isEmpty)
    for path in labs {
      #expect(LabCheck.mistakes(in: path).map(\.message) == [], "\(path)")
    }
  }

  @Test(arguments: [
    ("print(totl)", "unknown name `totl`"), ("def f(x) { x + yy }", "unknown name `yy`"),
    ("f = x -> zz", "unknown name `zz`"), ("print([a for b in [1]])", "unknown name `a`"),
    ("model M() { forward(x) { relo(x) } }", "unknown name `relo` (did you mean `relu`?)"),
    ("x = zeros(2)\nx.flaten(1)", "nothing has a method `flaten`"),
    ("print(softmax(zeros(2), dmi = 0))", "no argument is called `dmi` (did you mean `dim`?)"),
    ("def f(a, b = 2) { a }\nf(1, c = 2)", "no argument is called `c` (f takes a, b)"),
    ("model M(width) { forward(x) { x } }\nM(widht = 2)", "no argument is called `widht`"),
    ("expect acc > 0.5", "unknown name `acc`"), ("break", "`break` is only allowed"),
    ("def f() { model M() { } }", "a model must be at the top level"), ("record()", "record needs"),
    ("f\"{1:zzz}\"", "unknown format `zzz`"), ("while q { }", "unknown name `q`"),
    ("x[0] = 1", "unknown name `x`"), ("report a = bb", "unknown name `bb`"),
    ("no_grad { cc }", "unknown name `cc`"), ("show f\"{dd:.2f}\"", "unknown name `dd`"),
  ])
  func finds(_ code: String, _ message: String) throws {
    let found = try mistakes(lab(code))
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.contains(message) == true, "\(found)")
  }

  @Test(arguments: [
    ("data x = mnis", "there is no data set called mnis (did you mean mnist?)"),
    ("param p = [1] in [[1], q]", "unknown name `q`"),
    ("param p = 1\nprofile quick { pp = 1 }", "no parameter is called `pp`"),
    ("param p = 1\ntry a \"t\" { q = 1 }", "no parameter is called `q`"),
    ("param p = relu\ntry a \"t\" { p = tahn }", "unknown name `tahn`"),
    ("data x = digits\ntry a \"t\" { x = digit }", "there is no data set called digit"),
    ("param p = 1\ntry a \"t\" { p = 2 }\ncompare b { table r }", "no `try` is called `b`"),
  ])
  func findsInTheHead(_ head: String, _ message: String) throws {
    let found = try mistakes(lab("x = 1", head: head))
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  @Test func aNameThatALaterStepSets() throws {
    let text =
      "# T\n## A\n```lab\ndef f() { later }\nprint(later)\n```\n## B\n```lab\nlater = 1\n```\n"
    #expect(try mistakes(text) == ["5: `later` is set only in step 2"])
  }

  @Test(arguments: [
    "for (i, (a, b)) in enumerate([(1, 2)]) { c = a }\nprint(i, a, b, c)",
    "if true { x = 1 }\nprint(x)", "f = (x, y) -> x + y\nf(1, y = 3)",
    "def f() { g() }\ndef g() { 1 }\nf()", "def f(x: [B, N]) { B * N }",
    "x: [A, 2] = zeros(3, 2)\nprint(A)", "report acc = 1\nprint(acc)", "pi = 3\nprint(pi)",
    "model M(n) { w = Parameter(zeros(n))\nforward(x) { helper(x) }\ndef helper(x) { x * w } }\nM(2)",
    "def f(g) { g(x = 1) }", "x = [1]\nx.append(2)\nx.first()", "x = 1\nx.print()",
    "print(rearrange(zeros(4), \"(a b) -> a b\", a = 2))",
    "def f() { def g(n) { g(n - 1) }\ng(1) }",
    "net = Linear(2, 2)\nprint(net.weight.shape)",
    "m = {\"a\": 1}\nprint([v for (k, v) in m.items()])",
  ])
  func isContentWith(_ code: String) throws {
    #expect(try mistakes(lab(code)) == [])
  }

  /// A picture that nobody sees: of every builtin that makes one.
  @Test func aFigureThatIsNotShown() throws {
    let table = BuiltinTable()
    let makers = table.groups.flatMap(\.builtins).filter { $0.result == FigureObject.self }
    #expect(makers.map(\.name).contains("summary"))
    let figures = try #require(table.groups.first { $0.title == "Figures" })
    #expect(figures.builtins.allSatisfy { $0.result == FigureObject.self })
    for name in makers.map(\.name) {
      let found = "4: this figure is not shown (write `show \(name)(…)`)"
      #expect(try mistakes(lab("\(name)(1, 1)")).contains(found), "\(name)")
      #expect(try mistakes(lab("x = 2.0\nx.\(name)(1)")).contains("5" + found.dropFirst()))
      #expect(try !mistakes(lab("show \(name)(1, 1)\nf = \(name)(1, 1)\nshow f")).contains(found))
      #expect(try !mistakes(lab("def \(name)(x) { x }\n\(name)(1)")).contains { $0.hasPrefix("5") })
    }
  }

  @Test func theCommandIsRed() throws {
    let program = try Program()
    try program.folder.write(lab("x = 1"), to: "good.lab")
    try program.folder.write(lab("y = x"), to: "bad.lab")
    #expect(try program.run("check", "good.lab").code == 0)
    let ending = try program.run("check", ".")
    #expect(ending.code == 2)
    #expect(ending.errors.contains("bad.lab:4:5: error: unknown name `x`"), "\(ending.all)")
    #expect(ending.output.contains("good.lab: no mistakes found"))
  }

  @Test func findingsForPrograms() throws {
    var program = try Program()
    try program.folder.write(lab("x = 1"), to: "good.lab")
    try program.folder.write(lab("y = x\nz = q"), to: "bad, 100%.lab")
    #expect(try program.run("check", ".", "--json", "a.json").code == 2)
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(program.folder.read("a.json").utf8))
        as? [String: Any])
    #expect(json["exit"] as? Int == 2)
    let labs = try #require(json["labs"] as? [[String: Any]])
    #expect(labs.map { $0["path"] as? String } == ["./bad, 100%.lab", "./good.lab"])
    let found = try #require(labs[0]["findings"] as? [[String: Any]])
    #expect(found.map { $0["line"] as? Int } == [4, 5])
    #expect(found[0]["column"] as? Int == 5)
    #expect(found[0]["message"] as? String == "unknown name `x`")
    #expect(found[0]["code"] as? String == "unknown-name")
    #expect((labs[1]["findings"] as? [Any])?.isEmpty == true)
    // What an earlier check found does not survive one that cannot be done.
    #expect(try program.run("check", "good.lab", "--json", "nowhere/a.json").code == 2)
    #expect(try program.run("check", "good.lab", "--json", "good.lab").code == 2)

    #expect(try !program.run("check", ".").output.contains("::error"))
    program.environment["GITHUB_ACTIONS"] = "true"
    let lines = try program.run("check", ".").output.split(separator: "\n")
    #expect(
      lines.first
        == "::error file=./bad%2C 100%25.lab,line=4,col=5,title=lab%3A unknown-name::unknown name `x`",
      "\(lines)")
  }
}
