import Language
import Tensors
import Text

/// The arguments of a call in the source, and every way to bind and run them.
final class CallSite {
  let arguments: Row<Node>
  let names: [String?]
  let nameSpans: [Span?]
  private let hasNames: Bool
  /// How many arguments each stands for.
  let forms: [Argument.Form]
  /// Whether one may stand for several.
  let isSpread: Bool
  let span: Span?
  /// What is called, where it is an expression.
  let callee: Node?

  init(
    _ arguments: [Node], names: [String?], nameSpans: [Span?], forms: [Argument.Form] = [],
    callee: Node? = nil, _ span: Span?
  ) {
    self.forms = forms
    isSpread = forms.contains { $0 != .single }
    self.arguments = Row(arguments)
    self.names = names
    self.nameSpans = nameSpans
    hasNames = names.contains { $0 != nil }
    self.span = span
    self.callee = callee
  }

  /// Whether evaluating the arguments has no side effects.
  var isPure: Bool { (0..<arguments.count).allSatisfy { arguments[$0].isPure } }

  /// Calls `target`; `receiver`, if there is one, becomes the first argument.
  func invoke(_ target: Value, receiver: Value?, _ frame: Frame) throws(Failure) -> Value {
    if isSpread { return try spelledOut(frame).invoke(target, receiver: receiver, frame) }
    switch target {
    case .function(let function): return try invoke(function, receiver, frame)
    case .builtin(let builtin): return try invoke(builtin, receiver, frame)
    case .model(let model): return try construct(model, receiver, frame)
    case .instance(let instance):
      guard let forward = instance.model.forward else {
        throw Failure(
          .runtime, "\(instance.model.name) cannot be called: it has no forward", at: span)
      }
      let result = try invoke(forward, of: instance, receiver, frame)
      frame.interpreter.outputShapes?.note(result, of: instance)
      return result
    case .object(let object):
      let result = try invoke(object, receiver, frame)
      frame.interpreter.outputShapes?.note(result, of: object)
      return result
    default:
      throw Failure(
        .runtime, "\(target.described) cannot be called", at: span,
        hint: (callee?.core as? any NamedValue)?.taken(before: span))
    }
  }

  // MARK: Functions of the script

  private func invoke(_ function: Function, _ receiver: Value?, _ frame: Frame) throws(Failure)
    -> Value
  {
    let code = function.code
    let interpreter = frame.interpreter
    let base = try interpreter.push(code.frameSize, at: span)
    defer { interpreter.stack.pop(to: base) }
    if receiver == nil, fits(code) {
      try set(base, frame)
    } else {
      try bind(base, code.parameterNames, variadic: nil, receiver, frame) { code.signature }
      try fill(base, code, function.defaults)
    }
    function.setCaptures(base)
    return try interpreter.run(code, base, at: span)
  }

  /// Whether the call has one argument for each parameter, in order.
  private func fits(_ code: FunctionCode) -> Bool {
    !hasNames && arguments.count == code.parameters.count
  }

  /// Sets the first slots to the arguments.
  @inline(__always)
  private func set(_ base: UnsafeMutablePointer<Value>, _ frame: Frame) throws(Failure) {
    // Pushed slots are `.unset`: there is nothing to release.
    for index in 0..<arguments.count {
      (base + index).initialize(to: try arguments.evaluate(index, frame))
    }
  }

  /// Calls a method of `instance`.
  func invoke(_ code: FunctionCode, of instance: Instance, _ receiver: Value?, _ frame: Frame)
    throws(Failure) -> Value
  {
    if isSpread { return try spelledOut(frame).invoke(code, of: instance, receiver, frame) }
    let interpreter = frame.interpreter
    let base = try interpreter.push(code.frameSize, at: span)
    defer { interpreter.stack.pop(to: base) }
    if receiver == nil, fits(code) {
      try set(base, frame)
    } else {
      try bind(base, code.parameterNames, variadic: nil, receiver, frame) { code.signature }
      try fill(base, code, instance.model.methodDefaults[code.name] ?? [])
    }
    base[code.selfSlot] = .instance(instance)
    return try interpreter.run(code, base, at: span)
  }

  private func construct(_ model: ModelClass, _ receiver: Value?, _ frame: Frame) throws(Failure)
    -> Value
  {
    let instance = Instance(of: model)
    try bind(
      instance.fields, model.constructor.parameterNames, variadic: nil, receiver, frame
    ) { model.constructor.signature }
    try fill(instance.fields, model.constructor, model.defaults)
    try frame.interpreter.construct(instance, at: span)
    return .instance(instance)
  }

  // MARK: Builtins and objects

  /// Calls a builtin.
  func invoke(_ builtin: Builtin, _ receiver: consuming Value?, _ frame: Frame) throws(Failure)
    -> Value
  {
    let interpreter = frame.interpreter
    if isSpread { return try spelledOut(frame).invoke(builtin, receiver, frame) }
    let base = try interpreter.push(builtin.parameters.count, at: span)
    defer { interpreter.stack.pop(to: base) }
    try bind(builtin, base, receiver, frame)
    return try run(builtin, base, interpreter)
  }

