import Testing

@testable import Language

/// What a question says, and which loops may end before their time.
@Suite struct QuestionTests {
  private func question(_ code: String) throws -> Question? {
    let lab = try Parser.parseLab(SourceFile(name: "t.lab", text: "## A\n```lab\n\(code)\n```\n"))
    return lab.steps[1].questions.first
  }

  @Test func aQuestionMayNameValues() throws {
    let plain = try #require(try question(#"question q "After {n} steps?" { answer "" }"#))
    #expect(plain.text == "After {n} steps?" && plain.wording == nil)
    let worded = try #require(
      try question(
        #"predict q f"After {n:,} steps?" { number 3 ± {n} }"#.replacing(" ± {n}", with: "")))
    #expect(worded.text == "After {n:,} steps?" && worded.wording != nil)
    #expect(worded.worded("After 9 steps?").text == "After 9 steps?")
    let long = try #require(try question("question q f\"\"\"{a}\n{b}?\"\"\" { answer \"\" }"))
    #expect(long.text == "{a}\n{b}?")
  }

  @Test(arguments: [
    ("for i in x { break }", true), ("for i in x { if i { break } }", true),
    ("for i in x { f(i) }", false), ("for i in x { for j in i { break } }", false),
    ("for i in x { while true { break } }", false),
    ("def f(x) { for i in x { for j in i { return j } } }", true),
    ("for i in x { def g(y) { return y } }", false), ("for i in x { no_grad { break } }", true),
    ("for i in x { if i { 1 } else { continue } }", false),
  ]) func aLoopMayEndEarly(_ code: String, _ may: Bool) throws {
    let block = try Parser.parseSnippet(SourceFile(name: "t", text: code))
    var found: Bool?
    block.forEachStatement { statement in
      if found == nil, case .forLoop(_, _, let body) = statement.kind { found = body.mayEndLoop }
    }
    #expect(found == may)
  }
}
