import Testing

@testable import Runtime

/// What is said of a name without a value.
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
}
