import Tensors

/// The parameters and buffers inside a value: what optimizers, `num_params` and files need.
package struct State {
  /// A parameter or buffer with its path: `layers.0.weight`.
  package typealias Entry = (name: String, tensor: Tensor, isBuffer: Bool)

  /// In order of definition, each tensor once, under its first path.
  package private(set) var entries: [Entry] = []
  private var seen: Set<ObjectIdentifier> = []

  /// What `value` contains: a model, a layer, or lists and maps of them.
  package init(of value: Value) { visit(value, "") }

  /// The tensors that training changes.
  package var parameters: [Tensor] { entries.filter { !$0.isBuffer }.map(\.tensor) }

  private mutating func visit(_ value: Value, _ path: String) {
    switch value {
    case .tensor(let tensor) where tensor.isParameter: add((path, tensor, false))
    case .list(let list):
      for (index, item) in list.items.enumerated() { visit(item, join(path, String(index))) }
    case .map(let map):
      for pair in map.pairs { visit(pair.value, join(path, pair.key.text)) }
    case .set(let set):
      for (index, item) in set.keys.enumerated() { visit(item, join(path, String(index))) }
    case .instance(let instance):
      // A model may contain another that contains it.
      guard seen.insert(ObjectIdentifier(instance)).inserted else { return }
      for field in instance.namedFields { visit(field.value, join(path, field.name)) }
    case .object(let object):
      for entry in object.state { add((join(path, entry.name), entry.tensor, entry.isBuffer)) }
    default: break
    }
  }

  private func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }

  private mutating func add(_ entry: Entry) {
    if seen.insert(ObjectIdentifier(entry.tensor)).inserted { entries.append(entry) }
  }
}
