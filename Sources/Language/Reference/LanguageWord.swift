/// A word of the language, as the reference describes it.
public struct LanguageWord: Sendable {
  /// The word.
  package let name: String
  /// How it is written.
  package let form: String
  /// One line for lists.
  package let summary: String
  /// A line of code that shows its use.
  package let example: String

  private init(_ name: String, _ form: String, _ summary: String, _ example: String) {
    self.name = name
    self.form = form
    self.summary = summary
    self.example = example
  }

  /// Every word that is not a function: keywords, and the words that begin a statement.
  package static let all: [LanguageWord] = values + control + definitions + labs

  private static let values: [LanguageWord] = [
    .init("true", "true", "What a condition that holds gives; `True` works, too.", "flag = true"),
    .init(
      "false", "false", "What a condition that does not hold gives; `False` works, too.",
      "flag = false"),
    .init("none", "none", "No value; `None` works, too.", "best = none"),
    .init(
      "and", "a and b", "b if a is true, else a; b is evaluated only if needed.",
      "x > 0 and x < 1"),
    .init(
      "or", "a or b", "a if it is true, else b; b is evaluated only if needed.",
      "name or \"nobody\""),
    .init("not", "not a", "Whether a is false.", "if not done { step() }"),
    .init("in", "x in xs", "Whether a list, map, set, range or text contains x.", "\"a\" in names"),
    .init(
      "is", "a is b", "Whether both are the same object; `is not` for the opposite.", "x is none"),
  ]

  private static let control: [LanguageWord] = [
    .init(
      "if", "if condition { … } else { … }",
      "Runs a block if a condition is true; as an expression, it has a value.",
      "size = if n > 5 { \"large\" } else { \"small\" }"),
    .init(
      "else", "} else { … }", "Runs if no earlier condition was true.", "} else { 0 }"),
    .init(
      "for", "for x in xs { … }", "Runs a block for each element.",
      "for (x, y) in batches(train, 128) { step(x, y) }"),
    .init(
      "while", "while condition { … }", "Runs a block as long as a condition is true.",
      "while loss > 0.1 { loss = step() }"),
    .init("break", "break", "Leaves the loop.", "if loss < 0.1 { break }"),
    .init(
      "continue", "continue", "Continues with the next iteration of the loop.",
      "if skip { continue }"),
    .init("return", "return x", "Leaves the function and returns x.", "return relu(W @ x)"),
  ]

  private static let definitions: [LanguageWord] = [
    .init(
      "def", "def name(a, b = 2) { … }",
      "A function; its result is its last expression, or what `return` returns.",
      "def double(x) { 2 * x }"),
    .init(
      "model", "model Name(a) { field = …  forward(x) { … } }",
      "A model: its body sets the fields, `forward` is what calling it does.",
      "model Scale(k) { forward(x) { k * x } }"),
    .init(
      "forward", "forward(x) { … }", "What calling a model does; goes inside `model`.",
      "forward(x) { fc2(relu(fc1(x))) }"),
    .init(
      "tap", "tap name", "Keeps a value of `forward` for `tapped`; costs nothing otherwise.",
      "tap attn"),
    .init(
      "no_grad", "no_grad { … }", "A block in which no gradients are recorded.",
      "no_grad { acc = accuracy(net, test) }"),
    .init(
      "import", "import Name from \"file.lab\"",
      "Imports definitions from a lab in the same folder; none of its steps runs.",
      "import MLP from \"mlp.lab\""),
  ]

  private static let labs: [LanguageWord] = [
    .init(
      "data", "data name = set else set", "The data set of a lab: the first that is available.",
      "data images = mnist else digits"),
    .init(
      "param", "param name = value in [values] \"help\"",
      "A parameter of the lab, set with -p or `:set`; `in` lists what is allowed.",
      "param hidden = 256 in [32, 64, 256] \"width of the hidden layer\""),
    .init(
      "profile", "profile name { parameter = value }",
      "Parameters for a way of running the lab: `--profile quick`.",
      "profile quick { hidden = 32 }"),
    .init(
      "try", "try id \"title\" { parameter = value }",
      "A variation of the lab, for `:try` and `compare`.", "try wide { hidden = 1024 }"),
    .init(
      "compare", "compare id, id { table report  plot series  bar report  seeds n  show figure }",
      "Runs the lab once for each variation and shows the results together.",
      "compare base, wide { table acc; plot loss, yscale = \"log\"; seeds 3 }"),
    .init(
      "record", "record(name = value, x = …, label = …)",
      "Adds a point to a live curve; `yscale`, `xscale` and `smooth` say how it is drawn.",
      "record(loss = loss, yscale = \"log\")"),
    .init(
      "report", "report name = value",
      "A named result of the run, a column of every table; sets the name, too.",
      "report acc = accuracy(net, images.test)"),
    .init(
      "show", "show figure, figure", "Draws figures, side by side if there is room.",
      "show plot(losses), imshow(image)"),
    .init(
      "expect", "expect condition on data under profile \"message\"",
      "A claim: the lab fails if it does not hold.", "expect acc > 0.9 on mnist under default"),
    .init(
      "question", "question id \"text\" { answer \"…\" }",
      "Asks the student; `answer`, `choices` and `correct`, or `number` say what is right.",
      "question rest \"What are the others?\" { answer \"Biases.\" }"),
    .init(
      "predict", "predict id \"text\" { choices \"…\"  correct \"…\" }",
      "A question asked before the step runs.",
      "predict more \"More than 12?\" { choices \"yes\", \"no\"  correct \"yes\" }"),
  ]
}
