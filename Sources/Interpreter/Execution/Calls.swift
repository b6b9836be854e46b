import Language

extension Function {
  /// Sets the slots of what the function captured.
  @inline(__always)
  func setCaptures(_ base: UnsafeMutablePointer<Value>) {
    if !captures.isEmpty {
      for (slot, value) in zip(code.captureSlots, captures) { base[slot] = value }
    }
    if let slot = code.selfReference { base[slot] = .function(self) }
  }
}

extension Interpreter {
  /// Slots for a call.
  @inline(__always)
  package func push(_ count: Int, at span: Span?) throws(Failure)
    -> UnsafeMutablePointer<Value>
  {
    guard let base = stack.push(count) else {
      throw Failure(.limit, "too many nested calls", at: span)
    }
    return base
  }

  /// Runs the body of a function whose slots are set.
  @inline(__always)
  package func run(
    _ code: FunctionCode, _ base: UnsafeMutablePointer<Value>, at span: Span?
  ) throws(Failure) -> Value {
    do {
      try enter()
    } catch {
      throw error.at(span)
    }
    defer { leave() }
    do {
      return try code.evaluate(Frame(slots: base, interpreter: self))
    } catch {
      throw error.called(code.name, at: span)
    }
  }

  /// Runs the body of a model on an instance whose arguments are set.
  func construct(_ instance: Instance, at span: Span?) throws(Failure) {
    let model = instance.model
    dryRun?.note(instance)
    do {
      try charge(256)
      try enter()
    } catch {
      throw error.at(span)
    }
    defer { leave() }
    for (slot, cell) in model.capturedParameters {
      instance.fields[slot] = cell.value.pointee
    }
    let own = model.constructor.captureSlots[0]
    instance.fields[own] = .instance(instance)
    // A lasting reference to itself would keep the instance alive forever.
    defer { for slot in model.hiddenSlots { instance.fields[slot] = .unset } }
    do {
      _ = try model.constructor.body.execute(Frame(slots: instance.fields, interpreter: self))
    } catch {
      throw error.called(model.name, at: span)
    }
  }

  /// Calls any callable value with one argument, as builtins do for each element of a list.
  package func call(_ target: Value, with argument: Value) throws(Failure) -> Value {
    guard case .function(let function) = target, function.code.parameters.count == 1 else {
      return try call(target, [argument])
    }
    beginCallback()
    defer { endCallback() }
    let base = try push(function.code.frameSize, at: nil)
    defer { stack.pop(to: base) }
    base[0] = argument
    function.setCaptures(base)
    return try run(function.code, base, at: nil)
  }

  /// Calls any callable value with `arguments` by position; for builtins.
  package func call(_ target: Value, _ arguments: [Value], at span: Span? = nil) throws(Failure)
    -> Value
  {
    beginCallback()
    defer { endCallback() }
    if case .function(let function) = target, arguments.count == function.code.parameters.count {
      let base = try push(function.code.frameSize, at: span)
      defer { stack.pop(to: base) }
      for (index, value) in arguments.enumerated() { base[index] = value }
      function.setCaptures(base)
      return try run(function.code, base, at: span)
    }
    let nodes = arguments.map { ConstantNode($0) }
    let none = [String?](repeating: nil, count: nodes.count)
    let spans = [Span?](repeating: nil, count: nodes.count)
    let site = CallSite(nodes, names: none, nameSpans: spans, span)
    return try site.invoke(target, receiver: nil, Frame(slots: stack.top, interpreter: self))
  }
}
