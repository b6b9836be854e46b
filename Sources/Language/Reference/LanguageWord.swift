/// A word of the language, as the reference describes it.
public struct LanguageWord: Sendable {
  /// The word.
  package let name: String
  /// How it is written.
  package let form: String
  /// One line for lists.
  package let summary: String
  /// What the form consists of, and what each part means.
  package let parts: [(name: String, about: String)]
  /// Code that shows its use.
  package let example: String
  /// Names of related entries, separated by blanks.
  package let see: String

  private init(
    _ name: String, _ form: String, _ summary: String,
    parts: KeyValuePairs<String, String> = [:], _ example: String, see: String
  ) {
    self.name = name
    self.form = form
    self.summary = summary
    self.parts = parts.map { ($0.key, $0.value) }
    self.example = example
    self.see = see
  }

  /// Every word that is not a function: keywords, and the words that begin a statement.
  package static let all: [LanguageWord] = values + control + definitions + labs + questions

  private static let values: [LanguageWord] = [
    .init(
      "true", "true", "What a condition that holds gives; `True` works, too.", "flag = true",
      see: "false bool"),
    .init(
      "false", "false", "What a condition that does not hold gives; `False` works, too.",
      "flag = false", see: "true bool"),
    .init("none", "none", "No value; `None` works, too.", "best = none", see: "is map.get"),
    .init(
      "and", "a and b", "b if a is true, else a; b is evaluated only if needed.",
      "n = 3\nn > 0 and n < 10", see: "or not logical_and all"),
    .init(
      "or", "a or b", "a if it is true, else b; b is evaluated only if needed.",
      "name = \"\"\nname or \"nobody\"", see: "and not logical_or any"),
    .init("not", "not a", "Whether a is false.", "done = false\nnot done", see: "and or"),
    .init(
      "in", "x in xs", "Whether a list, map, set, range or text contains x.", "\"a\" in names",
      see: "for list.index str.find"),
    .init(
      "is", "a is b", "Whether both are the same object; `is not` for the opposite.",
      "best = none\nbest is none", see: "none"),
  ]

  private static let control: [LanguageWord] = [
    .init(
      "if", "if condition { … } else { … }",
      "Runs a block if a condition is true; as an expression, it has a value.",
      parts: ["condition": "true or false; a tensor counts if it has one element"],
      "n = 7\nsize = if n > 5 { \"large\" } else { \"small\" }", see: "else where while"),
    .init(
      "else", "} else { … }", "Runs if no earlier condition was true.",
      "if 3 > 5 { print(\"yes\") } else { print(\"no\") }", see: "if"),
    .init(
      "for", "for x in xs { … }", "Runs a block for each element.",
      parts: [
        "x": "a name, or several for the parts of each element",
        "xs": "a list, map, set, range, string, tensor, batches or a set of images",
      ],
      "for (i, word) in enumerate(words) { print(i, word) }",
      see: "range enumerate zip batches while break"),
    .init(
      "while", "while condition { … }", "Runs a block as long as a condition is true.",
      parts: ["condition": "true or false; a tensor counts if it has one element"],
      "n = 3\nwhile n > 0 { n -= 1 }", see: "for break if"),
    .init(
      "break", "break", "Leaves the loop.", "for i in range(10) { if i == 3 { break } }",
      see: "continue for while"),
    .init(
      "continue", "continue", "Continues with the next iteration of the loop.",
      "for i in range(3) { if i == 1 { continue }; print(i) }", see: "break for"),
    .init(
      "return", "return x", "Leaves the function and returns x.",
      "def positive(x) { if x < 0 { return 0 }; x }", see: "def"),
  ]

  private static let definitions: [LanguageWord] = [
    .init(
      "def", "def name(a, b = 2) { … }",
      "A function; its result is its last expression, or what `return` returns.",
      parts: ["a": "a parameter that must be given", "b = 2": "one with a default"],
      "def double(x) { 2 * x }\ndouble(4)", see: "return model"),
    .init(
      "model", "model Name(a) { field = …  forward(x) { … } }",
      "A model: its body sets the fields, `forward` is what calling it does.",
      parts: [
        "a": "a parameter, as of a function",
        "field": "a layer, a Parameter or any other value, read as net.field",
        "forward": "what calling the model does; other methods may stand beside it",
      ],
      "model Scale(k) { forward(x) { k * x } }\nScale(2)(3)",
      see: "forward Sequential Parameter def tap"),
    .init(
      "forward", "forward(x) { … }", "What calling a model does; goes inside `model`.",
      "model Net() {\n  fc1 = Linear(3, 8); fc2 = Linear(8, 2)\n"
        + "  forward(x) { fc2(relu(fc1(x))) }\n}\nNet()(x).shape",
      see: "model tap"),
    .init(
      "tap", "tap name", "Keeps a value of `forward` for `tapped`; costs nothing otherwise.",
      parts: ["name": "a name that forward has set"],
      "model Doubled() { forward(x) { h = 2 * x; tap h; h + 1 } }\ntapped(Doubled(), x).h",
      see: "tapped forward"),
    .init(
      "no_grad", "no_grad { … }", "A block in which no gradients are recorded.",
      "no_grad { w = 2 * p }", see: "tensor.detach tensor.backward tensor.grad"),
    .init(
      "import", "import Name from \"file.lab\"",
      "Imports definitions from a lab in the same folder; none of its steps runs.",
      parts: ["Name": "functions and models, separated by commas", "file.lab": "the lab"],
      "import MLP from \"mlp.lab\"", see: "def model"),
  ]

