import Language
import Testing
import Text

@testable import Builtins
@testable import Interpreter
@testable import Session

/// `expect`: what it judges, by which values, and when.
@Suite struct ClaimTests {
  // MARK: What is judged

  /// Both sides are evaluated once, and those values are shown.
  @Test(arguments: [
    ("DRAW < 0", "DRAW against 0"), ("DRAW ≈ 5 ± 1", "DRAW against 5"),
    ("2 > DRAW > 1", "DRAW against 1"), ("3 < DRAW < 1", "3 against DRAW"),
    ("true and DRAW < 0", "DRAW against 0"), ("DRAW > 7 and 1 == 2", "DRAW against 7"),
    ("1 == 2 or DRAW < 0", "DRAW against 0"), ("not DRAW < 1", nil),
    ("[DRAW] == [5]", "[DRAW] against [5]"), ("(x -> x < 0)(DRAW)", nil),
  ])
  func theValuesThatAreShownAreThoseThatDecided(_ claim: String, _ values: String?) throws {
    let draw = "rand(1).item()"
    let first = try run("print(\(draw))\nprint(\(draw))").text.split(separator: "\n")
    let code = "expect \(claim.replacing("DRAW", with: draw))\nprint(\(draw))"
    let (text, outcome) = try run(code)
    #expect(outcome.expectations.map(\.status) == [.failed], "\(outcome)")
    // A number by itself is shown with six digits.
    let number = Digits.general(Double(first[0]) ?? .nan, 6)
    let shown = values?.replacing("[DRAW]", with: "[\(first[0])]").replacing("DRAW", with: number)
    #expect(outcome.expectations.first?.values == shown)
    #expect(text == first[1] + "\n", "something was evaluated twice")
  }

  /// A failed claim whose sides are equal shows their value once.
  @Test func equalSidesAreToldOnce() throws {
    for (claim, values) in [
      ("3 != 3", "both are 3, and must differ"), ("3 < 3", "both are 3, and one must be greater"),
    ] {
      #expect(try run("expect \(claim)").outcome.expectations.first?.values == values)
    }
  }

  @Test(arguments: [
    "true", "1 < 2", "zeros(2) < 1", "tensor([1, 2]) == tensor([1, 2])", "1 ≈ 1 ± 0", "not false",
    "(zeros(2) < 1).all()", "\"a\" in [\"a\"]", "none is none", "1 not in [2]", "0 < 1 < 2",
  ])
  func holds(_ claim: String) throws {
    #expect(try run("expect \(claim)").outcome.expectations.map(\.status) == [.held])
  }

  @Test(arguments: ["false", "zeros(2) > tensor([-1.0, 1.0])", "1 in []", "tensor(0) > 1"])
  func fails(_ claim: String) throws {
    #expect(try run("expect \(claim)").outcome.expectations.map(\.status) == [.failed])
  }

  @Test(arguments: [
    "\"hello\"", "\"\"", "[1, 2]", "[]", "{}", "{\"a\": 1}", "relu", "x -> x", "1", "0", "1.5",
    "none", "range(3)", "zeros(2)", "tensor([1, 2])", "Linear(1, 1)", "Linear", "print(1)",
  ])
  func whatIsNeitherTrueNorFalseIsNoClaim(_ claim: String) throws {
    let outcome = try run("expect \(claim)").outcome
    #expect(outcome.failure?.message.hasPrefix("a claim must be true or false, not ") == true)
    #expect(outcome.failure?.span?.text == claim)
    #expect(outcome.expectations.isEmpty)
  }

  @Test(arguments: ["zeros(0) > 5", "zeros(3, 0) == 0", "tensor([]) < 1"])
  func nothingIsClaimedOfAnEmptyTensor(_ claim: String) throws {
    let failure = try run("expect \(claim)").outcome.failure
    #expect(failure?.message.hasPrefix("the claim is about an empty tensor") == true)
  }

  // MARK: Names

  /// Wherever a claim is, the data sets and profiles that it mentions exist.
  @Test(arguments: [
    "CLAIM", "if false { CLAIM }", "for i in [] { CLAIM }", "while false { CLAIM }",
    "def f() { CLAIM }", "model M() { forward(x) { CLAIM; x } }", "no_grad { CLAIM }",
    "x = if false { CLAIM; 1 } else { 2 }", "print(no_grad { CLAIM; 1 })",
  ])
  func unknownNamesAreRefusedBeforeAnythingRuns(_ code: String) throws {
    let claims = [
      ("1 == 1 on mnsit", "there is no data set called mnsit", "did you mean mnist?", "mnsit"),
      (
        "1 == 1 on mnist, digit", "there is no data set called digit", "did you mean digits?",
        "digit"
      ),
      ("1 == 1 under quik", "no profile is called `quik`", "did you mean `quick`?", "quik"),
      (
        "1 == 1 under default, full", "no profile is called `full`", "the lab has default, quick",
        "full"
      ),
    ]
    for (claim, message, hint, place) in claims {
      let code = code.replacing("CLAIM", with: "expect \(claim)")
      let head = "```lab\nparam p = 1\nprofile quick { p = 2 }\n```\n## A\n```lab\n"
      let refused = #expect(throws: Diagnostic.self) { _ = try Run(head + code + "\n```\n") }
      #expect(refused?.message == message)
      #expect(refused?.hint == hint)
      #expect(refused?.span?.text == place)
      #expect(refused?.kind == .usage)
      let typed = try Run(head + "```\n").type(code).failure
      #expect(typed?.message == message && typed?.kind == .usage)
    }
  }

