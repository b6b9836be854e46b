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

    /// The same as it is now; a tensor is copied only if it changes.
    var kept: Entry { Entry(tensors.map { $0?.kept() }, steps: steps) }
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

  /// The entries as an optimizer may change them. Throws unless there is one for each parameter, with
  /// `kinds` tensors of its shape.
  func entries(for parameters: [Tensor], kinds: Int) throws(TensorError) -> [Entry] {
    guard entries.count == parameters.count else {
      throw TensorError("an optimizer of \(parameters.count) parameters, not \(entries.count)")
    }
    for (entry, parameter) in zip(entries, parameters) {
      let fits = entry.tensors.allSatisfy { $0.map { $0.shape == parameter.shape } ?? true }
      guard entry.tensors.count == kinds, fits else {
        throw TensorError("what is kept of an optimizer does not fit shape \(parameter.shape)")
      }
    }
    return entries.map(\.kept)
  }
}