  /// Calls a method that changes what it is called on, held in `place`.
  func invoke(changing builtin: Builtin, at place: Place, _ frame: Frame) throws(Failure) -> Value {
    if isSpread { return try spelledOut(frame).invoke(changing: builtin, at: place, frame) }
    let interpreter = frame.interpreter
    let base = try interpreter.push(builtin.parameters.count, at: span)
    defer { interpreter.stack.pop(to: base) }
    try bind(builtin, base, Value.none, frame)
    return try place.change(frame) { (value) throws(Failure) in
      try run(builtin, base, changing: &value, interpreter)
    }
  }

  /// The same, with the place's path already walked.
  func invoke(changing builtin: Builtin, at spot: Spot, _ frame: Frame) throws(Failure) -> Value {
    if isSpread { return try spelledOut(frame).invoke(changing: builtin, at: spot, frame) }
    let interpreter = frame.interpreter
    let base = try interpreter.push(builtin.parameters.count, at: span)
    defer { interpreter.stack.pop(to: base) }
    try bind(builtin, base, Value.none, frame)
    return try spot.change { (value) throws(Failure) in
      try run(builtin, base, changing: &value, interpreter)
    }
  }

  @inline(__always)
  private func run(
    _ builtin: Builtin, _ base: UnsafeMutablePointer<Value>, changing value: inout Value,
    _ interpreter: Interpreter
  ) throws(Failure) -> Value {
    swap(&base[0], &value)
    defer { swap(&base[0], &value) }
    return try run(builtin, base, interpreter)
  }

  private func bind(
    _ builtin: Builtin, _ base: UnsafeMutablePointer<Value>, _ receiver: consuming Value?,
    _ frame: Frame
  ) throws(Failure) {
    guard !hasNames, builtin.isFixed else {
      try bind(
        base, builtin.parameterNames, variadic: builtin.variadic, named: builtin.namedRest,
        receiver, frame
      ) { builtin.signature }
      return try fill(base, builtin, from: 0, frame)
    }
    var position = 0
    let most = builtin.defaults.count
    // Pushed slots are `.unset`: there is nothing to release.
    if let receiver {
      guard most > 0 else { throw tooMany(0, 1 + arguments.count, written(builtin, frame)) }
      base.initialize(to: receiver)
      position = 1
    }
    guard position + arguments.count <= most else {
      throw tooMany(most - position, arguments.count, written(builtin, frame))
    }
    for index in 0..<arguments.count {
      (base + position).initialize(to: try arguments.evaluate(index, frame))
      position += 1
    }
    while position < most {
      (base + position).initialize(to: builtin.defaults[position])
      if base[position].isUnset { return try fill(base, builtin, from: position, frame) }
      position += 1
    }
  }

  /// Sets the parameters of a builtin that got no argument.
  private func fill(
    _ base: UnsafeMutablePointer<Value>, _ builtin: Builtin, from first: Int, _ frame: Frame
  ) throws(Failure) {
    for index in first..<builtin.parameters.count where base[index].isUnset {
      let parameter = builtin.parameters[index]
      if let value = parameter.defaultValue {
        base[index] = value
      } else if parameter.isVariadic {
        base[index] = .items([])
      } else {
        throw missing(parameter.name, written(builtin, frame))
      }
    }
  }

  private func run(
    _ builtin: Builtin, _ base: UnsafeMutablePointer<Value>, _ interpreter: Interpreter
  ) throws(Failure) -> Value {
    guard let dryRun = interpreter.dryRun else { return try perform(builtin, base, interpreter) }
    return try dryRun.call(builtin, base, interpreter) { () throws(Failure) in
      try perform(builtin, base, interpreter)
    }
  }

  @inline(__always)
  private func perform(
    _ builtin: Builtin, _ base: UnsafeMutablePointer<Value>, _ interpreter: Interpreter
  ) throws(Failure) -> Value {
    do {
      try interpreter.enter()
      defer { interpreter.leave() }
      // It may create a tensor that is part of a graph.
      try interpreter.charge(Limits.tensorBytes)
      try makeTensors(builtin, base)
      let call = BuiltinCall(base, of: builtin, interpreter)
      let value = try OperationProfile.measure(builtin.fullName) { try builtin.body(call) }
      if case .object(let object) = value, object.isMadeByCall, object.recipe == nil {
        object.recipe = Recipe(builtin, call.values)
      }
      return value
    } catch {
      interpreter.dryRun?.leaveOutCost(of: builtin)
      throw Failure.wrapping(error).at(span)
    }
  }

