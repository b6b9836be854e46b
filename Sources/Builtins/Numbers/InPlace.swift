import Interpreter
import Tensors

extension BuiltinTable {
  /// PyTorch's methods that change what is before the dot.
  ///
  /// A name, field or element gets a new tensor; a Parameter changes for all who hold it.
  static func inPlace() -> BuiltinGroup {
    let details =
      "The name before the dot gets the new tensor, and others keep theirs. A Parameter changes for "
      + "all who hold it, inside `no_grad`."
    return BuiltinGroup("Changes in place") {
      Builtin(
        "add_", of: "tensor", .changedTensor,
        .tensor("other", "a tensor that broadcasts to it, or a number"),
        .float32("alpha", "what the other is multiplied by", default: 1),
        summary: "Adds alpha · other to the tensor.", details: details, example: "x.add_(1)",
        see: "no_grad tensor.mul_"
      ) { x, other, alpha in try x.become(x.tensor() + other.times(alpha)) }
      Builtin(
        "sub_", of: "tensor", .changedTensor,
        .tensor("other", "a tensor that broadcasts to it, or a number"),
        .float32("alpha", "what the other is multiplied by", default: 1),
        summary: "Subtracts alpha · other from the tensor.", details: details,
        example: "x.sub_(1)", see: "no_grad tensor.mul_"
      ) { x, other, alpha in try x.become(x.tensor() - other.times(alpha)) }
      Builtin(
        "mul_", of: "tensor", .changedTensor,
        .tensor("other", "a tensor that broadcasts to it, or a number"),
        summary: "Multiplies the tensor by another.", details: details, example: "x.mul_(0.5)",
        see: "tensor.div_"
      ) { x, other in try x.become(x.tensor() * other) }
      Builtin(
        "div_", of: "tensor", .changedTensor,
        .tensor("other", "a tensor that broadcasts to it, or a number"),
        summary: "Divides the tensor by another.", details: details, example: "x.div_(2)",
        see: "tensor.mul_"
      ) { x, other in try x.become(x.tensor() / other) }
      Builtin(
        "clamp_", of: "tensor", .changedTensor,
        .optional(.float32("min", "the least value")),
        .optional(.float32("max", "the greatest")), summary: "Limits each element to min and max.",
        details: details, example: "x.clamp_(0, 1)", see: "clamp"
      ) { x, low, high in try x.become(x.tensor().clamped(min: low, max: high)) }
      Builtin(
        "masked_fill_", of: "tensor", .changedTensor,
        .tensor("mask", "a tensor of truth values that broadcasts to it"),
        .tensor("value", "one number"),
        summary: "Sets the elements where the mask is true.", details: details,
        example: "x.masked_fill_(x < 0, 0)", see: "masked_fill"
      ) { x, mask, value in try x.become(Tensor.where_(mask, value, x.tensor())) }
      Builtin(
        "scatter_", of: "tensor", .changedTensor, .dimension(),
        .tensor("index", "whole numbers: for each element of src, where along dim it goes"),
        .tensor("src", "a tensor of the shape of index, or one number"),
        summary: "Sets the elements to which index points along a dimension.", details: details,
        example: "hot = zeros(4, 10)\nhot.scatter_(1, labels.unsqueeze(1), 1)",
        see: "tensor.scatter one_hot"
      ) { x, dim, index, source in
        let values = source.rank == 0 ? try source.broadcast(to: index.shape) : source
        return try x.become(x.tensor().scattered(dim, index, values, adding: false))
      }
      Builtin(
        "copy_", of: "tensor", .changedTensor,
        .tensor("src", "a tensor that broadcasts to it"),
        summary: "Sets all elements to those of another tensor.", details: details,
        example: "x.copy_(ones(2, 3))", see: "clone model.load_state_dict"
      ) { x, source in
        let mine = try x.tensor()
        return try x.become(source.converted(to: mine.dtype).broadcast(to: mine.shape))
      }
    }
  }
}

extension TypedParameter where T == BuiltinArgument {
  /// The tensor before the dot, which the method changes.
  fileprivate static var changedTensor: Self { Self(.changed("x")) }
}

extension BuiltinArgument {
  /// Puts `result` in the place of the tensor, whose shape and type it has.
  fileprivate func become(_ result: Tensor) throws -> Value {
    let old = try tensor()
    if old.isParameter {
      try TensorIndexing.move(old, to: .tensor(result))
      return .tensor(old)
    }
    guard result.shape == old.shape, result.dtype == old.dtype else {
      throw Failure(
        "\(call.builtin.name): a tensor of \(old.dtype) and shape \(old.shape) would become one of "
          + "\(result.dtype) and \(result.shape)", hint: "give the result a name: y = …")
    }
    replace(with: .tensor(result))
    return .tensor(result)
  }
}

extension Tensor {
  fileprivate func times(_ factor: Float) throws(TensorError) -> Tensor {
    factor == 1 ? self : try self * Tensor.scalar(factor)
  }
}
