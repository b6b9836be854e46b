import Interpreter
import Language

/// Makes examples run as they stand, by lines that set the names they begin with.
enum ExampleSetup {
  /// What examples may begin with: names, and the lines that set them. A line may need those above.
  static let lines: [(name: String, code: String)] = [
    ("images", "data images = digits"),
    ("x", "x = randn(2, 3)"),
    ("y", "y = tensor([0, 1])"),
    ("a", "a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])"),
    ("b", "b = tensor([[0.5, 2.0, 1.0], [1.0, 0.0, 3.0]])"),
    ("u", "u = tensor([1.0, 2.0, 3.0])"),
    ("v", "v = tensor([0.0, 1.0, 0.5])"),
    ("A", "A = tensor([[2.0, 1.0], [1.0, 3.0]])"),
    ("p", "p = Parameter(ones(3))"),
    ("logits", "logits = randn(4, 10)"),
    ("labels", "labels = randint(0, 10, [4])"),
    ("prediction", "prediction = tensor([0.5, 2.0, 3.5])"),
    ("target", "target = tensor([1.0, 2.0, 3.0])"),
    ("attn", "attn = softmax(randn(4, 6, 6))"),
    ("image", "image = rand(16, 16)"),
    ("xs", "xs = [3, 1, 2]"),
    ("words", "words = [\"to\", \"be\", \"or\"]"),
    ("names", "names = [\"a\", \"b\"]"),
    ("values", "values = [1, 2]"),
    ("m", "m = {\"a\": 1, \"b\": 2}"),
    ("seen", "seen = {\"a\"}"),
    ("losses", "losses = [0.9, 0.5, 0.3, 0.2]"),
    ("epochs", "epochs = 10"),
    ("epoch", "epoch = 3"),
    ("fc", "fc = Linear(3, 4)"),
    ("net", "net = Sequential(Linear(3, 8), ReLU(), Linear(8, 2))"),
    ("loss", "loss = cross_entropy(net(x), y)"),
    ("opt", "opt = SGD(net.parameters(), lr = 0.1)"),
    ("sched", "sched = StepLR(opt, 30)"),
    ("mean_loss", "mean_loss = Mean()"),
  ]

  /// A value of each kind that has properties.
  static let owners = [
    "tensor": "x", "images": "images.train", "data set": "images", "optimizer": "opt",
    "mean": "mean_loss", "model": "net", "layer": "fc",
  ]

  /// The lines of an example, below those that it needs.
  static func complete(_ example: String) -> [String] {
    guard !example.isEmpty else { return [] }
    var wanted = needed(by: example)
    var setup: [String] = []
    for (name, code) in lines.reversed() where wanted.contains(name) {
      setup.append(code)
      wanted.formUnion(needed(by: code))
    }
    return setup.reversed() + example.split(separator: "\n").map(String.init)
  }

  /// The names that code mentions and does not set itself.
  private static func needed(by code: String) -> Set<String> {
    let source = SourceFile(name: "<example>", text: code)
    guard let block = try? Parser.parseSnippet(source) else { return [] }
    var mentioned = MentionedNames()
    mentioned.visit(block)
    return mentioned.names.subtracting(AssignedNames(block).names)
  }
}
