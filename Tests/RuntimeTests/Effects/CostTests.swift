import Datasets
import Foundation
import Language
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// What `lab check --cost` counts is what can be worked out by hand.
@Suite struct CostTests {
  private static func costs(_ text: String) throws -> [LabCost] {
    let lab = try Parser.parseLab(SourceFile(name: "test.lab", text: text))
    return LabCost.all(of: lab, data: DataPath("/nonexistent"))
  }

  private static func step(_ code: String) throws -> LabCost.Step {
    let cost = try #require(try costs("```lab\n\(code)\n```\n").first)
    return try #require(cost.steps.first)
  }

  /// The multiply-adds of code, at least and at most.
  private static func multiplied(_ code: String) throws -> (least: Double, most: Double?) {
    let cost = try step(code).cost
    return (cost.least.work.multiplyAdds, cost.isOpen ? nil : cost.most.work.multiplyAdds)
  }

  @Test(arguments: [
    // The forward pass; then the gradients of the weight and, behind another layer, of the input.
    ("Linear(7, 5)(zeros(3, 7))", 3 * 7 * 5),
    ("Linear(7, 5)(zeros(3, 7)).sum().backward()", 2 * 3 * 7 * 5),
    (
      "Sequential(Linear(7, 5), ReLU(), Linear(5, 2))(zeros(3, 7)).sum().backward()",
      2 * 3 * 7 * 5 + 3 * 3 * 5 * 2
    ),
    ("zeros(4, 2, 3) @ zeros(3, 6)", 4 * 2 * 3 * 6),
    ("tensor([[1, 2], [3, 4]]) @ tensor([[1], [2]])", 4),
    ("einsum(\"b i, b j -> i j\", zeros(9, 2), zeros(9, 3))", 9 * 2 * 3),
    // [2, 3, 8, 8] under 3×3 kernels with padding gives [2, 4, 8, 8].
    ("Conv2d(3, 4, 3, padding = 1)(zeros(2, 3, 8, 8))", 2 * 4 * 8 * 8 * 3 * 9),
    ("Conv2d(4, 4, 3, stride = 2, groups = 2)(zeros(2, 4, 9, 9))", 2 * 4 * 4 * 4 * 2 * 9),
    ("Conv2d(3, 4, 3)(zeros(2, 3, 8, 8)).sum().backward()", 2 * 2 * 4 * 6 * 6 * 3 * 9),
    // Scores and sums; the gradient computes the scores again, and four products more.
    (
      "scaled_dot_product_attention(zeros(2, 5, 8), zeros(2, 6, 8), zeros(2, 6, 4))",
      2 * 5 * 6 * (8 + 4)
    ),
    (
      """
      w = Parameter(zeros(2, 5, 8))
      scaled_dot_product_attention(w, zeros(2, 5, 8), zeros(2, 5, 8)).sum().backward()
      """, 2 * 5 * 5 * (8 + 8 + 3 * 8 + 2 * 8)
    ),
    // Written out it is the same, whether or not anybody looks at the weights.
    (
      "q = zeros(2, 5, 8)\nk = zeros(2, 6, 8)\nsoftmax(q @ k.mT / 8 ** 0.5, dim = -1) @ zeros(2, 6, 4)",
      2 * 5 * 6 * (8 + 4)
    ),
    (
      """
      q = zeros(2, 5, 8)
      A = softmax(q @ q.mT, dim = -1)
      B = A * A
      A @ q
      """, 2 * 5 * 5 * (8 + 8)
    ),
    // Rounds, the last of which may be smaller.
    ("for i in range(1000) { zeros(2, 3) @ zeros(3, 4) }", 1000 * 24),
    ("for (x, y) in batches([zeros(10, 3), zeros(10)], 4) { x @ zeros(3, 2) }", 10 * 3 * 2),
    ("x = [zeros(2, 3) @ zeros(3, 4) for _ in range(100_000)]", 100_000 * 24),
    ("i = 0\nwhile i < 30 { zeros(2, 3) @ zeros(3, 4)\ni += 1 }", 30 * 24),
    ("for i in range(100) { if i % 10 == 0 { zeros(2, 3) @ zeros(3, 4) } }", 10 * 24),
    ("def f(n) { if n > 0 { zeros(2, 3) @ zeros(3, 4)\nf(n - 1) } }\nf(5)", 5 * 24),
  ])
  func isExact(_ code: String, _ wanted: Int) throws {
    let (least, most) = try Self.multiplied(code)
    #expect(least == Double(wanted), "\(code)")
    #expect(most == Double(wanted), "\(code)")
  }

