import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// A network learns in the language, from data to accuracy.
@Suite struct TrainingTests {
  /// Whoever shows progress learns that a loop may be left, and that it was.
  @Test(arguments: [("if i == 2 { break }", true), ("", false)])
  func aLoopSaysWhetherItMayEndEarly(_ jump: String, _ may: Bool) throws {
    let run = try Run("")
    let code = "i = 0; for x in batches(zeros(40, 1), 10) { \(jump); i = i + 1 }; print(i)"
    #expect(try run.type(code.replacing("{ ;", with: "{")).failure == nil)
    var (progress, ends): ([Bool], Int) = ([], 0)
    for event in run.recorder.events {
      if case .progress(_, _, let mayEndEarly) = event { progress.append(mayEndEarly) }
      if case .endOfPass = event { ends += 1 }
    }
    #expect(progress == Array(repeating: may, count: may ? 2 : 4))
    #expect(ends == 1)
  }

  @Test func aNetworkLearnsDigits() throws {
    let run = try Run.all(
      """
      # T

      ```lab
      data images = digits
      (train, val) = split(images.train, 1_000)
      model MLP(H) {
        f1 = Linear(784, H)
        f2 = Linear(H, 10)

        forward(x: [B, 1, 28, 28]) { f2(relu(f1(x.flatten(1)))) }
      }
      net = MLP(32)
      opt = AdamW(net.parameters(), lr = 3e-3)
      for epoch in range(3) {
        losses = Mean()
        for (x, y) in batches(train, 50, shuffle = true) {
          loss = cross_entropy(net(x), y)
          opt.zero_grad()
          loss.backward()
          opt.step()
          losses.add(loss, weight = len(y))
        }
      }
      expect num_params(net) == 784 * 32 + 32 + 320 + 10
      expect losses.value < 1
      expect accuracy(net, images.test[:500]) > 0.7
      ```
      """)
    #expect(run.failure?.message == nil)
    #expect(run.session.expectations.map(\.status) == [.held, .held, .held])
  }

  /// Evaluating a net does not change it, whether it is in training mode or not.
  @Test func measuringLeavesTheModeAlone() throws {
    let run = try Run.all(
      """
      # T

      ```lab
      data images = digits
      few = images.test[:20]
      net = Sequential(Flatten(), Dropout(0.5), Linear(784, 10), Dropout(0.5))
      x = ones(4, 1, 28, 28)
      def isEval() { bool(all(net(x) == net(x))) }
      before = isEval()
      accuracy(net, few)
      training = isEval()
      net.eval()
      (loss, acc) = evaluate(net, few)
      accuracy(net, few)
      expect not before
      expect not training
      expect isEval()
      net.train()
      evaluate(net, few)
      expect not isEval()
      ```
      """)
    #expect(run.failure?.message == nil)
    #expect(run.session.expectations.map(\.status) == [.held, .held, .held, .held])
  }

  /// A pass may be left early, be inside another, or be larger than its images.
  ///
  /// Each batch is the same as if nothing had been prepared ahead of time.
  @Test func passesMayBeLeftEarly() throws {
    let run = try Run.all(
      """
      # T

      ```lab
      data images = digits
      few = images.test[:25]
      seen = []
      for (x, y) in batches(few, 10) {
        for (inner, _) in batches(few, 7) {
          seen += [bool(all(inner == first(batches(few, 7))[0]))]
          break
        }
        start = 10 * (len(seen) - 1)
        expect bool(all(y == few.labels[start:start + 10]))
        expect bool(all(x == first(batches(few[start:], len(y)))[0]))
      }
      expect seen == [true, true, true]
      expect [len(y) for (x, y) in batches(few, 10)] == [10, 10, 5]
      expect [len(y) for (x, y) in batches(few, 9_223_372_036_854_775_807)] == [25]
      expect len(batches(few, 9_223_372_036_854_775_807)) == 1
      expect evaluate(x -> zeros(len(x), 10), few, batch_size = 9_223_372_036_854_775_807)[0] ≈ log(10) ± 1e-5
      ```
      """)
    #expect(run.failure?.message == nil)
    #expect(run.session.expectations.allSatisfy { $0.status == .held })
    #expect(run.session.expectations.count == 11)
  }

  /// What is drawn for a batch does not depend on what the loop draws meanwhile.
  @Test func aPassDrawsForItself() throws {
    func sums(_ body: String) throws -> String {
      let run = try Run.all(
        """
        # T

        ```lab
        data images = digits
        few = images.test[:30]
        for (x, _) in batches(few, 8, shuffle = true, augment = ["crop", "hflip"]) {
          print(x.sum().item())
          \(body)
        }
        ```
        """)
      #expect(run.failure?.message == nil)
      return run.recorder.text
    }
    let plain = try sums("")
    #expect(try sums("rand(3)") == plain)
    #expect(Set(plain.split(separator: "\n")).count == 4)
  }

  @Test func aBatchOfNoImagesSaysSo() throws {
    let run = try Run.all(
      """
      # T

      ```lab
      data images = digits
      evaluate(x -> zeros(len(x), 10), images.test, batch_size = 0)
      ```
      """)
    #expect(run.failure?.message == "a batch must have at least 1 image, not 0")
  }
}
