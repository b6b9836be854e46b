import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// What is reported for a name without a value.
@Suite struct UnknownNameTests {
  private let lab = """
    # T

    ## One
    ```lab
    print(losses)
    ```

    ## Two
    ```lab
    losses = [1]
    ```
    """

  @Test func theStepThatSetsItIsNamed() throws {
    let run = try Run.all(lab)
    #expect(run.failure?.message == "unknown name `losses`")
    #expect(run.failure?.hint == "step 2 sets it")
  }

  @Test func aNameThatNoStepSetsGetsTheNearest() throws {
    let run = try Run(lab)
    _ = run.session.run(step: 2)
    let failure = try #require(try run.type("print(loses)").failure)
    #expect(failure.hint == "did you mean `losses`?")
  }

  /// A dot calls methods and functions: either may have been meant.
  @Test(arguments: [
    ("ones(3).summ()", "did you mean `sum`?"),
    ("ones(3).sofmax(0)", "did you mean `softmax`?"),
    ("ones(3).argmx(-1)", "did you mean `argmax`?"),
    ("[1].apend(2)", "did you mean `append`?"),
    ("def twice(x) { 2 * x }\n3.twicee()", "did you mean `twice`?"),
    ("ones(3).nothing_like_this()", nil),
  ])
  func aMisspeltCallBehindADotGetsTheNearest(code: String, hint: String?) throws {
    let failure = try #require(try run(code).outcome.failure)
    #expect(failure.message.contains("has no `"))
    #expect(failure.hint == hint)
  }

  /// A data set has two parts, which people forget.
  @Test(arguments: [
    ("images.mean", "write `.train.mean`, or `.test.mean`: a data set has two parts"),
    (
      "images.shape",
      "write `.train.images.shape`, or `.test.images.shape`: a data set has two parts"
    ),
    ("images.train.shape", "write `.images.shape`"),
    ("len(images)", "write `len(….train)`, or `.test`: it has two parts"),
    (
      "images.train[0].shape",
      "a list has a length, `len(xs)`; `tensor(xs).shape` is that of its numbers"
    ),
    (
      "MultiheadAttention(8, 2, kdim = 4)",
      "keys are as wide as queries: bring them to embed_dim by a Linear first"
    ),
    (
      "MultiheadAttention(8, 2, add_bias_kv = true)",
      "append a Parameter to keys and values yourself, by `cat`"
    ),
  ])
  func whatWorksElsewhereHasAHint(code: String, hint: String) throws {
    let run = try Run("# A\n\n```lab\ndata images = digits\n```\n")
    _ = run.session.run(step: 0)
    #expect(try run.type(code).failure?.hint == hint)
  }

  /// What exists, but not in this form, is not called missing.
  @Test(arguments: [
    ("ones(3).shape()", "`shape` of a tensor is a value, not a function", ".shape"),
    ("ones(3).mean", "`mean` is a function", ".mean(…)"),
    ("ones(3).tolist", "`tolist` is a method", ".tolist(…)"),
  ]) func whatIsThereInAnotherFormIsNotMissing(code: String, message: String, hint: String) throws {
    let failure = try #require(try run(code).outcome.failure)
    #expect(failure.message == message)
    #expect(failure.hint?.hasSuffix(hint) == true)
  }

  @Test(arguments: ["np.zeros(3)", "torch.ones(2)", "nn.Linear(2, 3)", "F.relu(1)", "math.pi"])
  func prefixesOfPythonAreToBeLeftOut(code: String) throws {
    let failure = try #require(try run(code).outcome.failure)
    let prefix = code.prefix { $0 != "." }
    #expect(failure.hint == "functions have no prefix here: leave `\(prefix).` out")
  }

  /// What people write elsewhere gets the way of writing it here, never the nearest name.
  @Test(arguments: [
    ("nn", "leave `nn.` out"), ("next([1])", "`first(xs)`"), ("frozenset([1])", "`set(xs)`"),
    ("no_grad", "`no_grad { … }`"), ("float32", "makes a tensor float32"),
    ("iter([1])", "`first(xs)`"),
    ("ones(2).to(\"cuda\")", "leave it out"), ("ones(2).cuda()", "leave it out"),
    ("ones(2).cpu()", "leave it out"), ("ones(2).numpy()", "`x.tolist()`"),
    ("Linear(2, 3).to(\"cpu\")", "leave it out"), ("ones(2).data", "`x.detach()`"),
    ("ones(2).values", "values, ind"),
    ("zeros(3, dtype = 1)", "`.float()`"), ("zeros(3, device = 1)", "leave it out"),
    ("sum(ones(2), axis = 0)", "`dim = …`"), ("relu(ones(2), inplace = true)", "leave it out"),
    ("x = ones(3)\n(x > 1) and (x < 2)", "`logical_and(a, b)`"),
  ]) func whatOthersWriteGetsOurWay(code: String, hint: String) throws {
    let failure = try #require(try run(code).outcome.failure)
    #expect(failure.hint?.contains(hint) == true, "\(failure.message): \(failure.hint ?? "")")
  }

