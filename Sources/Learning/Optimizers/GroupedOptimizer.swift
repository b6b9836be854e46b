import Tensors

/// Groups of parameters with their own settings: one optimizer for each.
package final class GroupedOptimizer: Optimizer {
  private let groups: [any Optimizer]

  /// The optimizers of the groups; throws if two share a parameter.
  package init(_ groups: [any Optimizer]) throws(TensorError) {
    var seen: Set<ObjectIdentifier> = []
    for parameter in groups.flatMap(\.parameters) {
      guard seen.insert(ObjectIdentifier(parameter)).inserted else {
        throw TensorError("a parameter is in two groups of one optimizer")
      }
    }
    self.groups = groups
  }

  /// The tensors of all groups.
  package var parameters: [Tensor] { groups.flatMap(\.parameters) }

  /// The first group's learning rate; setting it sets all of them.
  package var rate: Double {
    get { groups.first?.rate ?? 0 }
    set { for group in groups { group.rate = newValue } }
  }

  /// Updates the parameters of all groups.
  package func step() throws(TensorError) {
    for group in groups { try group.step() }
  }

  /// The memories of all groups.
  package func memory() throws(TensorError) -> OptimizerMemory {
    var memories: [OptimizerMemory] = []
    for group in groups { memories.append(try group.memory()) }
    return OptimizerMemory(rate: rate, entries: [], groups: memories)
  }

  package func restore(_ memory: OptimizerMemory) throws(TensorError) {
    guard memory.groups.count == groups.count else {
      throw TensorError("an optimizer of \(groups.count) groups, not \(memory.groups.count)")
    }
    for (group, memory) in zip(groups, memory.groups) { try group.restore(memory) }
  }
}
