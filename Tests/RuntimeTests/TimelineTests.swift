import Language
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

@Suite struct TimelineTests {
  private static let lab = """
    # T

    ```lab
    param n = 1 in 1...9
    param other = 1
    ```

    ## Data {#data}

    ```lab
    x = randn(8, 3)
    y = other
    ```

    ## Net {#net}

    ```lab
    model M() {
      fc = Linear(3, 1)
      norm = BatchNorm1d(1)
      forward(x) { norm(fc(x)) }
    }
    net = M()
    opt = Adam(net.parameters(), lr = 0.1)
    seen = Mean()
    words = []
    ```

    ## Train {#train}

    ```lab
    for i in range(n) {
      loss = (net(x) - 1).square().mean()
      opt.zero_grad()
      loss.backward()
      opt.step()
      seen.add(loss)
      words.append(i)
      record(loss)
    }
    report last = loss.item()
    ```

    ## After {#after}

    ```lab
    z = net(x).sum().item()
    ```

    ## Apart {#apart}

    ```lab
    q = 1
    ```

    """

  private let timeline: Timeline
  private let recorder = Recorder()

  init() throws {
    let lab = try Parser.parseLab(SourceFile(name: "t.lab", text: Self.lab))
    timeline = Timeline(try Session(lab, output: recorder))
  }

  private var steps: [Step] { timeline.session.lab.steps }
  private var states: [Timeline.Status] { steps.map(timeline.status(of:)) }

  @discardableResult
  private func run(_ number: Int) -> Session.Outcome {
    let outcome = timeline.run(steps[number])
    #expect(outcome.failure == nil)
    return outcome
  }

  private func runAll() { for number in steps.indices { run(number) } }

  @discardableResult
  private func type(_ code: String) throws -> String {
    let block = try Parser.parseSnippet(SourceFile(name: "<test>", text: code))
    let outcome = timeline.run(snippet: block)
    #expect(outcome.failure == nil)
    return outcome.value?.representation ?? ""
  }

  /// Everything that training changes, as text.
  private static let state =
    "[net.fc.weight.tolist(), net.norm.running_mean.tolist(), net.norm.running_var.tolist(), "
    + "seen.value, opt.lr, words, last, z]"

  @Test func aStepTrainsOnceHoweverOftenItRuns() throws {
    runAll()
    let once = try type(Self.state)
    run(3)
    run(4)
    #expect(try type(Self.state) == once)
    run(3)
    run(3)
    run(4)
    #expect(try type(Self.state) == once)
    // The optimizer's moments come back too: after one more step, everything is the same again.
    #expect(timeline.session.points.count == 1)
    #expect(timeline.session.points.map(\.x) == [1])
  }

  @Test func momentsOfTheOptimizerComeBack() throws {
    for number in 0...2 { run(number) }
    let more = "{ opt.zero_grad(); l = net(x).square().mean(); l.backward(); opt.step() }"
    run(3)
    try type("for j in range(3) " + more)
    let first = try type("net.fc.weight.tolist()")
    run(3)
    try type("for j in range(3) " + more)
    #expect(try type("net.fc.weight.tolist()") == first)
  }

  @Test func gradientsComeBack() throws {
    for number in 0...2 { run(number) }
    #expect(try type("net.fc.weight.grad") == "none")
    run(3)
    #expect(try type("net.fc.weight.grad") != "none")
    try timeline.undo(steps[3])
    #expect(try type("net.fc.weight.grad") == "none")
  }

  @Test func undoTakesAStepBack() throws {
    for number in 0...2 { run(number) }
    let before = try type("net.fc.weight.tolist()")
    run(3)
    #expect(try type("net.fc.weight.tolist()") != before)
    try timeline.undo(steps[3])
    #expect(try type("net.fc.weight.tolist()") == before)
    #expect(try type("words") == "[]")
    #expect(states[3] == .notRun)
  }

  @Test func whatIsTypedStays() throws {
    runAll()
    try type("y = 50")
    try type("mine = 7")
    try type("words.append(99)")
    run(3)
    #expect(try type("[y, mine, words]") == "[50, 7, [0]]")
    // A step sets its own names again.
    run(1)
    #expect(try type("y") == "1")
  }

  @Test func whatReadsAChangeIsStale() throws {
    runAll()
    #expect(states == Array(repeating: .passed, count: 6))
    #expect(timeline.set("n", to: "3").failure == nil)
    #expect(states == [.passed, .passed, .passed, .stale, .stale, .passed])
    run(3)
    #expect(states == [.passed, .passed, .passed, .passed, .stale, .passed])
    #expect(try type("words") == "[0, 1, 2]")
    run(4)
    #expect(states == Array(repeating: .passed, count: 6))
    run(1)
    #expect(states == Array(repeating: .passed, count: 6))
  }

