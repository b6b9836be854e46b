import Tensors

typealias Apply = @Sendable ([Tensor]) throws -> Tensor

/// The operations that Fixtures/operations.json has results of, by the names it gives them.
let referencedOperations: [String: Apply] = {
  var table = elementwiseOperations.merging(reductionOperations) { a, _ in a }
  for more in [
    viewOperations, patternOperations, indexingOperations, productOperations, networkOperations,
  ] {
    table.merge(more) { a, _ in a }
  }
  return table
}()

private func number(_ value: Float) throws -> Tensor { try Tensor.scalar(value) }

private let elementwiseOperations: [String: Apply] = {
  var table: [String: Apply] = [
    "+": { try $0[0] + $0[1] }, "-": { try $0[0] - $0[1] }, "*": { try $0[0] * $0[1] },
    "/": { try $0[0] / $0[1] }, "**": { try Tensor.power($0[0], $0[1]) },
    "+ of integers": { try $0[0] + $0[1] }, "* of integers and floats": { try $0[0] * $0[1] },
    // The fixtures of integer division divide by odd numbers, never by 0.
    "//": { try Tensor.floorDivide($0[0], $0[1] * Tensor.scalar(2) + Tensor.scalar(1)) },
    "%": {
      $0[1].dtype == .float32
        ? try Tensor.modulo($0[0], $0[1])
        : try Tensor.modulo($0[0], $0[1] * Tensor.scalar(2) + Tensor.scalar(1))
    },
    "maximum": { try Tensor.maximum($0[0], $0[1]) },
    "minimum": { try Tensor.minimum($0[0], $0[1]) },
    "==": { try $0[0].equal($0[1]) }, "!=": { try $0[0].notEqual($0[1]) },
    "<": { try $0[0].less($0[1]) }, "<=": { try $0[0].lessOrEqual($0[1]) },
    ">": { try $0[0].greater($0[1]) }, ">=": { try $0[0].greaterOrEqual($0[1]) },
    "negated": { try $0[0].negated() }, "abs": { try $0[0].abs() },
    "square": { try $0[0].square() }, "sign": { try $0[0].unary(.sign) },
    "reciprocal": { try $0[0].unary(.reciprocal) }, "sqrt": { try $0[0].unary(.sqrt) },
    "rsqrt": { try $0[0].unary(.rsqrt) }, "exp": { try $0[0].unary(.exp) },
    "expm1": { try $0[0].unary(.expm1) },
    "log": { try $0[0].unary(.log) }, "log1p": { try $0[0].unary(.log1p) },
    "sin": { try $0[0].unary(.sin) },
    "cos": { try $0[0].unary(.cos) }, "tanh": { try $0[0].tanh() },
    "sigmoid": { try $0[0].sigmoid() },
    "softplus": { try $0[0].softplus() }, "erf": { try $0[0].unary(.erf) },
    "relu": { try $0[0].relu() }, "gelu": { try $0[0].gelu() },
    "gelu, tanh": { try $0[0].gelu(approximate: true) }, "silu": { try $0[0].silu() },
    "tan": { try $0[0].unary(.tan) }, "asin": { try $0[0].unary(.asin) },
    "acos": { try $0[0].unary(.acos) },
    "atan": { try $0[0].unary(.atan) }, "sinh": { try $0[0].unary(.sinh) },
    "cosh": { try $0[0].unary(.cosh) },
    "exp2": { try $0[0].unary(.exp2) }, "log2": { try $0[0].unary(.log2) },
    "log10": { try $0[0].unary(.log10) },
    "floor": { try $0[0].unary(.floor) }, "ceil": { try $0[0].unary(.ceil) },
    "round": { try $0[0].rounded() }, "trunc": { try $0[0].unary(.trunc) },
    "clamp": { try $0[0].clamped(min: -0.45, max: 0.47) },
    "clamp below": { try $0[0].clamped(min: nil, max: 0.5) },
    "clamp at the bounds": { try $0[0].clamped(min: -0.5, max: 0.5) },
    "where": { try Tensor.where_($0[0], $0[1], $0[2]) },
    "and": { try $0[0].and($0[1]) }, "or": { try $0[0].or($0[1]) }, "not": { try $0[0].not() },
    "diamond": { try $0[0] * $0[0] + $0[0].unary(.exp) * $0[0] },
  ]
  for exponent in ["-2", "-1", "0", "0.5", "1", "2", "2.5", "3"] {
    guard let value = Float(exponent) else { continue }
    table["** " + exponent] = { try Tensor.power($0[0], number(value)) }
  }
  return table
}()

private let reductionOperations: [String: Apply] = {
  var table: [String: Apply] = [
    "norm, p = 0.5": { try $0[0].norm(0.5, [1]) }, "norm, p = 1": { try $0[0].norm(1, [1]) },
    "norm, p = 1.5": { try $0[0].norm(1.5, [1]) }, "norm, p = 3": { try $0[0].norm(3, [1]) },
    "norm, p = inf": { try $0[0].norm(.infinity, [1]) },
    "norm, p = -inf": { try $0[0].norm(-.infinity, [1]) },
    "median": { try $0[0].median() }, "median 1": { try $0[0].median(1) },
  ]
  let dimensions: [(String, [Int]?)] = [
    ("", nil), (" [-1]", [-1]), (" [0]", [0]), (" [1]", [1]), (" [0, 1]", [0, 1]),
    (" [0, 2]", [0, 2]), (" [1, 2]", [1, 2]),
  ]
  for (label, dims) in dimensions {
    for keep in dims == nil ? [false] : [false, true] {
      let end = label + (keep ? " kept" : "")
      table["sum" + end] = { try $0[0].sum(dims, keepDims: keep) }
      table["mean" + end] = { try $0[0].mean(dims, keepDims: keep) }
      table["amax" + end] = { try $0[0].maximum(over: dims, keepDims: keep) }
      table["amin" + end] = { try $0[0].minimum(over: dims, keepDims: keep) }
      table["logsumexp" + end] = { try $0[0].logSumExp(dims, keepDims: keep) }
      table["norm" + end] = { try $0[0].norm(2, dims, keepDims: keep) }
      table["variance" + end] = { try $0[0].variance(dims, keepDims: keep) }
      table["std" + end] = { try $0[0].standardDeviation(dims, keepDims: keep, correction: 0) }
      guard dims == nil || dims?.count == 1 else { continue }
      table["prod" + end] = { try $0[0].product(dims, keepDims: keep) }
      table["any" + end] = { try $0[0].any(dims, keepDims: keep) }
      table["all" + end] = { try $0[0].all(dims, keepDims: keep) }
      guard let dim = dims?.first else { continue }
      table["max" + end] = { try $0[0].maximum(along: dim, keepDims: keep).values }
      table["min" + end] = { try $0[0].minimum(along: dim, keepDims: keep).values }
      table["argmax" + end] = { try $0[0].argmax(dim, keepDims: keep) }
      table["argmin" + end] = { try $0[0].argmin(dim, keepDims: keep) }
    }
  }
  for dim in [-1, 0, 1] {
    table["cumsum \(dim)"] = { try $0[0].cumulativeSum(dim) }
    table["softmax \(dim)"] = { try $0[0].softmax(dim) }
    table["log_softmax \(dim)"] = { try $0[0].logSoftmax(dim) }
  }
  for q in ["0", "0.25", "0.5", "0.9", "1"] {
    table["quantile " + q] = { try $0[0].quantile(Double(q) ?? .nan, 0) }
  }
  return table
}()
