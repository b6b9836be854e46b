import Testing

@testable import Learning
@testable import Tensors

/// What is kept of an optimizer, as snapshots and checkpoints hold it.
@Suite struct OptimizerMemoryTests {
  private func optimizer(_ name: String, _ w: Tensor) throws -> any Optimizer {
    switch name {
    case "sgd": try SGD([w], rate: 0.1, momentum: 0.9)
    case "rmsprop": try RMSprop([w], rate: 0.1, momentum: 0.9)
    default: try Adam([w], rate: 0.1)
    }
  }

  private func step(_ optimizer: any Optimizer, _ w: Tensor) throws {
    optimizer.zeroGradients()
    try (w * w).sum().backward()
    try optimizer.step()
  }

  private func tensors(_ memory: OptimizerMemory) -> [Tensor] {
    memory.entries.flatMap(\.tensors).compactMap(\.self)
  }

  @Test(arguments: ["sgd", "rmsprop", "adam"]) func itIsSharedUntilAStepChangesIt(
    _ name: String
  ) throws {
    let w = try pseudo(8, 1).asParameter()
    let optimizer = try optimizer(name, w)
    try step(optimizer, w)
    let kept = try optimizer.memory()
    let numbers = tensors(kept).map { $0.doubles() }
    let weights = w.kept()
    // Nothing has changed: nothing is copied, and a checkpoint need not write it again.
    let again = try optimizer.memory()
    #expect(tensors(kept).map(TensorIdentity.init) == tensors(again).map(TensorIdentity.init))
    try step(optimizer, w)
    #expect(tensors(kept).map { $0.doubles() } == numbers)
    let after = tensors(try optimizer.memory())
    for (before, after) in zip(tensors(kept), after) {
      #expect(TensorIdentity(before) != TensorIdentity(after))
    }
    // Back there, the same step gives the same, twice.
    let moved = w.doubles()
    for _ in 0..<2 {
      w.restore(weights)
      try optimizer.restore(kept)
      try step(optimizer, w)
      #expect(w.doubles() == moved)
      #expect(tensors(kept).map { $0.doubles() } == numbers)
    }
  }
}
