import Interpreter
import Learning
import Tensors

/// A layer in a script: `Linear(784, 256)`.
final class LayerObject: NativeObject {
  let module: any Module
  private let text: String

  init(_ module: any Module, _ call: BuiltinCall) {
    self.module = module
    text = call.text
  }

  override var typeName: String { "layer" }
  override var description: String { text }
  override var state: [(name: String, tensor: Tensor, isBuffer: Bool)] { module.state }

  override var isMadeByCall: Bool { true }

  override func memory() throws -> Value? {
    (module as? any TrainingMode).map { .bool($0.isTraining) }
  }

  override func restore(_ memory: Value) throws {
    if case .bool(let isTraining) = memory {
      (module as? any TrainingMode)?.isTraining = isTraining
    }
  }

  override func copied(
    _ interpreter: Interpreter, _ part: (Value) throws -> Value
  ) throws -> NativeObject {
    try madeAgain(interpreter)
  }

  override func call(_ arguments: [Value], _ interpreter: Interpreter) throws -> Value {
    guard arguments.count == 1, case .tensor(let x) = arguments[0] else {
      throw Failure("\(text) takes one tensor")
    }
    return .tensor(try module(x))
  }

  override func member(_ name: String) throws -> Value? {
    module.state.first { $0.name == name }.map { .tensor($0.tensor) }
  }

  override var memberNames: [String] { module.state.map(\.name) }
}

/// A function of a tensor as a layer: `ReLU()`, `Flatten()`.
final class FunctionLayer: Module {
  private let function: (Tensor) throws(TensorError) -> Tensor

  init(_ function: @escaping (Tensor) throws(TensorError) -> Tensor) {
    self.function = function
  }

  var state: [(name: String, tensor: Tensor, isBuffer: Bool)] { [] }

  func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor { try function(x) }
}

/// Layers, models and functions one after another: `Sequential(Linear(784, 256), ReLU())`.
final class SequentialObject: NativeObject {
  let parts: [Value]
  private let steps: [Step]

  init(_ parts: [Value]) {
    self.parts = parts
    steps = Self.steps(parts)
  }

  override var typeName: String { "layer" }
  override var height: Int { (parts.map(\.height).max() ?? 0) + 1 }
  override var contents: [Value] { parts }
  override var isMadeByCall: Bool { true }
  override var count: Int? { parts.count }

  override var description: String {
    let lines = parts.enumerated().map { index, part in
      let text = part.representation.split(separator: "\n", omittingEmptySubsequences: false)
      return "  (\(index)): " + text.joined(separator: "\n  ")
    }
    return lines.isEmpty ? "Sequential()" : "Sequential(\n\(lines.joined(separator: "\n"))\n)"
  }

  override var state: [(name: String, tensor: Tensor, isBuffer: Bool)] {
    State(of: .items(parts)).entries
  }

  override func call(_ arguments: [Value], _ interpreter: Interpreter) throws -> Value {
    guard arguments.count == 1 else { throw Failure("Sequential takes one argument") }
    var value = arguments[0]
    for step in steps {
      // Who looks at the parts' outputs wants all of them.
      if let joined = step.joined, case .tensor(let x) = value, interpreter.outputShapes == nil {
        value = .tensor(try joined(x))
      } else {
        for part in step.parts { value = try interpreter.call(part, [value]) }
      }
    }
    return value
  }

  /// Some of the parts, and what runs all of them together, if anything does.
  private typealias Step = (parts: ArraySlice<Value>, joined: (any Module)?)

  private static func steps(_ parts: [Value]) -> [Step] {
    var steps: [Step] = []
    var rest = parts[...]
    while !rest.isEmpty {
      let layers = rest.prefix { $0.module != nil }.compactMap(\.module)
      let joined = JoinedLayers.first(of: layers)
      steps.append((rest.prefix(joined?.count ?? 1), joined?.module))
      rest = rest.dropFirst(joined?.count ?? 1)
    }
    return steps
  }

  override func copied(
    _ interpreter: Interpreter, _ part: (Value) throws -> Value
  ) throws -> NativeObject {
    SequentialObject(try parts.map(part))
  }

  override func element(at keys: [Value], _ interpreter: Interpreter) throws -> Value {
    try Indexing.get(.items(parts), keys.first ?? .none, interpreter)
  }
}

extension Value {
  /// The layer that the value is, if it is one.
  fileprivate var module: (any Module)? {
    guard case .object(let object as LayerObject) = self else { return nil }
    return object.module
  }
}

/// Switches models between training and evaluation.
enum TrainingModes {
  /// Sets every layer inside `value`.
  static func set(_ isTraining: Bool, in value: Value) {
    for layer in layers(in: value) { layer.isTraining = isTraining }
  }

  /// Runs `body` with every layer inside `value` in evaluation mode, then restores their modes.
  static func evaluating<Result>(_ value: Value, _ body: () throws -> Result) rethrows -> Result {
    let modes = layers(in: value).map { ($0, $0.isTraining) }
    for (layer, _) in modes { layer.isTraining = false }
    defer { for (layer, wasTraining) in modes { layer.isTraining = wasTraining } }
    return try body()
  }

  /// The layers inside `value` that have modes; a shared one may occur twice.
  private static func layers(in value: Value) -> [any TrainingMode] {
    var found: [any TrainingMode] = []
    var seen: Set<ObjectIdentifier> = []
    visit(value, &found, &seen)
    return found
  }

  private static func visit(
    _ value: Value, _ found: inout [any TrainingMode], _ seen: inout Set<ObjectIdentifier>
  ) {
    switch value {
    case .list(let list): for item in list.items { visit(item, &found, &seen) }
    case .map(let map): for pair in map.pairs { visit(pair.value, &found, &seen) }
    case .set(let set): for item in set.keys { visit(item, &found, &seen) }
    case .instance(let instance):
      guard seen.insert(ObjectIdentifier(instance)).inserted else { return }
      for field in instance.namedFields { visit(field.value, &found, &seen) }
    case .object(let object):
      if let layer = (object as? LayerObject)?.module as? any TrainingMode { found.append(layer) }
      if let layer = object as? any TrainingMode { found.append(layer) }
      if let sequence = object as? SequentialObject {
        for part in sequence.parts { visit(part, &found, &seen) }
      }
    default: break
    }
  }
}