  @Test func knownNamesAreFine() throws {
    let lab = "```lab\nparam p = 1\nprofile quick { p = 2 }\n```\n## A\n```lab\n"
    for claim in ["on mnist, cifar10", "under default, quick", "on digits under quick"] {
      _ = try Run(lab + "expect 1 == 1 \(claim)\n```\n")
    }
  }

  // MARK: Comparisons

  private let compared = """
    ```lab
    param a = 1
    param b = 1
    ```
    ## Work
    ```lab
    report value = a, other = b
    unrelated = 3
    expect value > 0
    expect value < 5 "small"
    expect value == 1 under default
    ```
    ## Apart
    ```lab
    apart = unrelated
    ```
    ## Mixed
    ```lab
    expect apart == 3
    mixed = value
    report twice = 2 * mixed
    ```
    ## Compare
    ```lab
    try two "the two" { a = 2 }
    try nine "the nine" { a = 9 }
    compare base, two, nine { table value, twice }
    ```
    """

  /// Only an error caused by a skipped comparison is one.
  @Test(arguments: [
    ("expect base.value > 0", true), ("expect 0 < base.value", true),
    ("expect f() > 0", true), ("expect [1, two.value] == [1, 2]", true),
    ("expect 1 // 0 == 1", false), ("expect [1][5] == base.value", false),
    ("expect nothing > base.value", false),
  ])
  func afterASkippedComparison(_ claim: String, _ isExcused: Bool) throws {
    let run = try Run.all(compared)
    _ = try run.type("def f() { base.value }")
    // Reading it outside of a claim is an error, and does not excuse later ones.
    #expect(try run.type("base.value").failure?.message == "the comparison was not run")
    let outcome = try run.type(claim)
    let verdicts: [Verdict] = [.notChecked("the comparison was not run")]
    #expect(outcome.expectations.map(\.status) == (isExcused ? verdicts : []))
    #expect((outcome.failure == nil) == isExcused)
  }

  @Test func aFailedClaimInAVariationIsReported() throws {
    var options = SessionOptions()
    options.runsComparisons = true
    let run = try Run.all(compared, options)
    #expect(run.failure == nil)
    let failed = run.session.expectations.filter { $0.status == .failed }
    #expect(failed.map(\.text) == ["value < 5"])
    #expect(failed.first?.values == "9 against 5")
    #expect(failed.first?.variation == "the nine")
    #expect(failed.first?.isChanged == true)
    // It is counted in the comparison's step; what holds in a variation is not counted.
    #expect(run.outcomes.map(\.expectations.count) == [0, 3, 0, 1, 1])
    #expect(run.outcomes.last?.passed == false)
  }

  /// A result is kept only if a later run would miss nothing.
  @Test func aFailedClaimInAVariationIsReportedAgain() throws {
    let folder = ComparisonTests.Folder()
    for _ in 1...2 {
      let run = try Run.all(compared, folder.options())
      #expect(run.session.expectations.count { $0.status == .failed } == 1)
    }
    #expect(folder.files.count == 2)
  }

  // MARK: Changed parameters

  private static let chain = """
    ```lab
    param a = 1
    param b = 2 * a
    param c = 3
    param d = 4
    param e = 5.0
    param f = 6
    def read() { d }
    model M(n) { w = Parameter(full([n], e)); forward(x) { x * w } }
    ```
    ## One
    ```lab
    x = b
    net = M(2)
    log = Mean()
    def note() { log.add(f) }
    expect true under default
    ```
    ## Two
    ```lab
    y = x + read()
    expect true under default
    ```
    ## Three
    ```lab
    log.add(c)
    note()
    expect true under default
    ```
    ## Four
    ```lab
    z = net(ones(2))
    print(log)
    expect true under default
    ```
    """

  /// A claim for the defaults is judged unless its step depends on what was changed.
  @Test(arguments: [
    // By step: One (makes x, the net and the function), Two, Three, Four.
    ("a", [false, false, false, false]), ("b", [false, false, false, false]),
    ("c", [true, true, false, false]), ("d", [true, false, true, true]),
    ("e", [false, false, false, false]), ("f", [false, true, false, false]),
  ])
  func whatAStepDependsOn(_ parameter: String, _ judged: [Bool]) throws {
    var options = SessionOptions()
    options.settings = [(parameter, "77")]
    let run = try Run.all(Self.chain, options)
    #expect(run.failure == nil)
    let verdicts = run.session.expectations.map(\.status)
    let other = Verdict.notChecked("claimed for another value of \(parameter)")
    #expect(verdicts == judged.map { $0 ? .held : other })
    // What is typed may depend on everything.
    #expect(try run.type("expect true under default").expectations.map(\.status) == [other])
  }
}
