import Language
import Platform
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// A session that was kept goes on to the same values as one that was never interrupted.
@Suite struct CheckpointTests {
  private static let lab = """
    # Kept

    ```lab
    data images = digits
    param hidden = 16 in 1...64
    param eta = relu in [relu, tanh]
    ```

    ## Model {#model}

    ```lab
    train = images.train[:64]
    some = images.test[randperm(20)]
    pixels = train.images
    model Net(h) {
      fc1 = Linear(784, h)
      norm = BatchNorm1d(h)
      drop = Dropout(0.2)
      fc2 = Sequential(ReLU(), Linear(h, 10))
      def forward(x) { fc2(drop(eta(norm(fc1(x.flatten(1)))))) }
    }
    net = Net(hidden)
    layers = {"first": net.fc1, "last": net.fc2}
    W = Parameter(randn(4, 3))
    view = randn(300, 100).T
    facts = [1, 2.5, "a\\n", none, true, {"k": [1, 2]}, range(3), 1.0 / 3, float("inf")]
    double = x -> 2 * x
    def scaled(x, by = hidden) { by * x }
    same = W
    which = eta
    loader = batches(train, 16, shuffle = true)
    """
    + "\n```\n\n" + """
      ## Train {#train}

      ```lab
      opt = Adam(net.parameters(), lr = 0.01)
      sgd = SGD([W], lr = 0.1, momentum = 0.9)
      mean = Mean()
      def pass_over() {
        for (x, y) in loader {
          loss = cross_entropy(net(x), y)
          opt.zero_grad()
          loss.backward()
          opt.step()
          mean.add(loss)
          record(loss, label = "net")
        }
        sgd.zero_grad()
        (W * W).sum().backward()
        sgd.step()
      }
      pass_over()
      report loss = mean.value
      ```

      ## More {#more}

      ```lab
      pass_over()
      drawn = randn(3)
      report again = mean.value
      result = [mean.value, W.sum().item(), same.sum().item(), drawn.sum().item(),
        num_params(net), facts, scaled(2), double(3), (view @ view.T).sum().item(),
        layers["first"].weight.sum().item(), some.labels.tolist(), which(-1.0), opt.lr]
      ```

      """

  private func timeline(_ text: String = lab) throws -> Timeline {
    let lab = try Parser.parseLab(SourceFile(name: "test.lab", text: text))
    var options = SessionOptions()
    options.respondent = .student
    return Timeline(try Session(lab, options, output: Recorder()))
  }

  private func run(_ timeline: Timeline, _ numbers: ClosedRange<Int>) throws {
    for step in timeline.session.lab.steps where numbers.contains(step.number) {
      if let failure = timeline.run(step).failure { throw failure }
    }
  }

  private func type(_ code: String, _ timeline: Timeline) throws {
    let block = try Parser.parseSnippet(SourceFile(name: "<prompt>", text: code))
    if let failure = timeline.run(snippet: block).failure { throw failure }
  }

  /// The checkpoint as it comes back from its files.
  private func stored(_ checkpoint: Checkpoint) throws -> Checkpoint {
    var written = WrittenTensors()
    let files = try CheckpointFiles(checkpoint, &written)
    let json = try #require(JSON(reading: files.index))
    var bytes: [UInt8] = []
    files.new?.content.forEachPiece { bytes += $0 }
    return try #require(
      CheckpointFiles.checkpoint(json) { $0 == files.new?.name ? bytes : nil })
  }

  private func result(_ timeline: Timeline) throws -> String {
    try #require(timeline.session.globals.value(of: "result")).representation
  }

  @Test(arguments: [1, 2]) func goesOnToTheSameValues(after last: Int) throws {
    let undisturbed = try timeline()
    try run(undisturbed, 0...3)
    let first = try timeline()
    try run(first, 0...last)
    let second = try timeline()
    let restoration = try second.restore(stored(first.checkpoint()))
    #expect(restoration.lost.isEmpty, "\(restoration.lost)")
    #expect(restoration.changed.isEmpty)
    for step in second.session.lab.steps where step.number <= last {
      #expect(second.status(of: step) == .passed, "\(step.id)")
    }
    try run(second, last + 1...3)
    #expect(try result(second) == result(undisturbed))
    #expect(second.session.points.map(\.y) == undisturbed.session.points.map(\.y))
    #expect(second.session.reports.map(\.name) == undisturbed.session.reports.map(\.name))
    // Once more, now that everything has been made again once.
    let third = try timeline()
    _ = try third.restore(stored(second.checkpoint()))
    #expect(try result(third) == result(undisturbed))
  }

  @Test func whatWasTypedAndSetComesBack() throws {
    let first = try timeline()
    try run(first, 0...0)
    #expect(first.set("hidden", to: "32").failure == nil)
    try run(first, 1...2)
    try type("mine = 3; def own(x) { x + mine }", first)
    try type("def scaled(x, by = 7) { by * x }", first)
    #expect(first.set("hidden", to: "48").failure == nil)
    let second = try timeline()
    let restoration = try second.restore(stored(first.checkpoint()))
    #expect(restoration.lost.isEmpty, "\(restoration.lost)")
    try type("answers = [own(1), scaled(2), hidden, net.fc1.weight.shape]", second)
    let answers = second.session.globals.value(of: "answers")?.representation
    #expect(answers == "[4, 14, 48, [32, 784]]")
    #expect(second.session.changedParameters == ["hidden"])
    let states = second.session.lab.steps.map { second.status(of: $0) }
    #expect(states == [.passed, .stale, .stale, .notRun])
  }

  @Test func whatCannotBeKeptIsSaid() throws {
    let text = """
      # A

      ## One {#one}

      ```lab
      def adder(n) { x -> x + n }
      add = adder(2)
      y = add(1)
      ```

      ## Two {#two}

      ```lab
      z = 2 * y
      ```

      """
    let first = try timeline(text)
    try run(first, 0...2)
    let second = try timeline(text)
    let restoration = try second.restore(stored(first.checkpoint()))
    #expect(restoration.lost.map(\.name) == ["add"])
    #expect(restoration.lost.map(\.reason) == ["a function that remembers values"])
    #expect(second.session.globals.value(of: "add") == nil)
    #expect(second.session.globals.value(of: "z")?.integer == 6)
    let steps = second.session.lab.steps
    #expect(second.status(of: steps[1]) == .stale)
    #expect(second.isFromEarlier(steps[1]))
  }

  @Test func aStepWithOtherCodeIsStale() throws {
    let first = try timeline()
    try run(first, 0...1)
    let second = try timeline(Self.lab.replacing("[:64]", with: "[:32]"))
    let restoration = try second.restore(stored(first.checkpoint()))
    #expect(restoration.changed == ["model"])
    #expect(second.status(of: second.session.lab.steps[1]) == .stale)
  }
}
