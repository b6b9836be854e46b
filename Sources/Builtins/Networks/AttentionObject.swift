import Interpreter
import Learning
import Tensors

/// `MultiheadAttention` in a script: `(result, weights) = attention(query, key, value)`.
final class AttentionObject: NativeObject, TrainingMode {
  private let layer: MultiheadAttention
  private let output: Value
  private let isBatchFirst: Bool
  private let text: String

  init(_ layer: MultiheadAttention, isBatchFirst: Bool, _ call: BuiltinCall) {
    self.layer = layer
    self.isBatchFirst = isBatchFirst
    output = .object(LayerObject(layer.output, call))
    text = call.text
  }

  var isTraining: Bool {
    get { layer.isTraining }
    set { layer.isTraining = newValue }
  }

  override var typeName: String { "layer" }
  override var description: String { text }
  override var state: [(name: String, tensor: Tensor, isBuffer: Bool)] { layer.state }

  override func member(_ name: String) throws -> Value? {
    if name == "out_proj" { return output }
    return layer.state.first { $0.name == name }.map { .tensor($0.tensor) }
  }

  override var memberNames: [String] { ["in_proj_weight", "in_proj_bias", "out_proj"] }

  override var isMadeByCall: Bool { true }
  override func memory() throws -> Value? { .bool(layer.isTraining) }

  override func restore(_ memory: Value) throws {
    if case .bool(let isTraining) = memory { layer.isTraining = isTraining }
  }

  override func copied(
    _ interpreter: Interpreter, _ part: (Value) throws -> Value
  ) throws -> NativeObject {
    try madeAgain(interpreter)
  }

  override var argumentNames: [String] {
    [
      "query", "key", "value", "key_padding_mask", "need_weights", "attn_mask",
      "average_attn_weights", "is_causal",
    ]
  }

  override func call(_ arguments: [Value], _ interpreter: Interpreter) throws -> Value {
    func given(_ place: Int) -> Value {
      place < arguments.count && !arguments[place].isUnset ? arguments[place] : .none
    }
    func tensor(_ place: Int) throws(Failure) -> Tensor? {
      switch given(place) {
      case .none: return nil
      case .tensor(let tensor): return tensor
      default: throw wrong(place, "a tensor", given(place))
      }
    }
    func flag(_ place: Int, _ standard: Bool) throws(Failure) -> Bool {
      switch given(place) {
      case .none: return standard
      case .bool(let flag): return flag
      default: throw wrong(place, "true or false", given(place))
      }
    }
    guard arguments.count <= argumentNames.count, let query = try tensor(0),
      let key = try tensor(1), let value = try tensor(2)
    else { throw Failure("MultiheadAttention takes query, key and value") }
    guard try !flag(7, false) || tensor(5) != nil else {
      throw Failure("is_causal is a hint about attn_mask, which is missing")
    }
    func turned(_ x: Tensor) throws -> Tensor {
      guard x.rank == 3 else {
        throw Failure("MultiheadAttention takes three dimensions, not shape \(x.shape)")
      }
      return isBatchFirst ? x : try x.transposed(0, 1)
    }
    let (result, weights) = try layer(
      turned(query), turned(key), turned(value), padding: tensor(3), mask: tensor(5))
    let output = isBatchFirst ? result : try result.transposed(0, 1)
    guard try flag(4, true) else { return .items([.tensor(output), .none]) }
    return .items([.tensor(output), .tensor(try flag(6, true) ? weights.mean([1]) : weights)])
  }

  private func wrong(_ place: Int, _ wanted: String, _ value: Value) -> Failure {
    Failure("`\(argumentNames[place])` must be \(wanted), not \(value.described)")
  }
}
