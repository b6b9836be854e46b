import Interpreter
import Tensors

/// Copies models with all that they hold; what occurs twice occurs twice in the copy.
struct Copying {
  private let interpreter: Interpreter
  private var copies: [ObjectIdentifier: Value] = [:]
  /// Kept alive, so that nothing new gets the identity of something copied.
  private var originals: [Value] = []

  init(_ interpreter: Interpreter) { self.interpreter = interpreter }

  /// The copy of `value`; values that never change are their own.
  mutating func copy(_ value: Value) throws -> Value {
    // A chain of models may be long.
    try interpreter.enter()
    defer { interpreter.leave() }
    switch value {
    case .list(let list):
      return .list(ListBox(ContiguousArray(try list.items.map { try copy($0) })))
    case .map(let map):
      let result = MapBox()
      for (key, item) in map.pairs { try result.set(key, to: copy(item)) }
      return .map(result)
    case .tensor(let tensor) where tensor.isParameter:
      return try once(tensor, value) { _ in .tensor(try tensor.copiedParameter()) }
    case .instance(let instance):
      return try once(instance, value) { copying in
        let result = Instance(of: instance.model)
        // A model may contain another that contains it.
        copying.copies[ObjectIdentifier(instance)] = .instance(result)
        for slot in 0..<instance.model.constructor.frameSize {
          result.fields[slot] = try copying.copy(instance.fields[slot])
        }
        return .instance(result)
      }
    case .object(let object):
      return try once(object, value) { copying in
        .object(try object.copied(copying.interpreter) { try copying.copy($0) })
      }
    default: return value
    }
  }

  private mutating func once(
    _ object: AnyObject, _ value: Value, _ make: (inout Copying) throws -> Value
  ) throws -> Value {
    if let known = copies[ObjectIdentifier(object)] { return known }
    let copy = try make(&self)
    copies[ObjectIdentifier(object)] = copy
    originals.append(value)
    return copy
  }
}

extension Tensor {
  /// A parameter with the same values, gradient and freedom.
  fileprivate func copiedParameter() throws(TensorError) -> Tensor {
    let copy = try detached().asParameter()
    copy.take(over: self)
    return copy
  }

  /// Takes over the gradient of another parameter, and whether it is frozen.
  fileprivate func take(over other: Tensor) {
    gradient = other.gradient
    isFrozen = other.isFrozen
  }
}

extension NativeObject {
  /// Another layer like this one, made by the same call, with copies of its parameters and buffers.
  ///
  /// It draws no random numbers that others would have got.
  func madeAgain(_ interpreter: Interpreter) throws -> NativeObject {
    guard let recipe else { throw Failure("\(description) cannot be copied") }
    let generator = try interpreter.random()
    let position = generator.position
    defer { generator.position = position }
    let copy = try recipe.make(interpreter)
    for (mine, theirs) in zip(copy.state, state) {
      let values = try theirs.tensor.detached().contiguous()
      try mine.tensor.update { $0.update(from: values.floats, count: values.count) }
      mine.tensor.take(over: theirs.tensor)
    }
    if let memory = try memory() { try copy.restore(memory) }
    return copy
  }
}