  /// Puts the tensors in the place of what stands for one.
  @inline(__always)
  private func makeTensors(_ builtin: Builtin, _ base: UnsafeMutablePointer<Value>)
    throws(Failure)
  {
    for index in 0..<builtin.defaults.count {
      if case .object = base[index] {
        if !builtin.parameters[index].isLazy { base[index] = try base[index].made() }
      }
    }
  }

  private func invoke(_ object: NativeObject, _ receiver: Value?, _ frame: Frame) throws(Failure)
    -> Value
  {
    var values: [Value] = []
    if let receiver { values.append(try receiver.madeIfKnown()) }
    for index in 0..<arguments.count {
      let value = try arguments.evaluate(index, frame).madeIfKnown()
      guard let name = names[index] else {
        values.append(value)
        continue
      }
      guard let position = object.argumentNames.firstIndex(of: name) else {
        throw Failure(
          .runtime, "\(Value.object(object).described) takes no argument called `\(name)`",
          at: nameSpans[index])
      }
      while values.count <= position { values.append(.unset) }
      guard values[position].isUnset else {
        throw Failure(
          .runtime, "the argument `\(name)` is given twice", at: nameSpans[index] ?? span)
      }
      values[position] = value
    }
    do {
      try frame.interpreter.enter()
      defer { frame.interpreter.leave() }
      if let dryRun = frame.interpreter.dryRun, values.contains(where: dryRun.isUnknown) {
        dryRun.missesGradients = true
        dryRun.leaveOutCost()
        return UnknownValue.of()
      }
      return try OperationProfile.measure(object.callName) {
        try object.call(values, frame.interpreter)
      }
    } catch {
      frame.interpreter.dryRun?.leaveOutCost()
      throw Failure.wrapping(error).at(span)
    }
  }

  // MARK: Binding

  private func bind(
    _ base: UnsafeMutablePointer<Value>, _ parameters: [String], variadic: Int?,
    named rest: Int? = nil, _ receiver: Value?, _ frame: Frame, signature: () -> String
  ) throws(Failure) {
    var position = 0
    var others: MapBox?
    var extras = ContiguousArray<Value>()
    if let receiver {
      if variadic == 0 {
        extras.append(receiver)
      } else {
        guard !parameters.isEmpty else { throw tooMany(0, 1 + arguments.count, signature()) }
        base[0] = receiver
        position = 1
      }
    }
    for index in 0..<arguments.count {
      if let name = names[index] {
        if rest != nil, !parameters.contains(name) {
          let map = others ?? MapBox()
          try map.set(.text(name), to: arguments.evaluate(index, frame))
          others = map
        } else {
          try set(name, index, base, parameters, variadic, frame, signature)
        }
      } else if position == variadic {
        extras.append(try arguments.evaluate(index, frame))
      } else {
        guard position < rest ?? parameters.count else {
          // What comes before the dot is not among the arguments that people count.
          let before = receiver == nil ? 0 : 1
          throw tooMany((rest ?? parameters.count) - before, arguments.count, signature())
        }
        base[position] = try arguments.evaluate(index, frame)
        position += 1
      }
    }
    if let rest { base[rest] = .map(others ?? MapBox()) }
    if let variadic { base[variadic] = .list(try ListBox(checking: extras, at: span)) }
  }

  private func set(
    _ name: String, _ index: Int, _ base: UnsafeMutablePointer<Value>, _ parameters: [String],
    _ variadic: Int?, _ frame: Frame, _ signature: () -> String
  ) throws(Failure) {
    guard let parameter = parameters.firstIndex(of: name), parameter != variadic else {
      throw Failure(
        .runtime, "no argument is called `\(name)`", at: nameSpans[index] ?? span,
        hint: frame.interpreter.table.absent.argument(
          name, of: signature().prefix { $0 != "(" }, among: parameters) ?? signature())
    }
    guard base[parameter].isUnset else {
      throw Failure(
        .runtime, "the argument `\(name)` is given twice", at: nameSpans[index] ?? span,
        hint: signature())
    }
    base[parameter] = try arguments.evaluate(index, frame)
  }

  private func fill(
    _ base: UnsafeMutablePointer<Value>, _ code: FunctionCode, _ defaults: [Value]
  ) throws(Failure) {
    for index in code.parameters.indices where base[index].isUnset {
      guard index < defaults.count, !defaults[index].isUnset else {
        throw missing(code.parameterNames[index], code.signature)
      }
      base[index] = defaults[index]
    }
  }

  /// How a call of a builtin is written.
  private func written(_ builtin: Builtin, _ frame: Frame) -> String {
    frame.interpreter.table.absent.call(of: builtin.name) ?? builtin.signature
  }

  private func missing(_ name: String, _ signature: String) -> Failure {
    Failure(.runtime, "the argument `\(name)` is missing", at: span, hint: signature)
  }

  private func tooMany(_ most: Int, _ given: Int, _ signature: String) -> Failure {
    let number = most == 1 ? "1 argument" : "\(most) arguments"
    return Failure(.runtime, "at most \(number), not \(given)", at: span, hint: signature)
  }
}