  private static let labs: [LanguageWord] = [
    .init(
      "data", "data name = set else set", "The data set of a lab: the first that is available.",
      parts: ["set": "mnist, fashion_mnist, cifar10, digits or another that `lab data` lists"],
      "data images = mnist else digits", see: "batches accuracy param"),
    .init(
      "param", "param name = value in [values] \"help\"",
      "A parameter of the lab, set with -p or `:set`; `in` lists what is allowed.",
      parts: [
        "value": "what it is by default", "values": "what it may be, a list or a range",
        "help": "what it means",
      ],
      "param hidden = 256 in [32, 64, 256] \"width of the hidden layer\"",
      see: "profile try"),
    .init(
      "profile", "profile name { parameter = value }",
      "Parameters for a way of running the lab: `--profile quick`.",
      "param hidden = 256\nprofile quick { hidden = 32 }", see: "param try expect"),
    .init(
      "try", "try id \"title\" { parameter = value }",
      "A variation of the lab, for `:try` and `compare`.",
      parts: ["id": "what `:try` and `compare` call it", "title": "what tables call it"],
      "param hidden = 256\ntry wide { hidden = 1024 }", see: "compare param"),
    .init(
      "compare", "compare id, id { table report  plot series  bar report  seeds n  show figure }",
      "Runs the lab once for each variation and shows the results together.",
      parts: [
        "id": "a variation; `base` is the lab as it is",
        "table": "reports that become columns",
        "plot": "recorded series that are drawn over each other; xscale, yscale and smooth as of "
          + "record",
        "bar": "reports that become bars; scale = \"log\" for powers of ten",
        "seeds": "with how many seeds each runs, 1 to 100; then means and spreads are shown",
        "show": "figures of the results; wide.acc is what `wide` has reported as acc",
      ],
      "param hidden = 256\ntry wide { hidden = 1024 }\nreport size = 2 * hidden\n"
        + "compare base, wide { table size }",
      see: "try report record"),
    .init(
      "record", "record(name = value, x = …, label = …)",
      "Adds a point to a live curve; `yscale`, `xscale` and `smooth` say how it is drawn.",
      parts: [
        "name = value": "the curve, and the height of its next point",
        "x": "the position; one more than the last if left out",
        "label": "which of several curves of that name it belongs to",
        "xscale, yscale": "\"linear\" or \"log\"",
        "smooth": "how many points each drawn one is the mean of",
      ],
      "for i in range(5) { record(loss = 1 / (i + 1), yscale = \"log\") }",
      see: "report plot compare"),
    .init(
      "report", "report name = value",
      "A named result of the run, a column of every table; sets the name, too.",
      parts: ["value": "a number, a string, or true or false"],
      "report acc = 0.93", see: "record compare expect"),
    .init(
      "show", "show figure, figure", "Draws figures, side by side if there is room.",
      "show plot(losses), imshow(image)", see: "plot imshow panel print"),
    .init(
      "expect", "expect condition on data under profile \"message\"",
      "A claim: the lab fails if it does not hold.",
      parts: [
        "condition": "true or false; `a ≈ b ± tolerance` allows a difference",
        "on": "the data sets for which it is meant; every one if left out",
        "under": "the profiles for which it is meant, `default` for none; every one if left out",
        "message": "what holding means, in words",
      ],
      "acc = 0.95\nexpect acc > 0.9 \"the net has learned\"", see: "report profile"),
  ]

  private static let questions: [LanguageWord] = [
    .init(
      "question", "question id \"text\" { answer \"…\" }",
      "Asks the student; `answer`, `choices` and `correct`, or `number` say what is right.",
      parts: [
        "answer": "a string, shown beside what the student says",
        "choices, correct": "the strings to choose from, and the right one",
        "number": "`number 12 ± 0.5`: the right number, and how far off is right, too",
      ],
      "question rest \"What are the others?\" { answer \"Biases.\" }", see: "predict"),
    .init(
      "predict", "predict id \"text\" { choices \"…\"  correct \"…\" }",
      "A question asked before the step runs.",
      parts: ["choices, correct": "as of question, as are `answer` and `number`"],
      "predict more \"More than 12?\" { choices \"yes\", \"no\"  correct \"yes\" }",
      see: "question"),
  ]
}
