import Tensors

/// Calls of builtins in a dry run.
extension DryRun {
  /// Builtins that take any value as it is.
  private static let indifferent: Set<String> = ["print", "list.append", "list.insert"]
  /// Builtins that pass on the elements of what they are given as they are, and ask only how many
  /// there are.
  private static let structural: Set<String> = [
    "type", "len", "list", "zip", "enumerate", "reversed", "first", "apply", "tapped",
    "list.extend", "list.pop", "list.reverse", "list.copy", "map.keys", "map.values", "map.items",
    "map.get", "map.copy",
  ]

  /// What a builtin called with the arguments at `base` returns.
  func call(
    _ builtin: Builtin, _ base: UnsafeMutablePointer<Value>, _ interpreter: Interpreter,
    _ perform: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let places = builtin.parameters.indices
    if !Self.indifferent.contains(builtin.fullName),
      places.contains(where: { isUnknown(base[$0], to: builtin) })
    {
      for place in places { makeVague(base[place]) }
      if builtin.changesReceiver { base[0] = UnknownValue.of() }
      missesGradients = missesGradients || builtin.name == "backward"
      leaveOutCost(of: builtin)
      return UnknownValue.of(kind(of: builtin))
    }
    let short = shortLoops
    let reads = StandIns.reads
    let drawn = interpreter.host?.generator.position.draw
    let value = try perform()
    if StandIns.reads != reads {
      for place in places where builtin.receiver != nil { makeVague(base[place]) }
    }
    // What a loop did not run was not tapped.
    if shortLoops != short, builtin.name == "tapped" { return UnknownValue.of() }
    // Numbers drawn at random are any; tensors of them have no numbers anyway.
    return interpreter.host?.generator.position.draw == drawn || !isPlain(value)
      ? value : UnknownValue.like(value)
  }

  /// Whether what a builtin makes of an argument is unknown because the argument is.
  private func isUnknown(_ value: Value, to builtin: Builtin) -> Bool {
    if Self.structural.contains(builtin.fullName) {
      return value.unknown != nil
        || builtin.variadic != nil && isUnknownItem(of: value)
    }
    return isUnknown(value) || holdsUnknown(value, 6)
  }

  private func isUnknownItem(of value: Value) -> Bool {
    if case .list(let list) = value { list.items.contains { $0.unknown != nil } } else { false }
  }

  /// Whether an instance has a field that is unknown, directly or in one of its parts.
  private func holdsUnknown(_ value: Value, _ depth: Int) -> Bool {
    switch value {
    case .instance(let instance) where depth > 0:
      instance.namedFields.contains {
        isUnknown($0.value) || holdsUnknown($0.value, depth - 1)
      }
    case .list(let list) where depth > 0: list.items.contains { holdsUnknown($0, depth - 1) }
    default: false
    }
  }

  /// The kind that a builtin's declaration says it returns; nil if it may be any.
  private func kind(of builtin: Builtin) -> String? {
    switch builtin.result {
    case is Tensor.Type: "tensor"
    case is Int.Type: "int"
    case is Double.Type: "float"
    case is Bool.Type: "bool"
    case is String.Type: "str"
    default: ["int", "float", "str", "bool"].contains(builtin.name) ? builtin.name : nil
    }
  }

  /// Whether it is a number, a string, or a list of some.
  private func isPlain(_ value: Value) -> Bool {
    switch value {
    case .bool, .int, .float, .string: true
    case .list(let list): list.items.first.map(isPlain) ?? true
    default: false
    }
  }

  /// Calls the functions that nobody has called, with arguments of which nothing is known.
  ///
  /// A method runs on an instance that there is; without one, it does not.
  package func callTheRest(_ interpreter: Interpreter) throws(Failure) {
    for code in uncalled {
      let base = try interpreter.push(code.frameSize, at: nil)
      defer { interpreter.stack.pop(to: base) }
      for slot in code.parameters.indices { base[slot] = UnknownValue.of() }
      for slot in code.captureSlots { base[slot] = UnknownValue.of() }
      if let slot = code.selfReference { base[slot] = UnknownValue.of() }
      if code.isMethod {
        guard let owner = instances.last(where: { $0.model.methods[code.name] === code }) else {
          continue
        }
        base[code.selfSlot] = .instance(owner)
      }
      do throws(Failure) {
        _ = try code.evaluate(Frame(slots: base, interpreter: interpreter))
      } catch {
        if isStopped { throw error }
      }
    }
  }
}
