import Language

/// `x[i] = value` for what a name or a field holds: the commonest way to change an element.
final class AssignElementNode: Node {
  private let place: Place
  private let key: Operand
  private let value: Node
  private let otherwise: AssignIndexNode

  init(_ place: Place, _ key: Node, _ value: Node, otherwise: AssignIndexNode) {
    self.place = place
    self.key = Operand(key)
    self.value = value
    self.otherwise = otherwise
    super.init(otherwise.span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    let new = try value.evaluate(frame)
    guard let slot = place.slot(frame) else {
      return try place.setInRow(key, to: new, frame) ? .normal : try otherwise.assign(new, frame)
    }
    if slot.uncountedMap != nil {
      if !new.isContainer, let text = key.uncountedText(frame) {
        let isDone = text._withUnsafeGuaranteedRef { text in
          Indexing.change(mapIn: slot, text) { element in
            element = new
            return true
          }
        }
        if isDone { return .normal }
      }
      // It may grow by an entry.
      do throws(Failure) {
        try frame.interpreter.charge(MemoryLayout<MapBox.Entry>.stride)
      } catch {
        throw error.at(span)
      }
    } else {
      guard case .list = slot.pointee else { return try otherwise.assign(new, frame) }
    }
    let key = try key.evaluate(frame)
    do throws(Failure) {
      try Indexing.set(&slot.pointee, key, to: new)
    } catch {
      throw error.at(span)
    }
    return .normal
  }
}

/// `x[i] = value`, for lists and maps; also for parameters, which change in place.
final class AssignIndexNode: Node {
  private let container: Node
  private let place: Place?
  private let keys: [KeyNode]
  private let value: Node

  /// The node for `container[keys] = value`, where `container` can be changed at `place`.
  static func make(
    _ container: Node, _ place: Place?, _ keys: [KeyNode], _ value: Node, _ span: Span?
  ) -> Node {
    let node = AssignIndexNode(container, place, keys, value, span)
    guard let place, keys.count == 1, case .value(let key) = keys[0] else { return node }
    return AssignElementNode(place, key, value, otherwise: node)
  }

  private init(
    _ container: Node, _ place: Place?, _ keys: [KeyNode], _ value: Node, _ span: Span?
  ) {
    self.container = container
    self.place = place
    self.keys = keys
    self.value = value
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    try assign(try value.evaluate(frame), frame)
  }

  /// Sets what the keys name to `new`.
  fileprivate func assign(_ new: Value, _ frame: Frame) throws(Failure) -> Completion {
    if let place, keys.count == 1, case .value(let key) = keys[0],
      try place.kind(frame) != .other
    {
      try place.set(try key.evaluate(frame), to: new, frame)
      return .normal
    }
    var evaluated: [Key] = []
    for key in keys { evaluated.append(try key.evaluate(frame)) }
    let target = try container.evaluate(frame)
    do throws(Failure) {
      guard case .tensor(let tensor) = target else {
        if place != nil, evaluated.count == 1, case .value(let key) = evaluated[0] {
          try place?.set(key, to: new, frame)
          return .normal
        }
        throw Failure(
          "slices of \(target.described) cannot be set", hint: "set the elements one by one")
      }
      try TensorIndexing.set(tensor, evaluated, to: new)
    } catch {
      throw error.at(span)
    }
    return .normal
  }
}
