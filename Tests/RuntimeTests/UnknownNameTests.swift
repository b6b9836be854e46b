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
}
