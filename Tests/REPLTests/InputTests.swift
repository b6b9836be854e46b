import Testing

@testable import REPL

@Suite struct InputTests {
  @Test(arguments: [
    ("mlp> x = 1", "x = 1"), ("x = 1", "x = 1"), ("mlp> x = 1\nmlp> x\n1\n", "x = 1\nx"),
    ("mlp> for i in xs {\n...>   i\n...> }\ndone", "for i in xs {\n  i\n}"), ("... }", "}"),
    ("x = [\n  mlp> 3 ]", "x = [\n  mlp> 3 ]"), ("", ""),
  ])
  func pastedPromptsAreLeftOut(_ pasted: String, _ expected: String) {
    #expect(Input.unprompted(pasted, ["mlp> ", "...> ", "... "]) == expected)
  }

  @Test(arguments: [
    ("", Input.next), ("   ", .next), ("\t\n", .next),
    (":list", .command(name: "list", argument: "")),
    ("  :set  k = v ", .command(name: "set", argument: "k = v")),
    (":", .command(name: "", argument: "")),
    ("?softmax", .reference("softmax")), ("? softmax", .reference("softmax")),
    ("softmax?", .reference("softmax")), ("?", .reference("")),
    ("help", .command(name: "help", argument: "")), ("quit", .command(name: "quit", argument: "")),
    ("exit", .command(name: "quit", argument: "")), ("next ", .command(name: "next", argument: "")),
    ("exit()", .command(name: "quit", argument: "")), ("help(relu)", .reference("relu")),
    ("help()", .command(name: "help", argument: "")),
    ("quit(3)", .code("quit(3)")), ("help(1 + 1)", .code("help(1 + 1)")),
    ("next + 1", .code("next + 1")), ("x = 1", .code("x = 1")), ("a ? b", .code("a ? b")),
  ])
  func kinds(_ line: String, _ expected: Input) {
    #expect(Input(line, isBound: { _ in false }) == expected)
  }

  @Test func aNameOfTheScriptIsNoCommand() {
    #expect(Input("next", isBound: { $0 == "next" }) == .code("next"))
    #expect(Input("exit()", isBound: { $0 == "exit" }) == .code("exit()"))
  }
}
