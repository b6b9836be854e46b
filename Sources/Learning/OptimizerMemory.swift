import Tensors

/// What an optimizer has changed in itself: its rate, and what it keeps for each parameter.
package struct OptimizerMemory {
  /// What is kept for one parameter.
  package struct Entry {
    /// Running means and velocities; nil where there is none yet.
    package let tensors: [Tensor?]
    /// The updates so far, where they are counted.
    package let steps: Int

    package init(_ tensors: [Tensor?], steps: Int = 0) {
      (self.tensors, self.steps) = (tensors, steps)
    }

    /// The same with tensors of its own.
    func copied() throws(TensorError) -> Entry {
      var copies: [Tensor?] = []
      for tensor in tensors { copies.append(try tensor?.copied()) }
      return Entry(copies, steps: steps)
    }
  }

  /// The learning rate.
  package let rate: Double
  /// One for each parameter.
  package let entries: [Entry]
  /// Those of the groups, where there are groups.
  package let groups: [OptimizerMemory]

  package init(rate: Double, entries: [Entry], groups: [OptimizerMemory] = []) {
    (self.rate, self.entries, self.groups) = (rate, entries, groups)
  }

  /// The entries with tensors of their own. Throws unless there are `count`, with `kinds` tensors of
  /// the parameters' shapes each.
  func copies(for parameters: [Tensor], kinds: Int) throws(TensorError) -> [Entry] {
    guard entries.count == parameters.count else {
      throw TensorError("an optimizer of \(parameters.count) parameters, not \(entries.count)")
    }
    var copies: [Entry] = []
    for (entry, parameter) in zip(entries, parameters) {
      let fits = entry.tensors.allSatisfy { $0.map { $0.shape == parameter.shape } ?? true }
      guard entry.tensors.count == kinds, fits else {
        throw TensorError("what is kept of an optimizer does not fit shape \(parameter.shape)")
      }
      copies.append(try entry.copied())
    }
    return copies
  }
}
