import Testing

@testable import REPL

@Suite struct CompletionTests {
  private static var known: Vocabulary {
    Vocabulary(
      commands: ["list", "run", "set", "try", "summary"],
      names: ["net", "nets", "softmax", "relu"],
      references: ["softmax", "step"], steps: ["data", "train", "all"],
      settings: [("epochs", []), ("eta", ["relu", "tanh"]), ("images", ["mnist", "digits"])],
      variations: ["h64", "h-32"],
      members: { $0 == "net" ? ["fc1", "fc2", "train"] : $0 == "net.fc1" ? ["weight"] : [] },
      arguments: { $0 == "softmax" ? ["x", "dim"] : [] },
      signature: { $0 == "softmax" ? "softmax(x, dim = -1)" : nil })
  }

  @Test(arguments: [
    (":s", ["set", "summary"]), (":r", ["run"]), ("  :", ["list", "run", "set", "summary", "try"]),
    (":run t", ["train"]), (":run ", ["all", "data", "train"]), (":try h", ["h-32", "h64"]),
    (":set e", ["epochs", "eta"]), (":set eta=", ["relu", "tanh"]), (":set eta = t", ["tanh"]),
    (":set images=d", ["digits"]), (":set eta=tanh im", ["images"]),
    (":set images=digits eta = t", ["tanh"]), (":set nothing=", []),
    (":summary n", ["net", "nets"]),
    (":list x", []), ("?s", ["softmax", "step"]), ("ne", ["net", "nets"]),
    ("x = ne", ["net", "nets"]),
    ("2 * (sof", ["softmax"]), ("net.f", ["net.fc1", "net.fc2"]), ("net.fc1.", ["net.fc1.weight"]),
    ("softmax(", ["dim = ", "x = "]), ("softmax(net, d", ["dim = "]),
    ("softmax(f(1), ", ["dim = ", "x = "]), ("\"ne", []), ("# ne", []),
    ("softmax([ne", ["net", "nets"]), ("zzz", []), ("", ["net", "nets", "relu", "softmax"]),
  ])
  func words(_ line: String, _ expected: [String]) {
    #expect(WordCompletion(of: line, Self.known).candidates == expected)
  }

  @Test(arguments: [
    ("softmax(", true), ("softmax(net, d", true), ("softmax", true), ("softm", false),
    ("relu(", false), ("softmax([1, ", false), ("y = softmax(net", true), ("softmax(net)", false),
  ])
  func theSignature(_ line: String, isShown: Bool) {
    let signature = WordCompletion(of: line, Self.known).signature
    #expect((signature == "softmax(x, dim = -1)") == isShown, "\(signature ?? "none")")
  }

  @Test func whatFollowsASingleOne() {
    #expect(WordCompletion(of: ":li", Self.known).suffix == " ")
    #expect(WordCompletion(of: ":set ep", Self.known).suffix == "=")
    #expect(WordCompletion(of: "rel", Self.known).suffix == nil)
  }

  @Test func labsWhereOneIsToBeChosen() {
    let known = Vocabulary(labs: ["Labs/mlp.lab", "mlp"])
    #expect(WordCompletion(of: "m", known).candidates == ["mlp"])
    #expect(WordCompletion(of: "Labs/", known).candidates == ["Labs/mlp.lab"])
  }
}