  @Test(arguments: [
    // What is done either way, or not at all.
    ("if rand(1).item() > 0.5 { P } else { P\nP }", 24, 48),
    ("if rand(1).item() > 0.5 { P }", 0, 24),
    // What may end early.
    ("for i in range(10) { P\nif rand(1).item() > 0.5 { break } }", 24, 240),
    ("for i in range(10) { if rand(1).item() > 0.5 { continue }\nP }", 0, 240),
    ("def f() { for i in range(10) { P\nif rand(1).item() > 0.5 { return 1 } } }\nf()\nP", 48, 264),
  ])
  func isBetween(_ code: String, _ least: Int, _ most: Int) throws {
    let multiplied = try Self.multiplied(
      code.replacing("P", with: "zeros(2, 3) @ zeros(3, 4)"))
    #expect(multiplied.least == Double(least), "\(code)")
    #expect(multiplied.most == Double(most), "\(code)")
  }

  /// Nobody knows how often these run: what is sure is counted, and no bound is claimed.
  @Test(arguments: [
    ("zeros(2, 3) @ zeros(3, 4)\nwhile rand(1).item() > 0.5 { zeros(2, 3) @ zeros(3, 4) }", 24),
    ("for i in range(rand(1).item()) { zeros(2, 3) @ zeros(3, 4) }", 0),
    ("x = rand(5)\nx[x > 0.5].unsqueeze(0).mT @ zeros(1, 4)", 0),
    ("x = rand(5)\nLinear(1, 4)(x[x > 0.5].unsqueeze(1))", 0),
    ("def f(n) { zeros(2, 3) @ zeros(3, 4)\nif rand(1).item() > 0.5 { f(n + 1) } }\nf(0)", 24),
    ("i = 0\nwhile i < 10 ** 9 { zeros(2, 3) @ zeros(3, 4)\ni += 1 }", 24),
  ])
  func isOpen(_ code: String, _ least: Int) throws {
    let (sure, most) = try Self.multiplied(code)
    #expect(sure >= Double(least), "\(code)")
    #expect(most == nil, "\(code)")
  }

  /// In a training loop a step in ten evaluates: rounds that are not alike are no exact count.
  @Test func saysWhatIsAnAverage() throws {
    let cost = try Self.step(
      "for i in range(10 ** 7) { if i % 2 == 0 { zeros(2, 3) @ zeros(3, 4) } }"
    ).cost
    #expect(cost.isAverage)
    #expect(abs(cost.least.work.multiplyAdds / (24 * 5e6) - 1) < 0.01)
  }

  @Test func parametersAndMemory() throws {
    let step = try Self.step(
      """
      net = Sequential(Linear(100, 200), ReLU(), Linear(200, 10))
      twin = net
      x = zeros(1000, 100)
      """)
    #expect(step.parameters == 100 * 200 + 200 + 200 * 10 + 10)
    #expect(step.memory >= 4 * (1000 * 100 + 22_210))
    #expect(step.memory < 5 * (1000 * 100 + 22_210))
  }

  @Test func ofEachProfileAndStep() throws {
    let costs = try Self.costs(
      """
      ```lab
      data images = mnist else digits
      param n = 100 in 1...1000
      profile quick { n = 10 }
      ```

      ## A

      ```lab
      net = Linear(784, 10)
      for (x, y) in batches(images.train[:n], 32) { net(x.flatten(1)) }
      ```

      ## B

      ```lab
      acc = accuracy(net, images.test, through = x -> x.flatten(1))
      ```

      ## C

      ```exercise c
      d = 1
      ```
      ```check c
      expect d == 2
      ```

      ## D

      ```lab
      zeros(2, 2) @ zeros(2, 2)
      ```
      """)
    #expect(costs.map(\.profile) == [nil, "quick"])
    #expect(costs.map(\.data) == [["digits"], ["digits"]])
    for (cost, count) in zip(costs, [100, 10]) {
      // It ends where an exercise has no solution.
      #expect(!cost.isWhole)
      #expect(cost.steps.map(\.number) == [0, 1, 2])
      #expect(cost.steps.map(\.parameters) == [0, 7850, 0])
      #expect(
        cost.steps.map(\.cost.most.work.multiplyAdds) == [
          0, Double(count * 7840), 10_000 * 7840,
        ])
      #expect(cost.steps.allSatisfy { !$0.cost.isOpen && $0.cost.least == $0.cost.most })
      #expect(cost.steps[0].memory > 50e6)
    }
  }
}