  /// What other libraries have, in which nothing near is meant.
  @Test(arguments: [
    ("shuffle([1])", "randperm(len(xs))"), ("isin(ones(2), ones(1))", "unsqueeze(-1) == values"),
    ("Counter([1])", "`{x: xs.count(x) for x in set(xs)}`"), ("time.time()", "do not depend on"),
    ("random.shuffle([1])", "no prefix here"), ("plot([1], label = \"a\")", "`plot({\"loss\""),
    ("gallery(ones(2, 4, 4), titles = [\"a\", \"b\"])", "`captions = "),
    ("hist([1, 2], xlabel = \"a\")", "`label` says"), ("deepcopy([1])", "`copy(x)`"),
    ("Linear(2, 2).named_parameters()", "`net.state_dict()`"),
    ("Parameter(ones(2)).zero_grad()", "`x.grad = none`"), ("autograd.grad(1)", "backward()"),
    ("SGD(Linear(2, 2).parameters(), lr = 0.1).param_groups", "`opt.lr`"),
    ("DataLoader([1])", "batches("), ("super()", "leave it out"),
    ("register_buffer(\"a\", 1)", "`name = value`"), ("ModuleList([1])", "`blocks = ["),
    ("kthvalue(ones(3), 1)", "sort(x)"), ("ones(3).kthvalue(1)", "sort(x)"),
    ("\"a\".ljust(5)", ":<10"), ("\"a\".isdigit()", "0123456789"),
    ("\"a\".splitlines()", "text.split("), ("map(x -> x, [1, 2])", "`[f(x) for x in xs]`"),
    ("linspace(0, 1)", "`linspace(0, 1, 11)`"),
    ("unique(ones(2), return_counts = true)", "bincount"),
    ("pad(ones(1, 3), [1, 1], mode = \"replicate\")", "edges are repeated by"),
    ("svd(ones(2, 2), full_matrices = false)", "leave it out"),
    ("batches(ones(4, 2), 2)[0]", "`first(batches(…))`"),
    ("w = Parameter(ones(2))\nw - 0.1 * w.grad", "`p.grad` is none until"),
  ]) func whatIsNotHereIsSaidAnotherWay(code: String, hint: String) throws {
    let failure = try #require(try run(code).outcome.failure)
    #expect(failure.hint?.contains(hint) == true, "\(failure.message): \(failure.hint ?? "")")
  }

  /// `square = x.square()` in a function: a local name of a method does not hide the method.
  @Test(arguments: ["ones(2)", "[1, 2]", "\"ab\"", "{\"a\": 1}", "{1, 2}", "2"])
  func aLocalNameHidesNoMethod(_ value: String) throws {
    let run = try Run("")
    let names = Set(run.session.interpreter.table.groups.flatMap(\.builtins).map(\.name))
    #expect(names.count > 300)
    func outcome(_ name: String, _ local: String) throws -> String {
      let code = "def f(x) { \(local) = x.\(name)(); \(local) }\nf(\(value)); none"
      guard let failure = try run.type(code).failure else { return "" }
      return failure.message
    }
    for name in names.sorted() {
      #expect(try outcome(name, name) == outcome(name, "result"), "\(name) of \(value)")
    }
  }

  /// A value that took the name of a function says where.
  @Test(arguments: [
    ("for sum in [1.0] { }\nsum([1])", "line 5 took the name `sum` from the builtin"),
    ("report max = 2.0\nmax(1, 2)", "line 5 took the name `max` from the builtin"),
    ("def f() { 1 }\nfor f in [2.0] { }\nf()", "line 6 set `f` to it"),
    ("(a, len) = (1, 2)\nlen([1])", "line 5 took the name `len` from the builtin"),
    ("len = 2\nx = 1\nlen([1])\nlen = 3", "line 5 took the name `len` from the builtin"),
    ("def g(min) { min(1, 2) }\ng(3)", "`min` is local to this function"),
  ]) func aTakenNameSaysWhoTookIt(code: String, hint: String) throws {
    let run = try Run.all("# T\n\n## A\n```lab\n\(code)\n```\n")
    let failure = try #require(run.failure)
    #expect(failure.message.hasSuffix("cannot be called"))
    #expect(failure.hint?.hasPrefix(hint) == true, "\(failure.hint ?? "no hint")")
  }
}
