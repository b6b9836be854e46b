import Language

/// `x[i] = value` for what a name or field holds: the most common way to change an element.
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
      // It may add an entry.
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
  /// Whether the place's path is walked before the keys are evaluated.
  private let isWalkedFirst: Bool

  /// The node for `container[keys] = value`, where `container` can be changed at `place`.
  static func make(
    _ container: Node, _ place: Place?, _ keys: [KeyNode], _ value: Node, _ span: Span?
  ) -> Node {
    let node = AssignIndexNode(container, place, keys, value, span)
    guard let place, keys.count == 1, case .value(let key) = keys[0] else { return node }
    return AssignElementNode(place, key, value, otherwise: node)
  }

  init(
    _ container: Node, _ place: Place?, _ keys: [KeyNode], _ value: Node, _ span: Span?
  ) {
    self.container = container
    self.place = place
    self.keys = keys
    self.value = value
    isWalkedFirst = place?.isWalkedFirst(othersArePure: keys.allSatisfy(\.isPure)) ?? false
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    try assign(try value.evaluate(frame), frame)
  }

  /// Sets what the keys name to `new`.
  func assign(_ new: Value, _ frame: Frame) throws(Failure) -> Completion {
    if isWalkedFirst, let place { return try locate(place, new, frame) }
    if let place, try place.kind(frame) != .other {
      if keys.count == 1, case .value(let key) = keys[0] {
        try place.set(try key.evaluate(frame), to: new, frame)
        return .normal
      }
      let keys = try evaluated(frame)
      do throws(Failure) {
        try place.set(keys, to: new, frame)
      } catch {
        throw error.at(span)
      }
      return .normal
    }
    let target = try container.evaluate(frame)
    let keys = try evaluated(frame)
    do throws(Failure) {
      try set(keys, of: target, to: new)
    } catch {
      throw error.at(span)
    }
    return .normal
  }

  /// The same with the place's path walked first, and only once.
  private func locate(_ place: Place, _ new: Value, _ frame: Frame) throws(Failure) -> Completion {
    try place.locate(frame) { (spot) throws(Failure) in
      let keys = try evaluated(frame)
      do throws(Failure) {
        if try spot.kind() != .other {
          try spot.set(keys, to: new)
        } else {
          try set(keys, of: try spot.value(), to: new)
        }
      } catch {
        throw error.at(span)
      }
      return .normal
    }
  }

  private func evaluated(_ frame: Frame) throws(Failure) -> [Key] {
    var evaluated: [Key] = []
    for key in keys { evaluated.append(try key.evaluate(frame)) }
    return evaluated
  }

  /// Sets elements of what no place holds: of a parameter, which changes for all who hold it.
  private func set(_ keys: [Key], of target: Value, to new: Value) throws(Failure) {
    switch target {
    case .tensor(let tensor) where tensor.isParameter:
      try TensorIndexing.set(parameter: tensor, keys, to: new)
    case .list, .map, .tensor: throw Place.notKept(target, container)
    default:
      var target = target
      try Indexing.set(&target, keys, to: new)
    }
  }
}

/// `x[a:b] += value`, and with several indices.
final class AugmentPartNode: Node {
  private let place: Place
  private let keys: [KeyNode]
  private let operation: BinaryOperator
  private let value: Node
  /// Whether the place's path is walked before the keys and the value are evaluated.
  private let isWalkedFirst: Bool

  init(
    _ place: Place, _ keys: [KeyNode], _ operation: BinaryOperator, _ value: Node, _ span: Span?
  ) {
    self.place = place
    self.keys = keys
    self.operation = operation
    self.value = value
    isWalkedFirst = place.isWalkedFirst(
      othersArePure: value.isPure && keys.allSatisfy(\.isPure))
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    if isWalkedFirst {
      try place.locate(frame) { (spot) throws(Failure) in
        let (keys, right) = try evaluated(frame)
        do throws(Failure) {
          try spot.change { (whole) throws(Failure) in
            try apply(&whole, keys, right, frame.interpreter)
          }
        } catch {
          throw error.at(span)
        }
      }
      return .normal
    }
    let (keys, right) = try evaluated(frame)
    do throws(Failure) {
      try place.change(frame) { (whole) throws(Failure) in
        try apply(&whole, keys, right, frame.interpreter)
      }
    } catch {
      throw error.at(span)
    }
    return .normal
  }

  private func evaluated(_ frame: Frame) throws(Failure) -> ([Key], Value) {
    var evaluated: [Key] = []
    for key in keys { evaluated.append(try key.evaluate(frame)) }
    return (evaluated, try value.evaluate(frame))
  }

  private func apply(
    _ whole: inout Value, _ keys: [Key], _ right: Value, _ interpreter: Interpreter
  ) throws(Failure) {
    var part = try Indexing.get(whole, keys, interpreter)
    try AugmentNode.apply(operation, &part, right, interpreter)
    try Indexing.set(&whole, keys, to: part)
  }
}