  /// A step is up to date again when everything that it reads is what it was.
  @Test(arguments: [
    ["n=3", "n=1"], ["n=3", "n=2", "n=1"], ["type n = 3", "type n = 1"], ["n=3", "type n = 1"],
    ["type n = 3", "n=1"], ["n=1"], ["type n = 1"], ["seed 4", "seed 0"],
    ["type y = 2", "type y = 1"],
    ["n=3", "run 3", "n=1", "run 3"], ["n=3", "run 3", "run 4", "n=1", "run 3", "run 4"],
    ["n=3", "run 4", "n=1", "run 4"], ["run 1", "run 2", "run 3", "run 4"], ["run 4", "run 4"],
    ["type net.fc.weight[:] = 0", "run 3", "run 4"], ["other=5", "run 1", "other=1", "run 1"],
    ["type words.append(9)", "run 3"], ["code range(n + 1)", "code range(n)"],
  ])
  func stalenessIsOfValues(_ actions: [String]) throws {
    runAll()
    for action in actions { try act(action) }
    #expect(states == Array(repeating: .passed, count: 6))
  }

  @Test(arguments: [
    (["n=3"], [3, 4]), (["n=3", "run 3"], [4]), (["n=3", "run 3", "n=1"], [3, 4]),
    // What step 4 has read is neither the old net nor the new one.
    (["n=3", "run 4", "n=1"], [4]), (["n=3", "run 4", "run 3"], [4]), (["n=3", "run 4"], [3, 4]),
    (["other=5"], [1, 3, 4]), (["other=5", "run 1"], [3, 4]), (["type y = 7"], []),
    (["seed 4"], [0, 1, 2, 3, 4, 5]),
    (["type net.fc.weight[:] = 0"], [3, 4]), (["type net.fc.weight[:] = 0", "run 3"], []),
    (["type x = zeros(8, 3)"], [3, 4]), (["code range(n + 1)"], [3, 4]),
    // A step that sets a name to its old value still sets it.
    (["run 4", "n=3"], [3, 4]),
  ])
  func whatIsStale(_ actions: [String], _ stale: [Int]) throws {
    runAll()
    for action in actions { try act(action) }
    #expect(states.indices.filter { states[$0] == .stale } == stale)
  }

  private func act(_ action: String) throws {
    let words = action.split(separator: " ", maxSplits: 1).map(String.init)
    switch words[0] {
    case "run": run(Int(words[1]) ?? 0)
    case "seed": timeline.reseed(Int(words[1]) ?? 0)
    case "type": try type(words[1])
    case "code":
      let text = Self.lab.replacing("range(n)", with: words[1])
      try timeline.replace(try Parser.parseLab(SourceFile(name: "t.lab", text: text)))
    default:
      let parts = action.split(separator: "=").map(String.init)
      #expect(timeline.set(parts[0], to: parts[1]).failure == nil)
    }
  }

  @Test func aModelTrainedAtThePromptMakesItsReadersStale() throws {
    runAll()
    try type("net.fc.weight[:] = 0")
    #expect(states[4] == .stale)
    #expect(states[2] == .passed && states[5] == .passed)
  }

  @Test func aRefusedValueChangesNothing() throws {
    runAll()
    #expect(timeline.set("n", to: "99").failure?.kind == .usage)
    #expect(timeline.set("n", to: "1 +").failure?.kind == .syntax)
    #expect(timeline.set("m", to: "1").failure?.kind == .usage)
    #expect(states == Array(repeating: .passed, count: 6))
    run(0)
    #expect(try type("n") == "1")
    #expect(timeline.session.changedParameters.isEmpty)
  }

  @Test func aSettingMayGoBackToItsDefault() throws {
    runAll()
    _ = timeline.set("n", to: "2")
    #expect(timeline.session.changedParameters == ["n"])
    _ = timeline.set("n", to: "1")
    #expect(timeline.session.changedParameters.isEmpty)
  }

  @Test func anotherSeedMakesAllStale() throws {
    runAll()
    let before = try type("x.tolist()")
    timeline.reseed(5)
    #expect(states == Array(repeating: .stale, count: 6))
    run(1)
    #expect(try type("x.tolist()") != before)
    timeline.reseed(0)
    run(1)
    #expect(try type("x.tolist()") == before)
  }

  @Test func aNewVersionMakesItsChangedStepsStale() throws {
    runAll()
    let text = Self.lab.replacing("range(n)", with: "range(n + 1)")
    try timeline.replace(try Parser.parseLab(SourceFile(name: "t.lab", text: text)))
    #expect(states == [.passed, .passed, .passed, .stale, .stale, .passed])
    run(3)
    #expect(try type("words") == "[0, 1]")
  }

  @Test func longChainsAndCirclesAreKept() throws {
    run(0)
    try type(
      """
      model Link(next) { before = next
        me = none }
      chain = none
      for i in range(50_000) { chain = Link(chain) }
      ring = Link(chain)
      ring.me = ring
      """)
    run(1)
    try type("ring.me = 5")
    run(1)
    #expect(try type("ring.me == 5") == "false")
  }
}
