import Interpreter
import Learning
import Tensors

/// An optimizer's memory as a value, which snapshots and checkpoints keep.
extension OptimizerMemory {
  /// `[rate, [[steps, tensor, …], …], groups]`.
  var value: Value {
    let kept = entries.map { entry in
      Value.items([.int(entry.steps)] + entry.tensors.map { $0.map { .tensor($0) } ?? .none })
    }
    return .items([.float(rate), .items(kept), .items(groups.map(\.value))])
  }

  /// The memory that `value` is of; nil if it is none.
  init?(_ value: Value) {
    guard let parts = value.items, parts.count == 3, let rate = parts[0].number,
      let kept = parts[1].items, let groups = parts[2].items
    else { return nil }
    var entries: [Entry] = []
    for part in kept {
      guard let items = part.items, let steps = items.first?.integer else { return nil }
      var tensors: [Tensor?] = []
      for item in items.dropFirst() {
        if case .tensor(let tensor) = item { tensors.append(tensor) } else { tensors.append(nil) }
      }
      entries.append(Entry(tensors, steps: steps))
    }
    let memories = groups.compactMap { OptimizerMemory($0) }
    guard memories.count == groups.count else { return nil }
    self.init(rate: rate, entries: entries, groups: memories)
  }
}

extension Value {
  /// The elements of the list that it is.
  fileprivate var items: [Value]? {
    if case .list(let list) = self { Array(list.items) } else { nil }
  }
}
