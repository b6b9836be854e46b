import TestSupport
import Testing

@testable import Running

/// `lab new`: what an author starts from.
@Suite struct NewLabTests {
  @Test func aNewLabChecksRunsAndVerifies() throws {
    let program = try Program()
    let made = try program.run("new", "token-mixing")
    #expect(made.code == 0)
    #expect(made.output == "wrote token-mixing.lab; `lab token-mixing.lab` opens it\n")
    let checked = try program.run("check", "token-mixing.lab")
    #expect(checked.code == 0, "\(checked.all)")
    let verified = try program.run("verify", "token-mixing.lab")
    #expect(verified.code == 0, "\(verified.all)")
    #expect(verified.output.contains("layer: the starter and 1 wrong answer fail"))
    let tested = try program.run("run", "--profile", "quick", "--tries", "token-mixing.lab")
    #expect(tested.code == 0, "\(tested.all)")
    #expect(tested.output.hasPrefix("Token mixing\n"))
  }

  @Test func nothingIsOverwritten() throws {
    let program = try Program()
    try program.folder.write("mine", to: "a.lab")
    let result = try program.run("new", "a")
    #expect(result.code == 2)
    #expect(result.all.contains("a.lab already exists"))
    #expect(try program.run("new", "nowhere/b").code == 2)
    #expect(try program.run("new", "..").code == 2)
  }

  @Test func aTitleIsMadeOfTheName() {
    #expect(LabTemplate.title(ofName: "token-mixing") == "Token mixing")
    #expect(LabTemplate.title(ofName: "") == "")
  }
}
