@testable import Tensors

/// The same elements laid out in every way that a view can.
func everyLayout(_ x: Tensor) throws -> [Tensor] {
  guard x.rank > 0 else { return [x] }
  let order = try Shape((0..<x.rank).reversed())
  let turned = try x.permuted(order).copied().permuted(order)
  let last = x.rank - 1
  let wide = try Tensor.concatenated([x, x], last).sliced(last, to: x.shape[last])
  let spaced = try Tensor.stacked([x, x], -1).selected(-1, 1)
  return [x, turned, try x.flipped([last]).copied().flipped([last]), wide, spaced]
}

/// The elements of each row along `dim`, the rows in the order of the other dimensions: what loops
/// along an axis are compared with, by nothing but indices.
func rowsAlong(_ x: Tensor, _ dim: Int) throws -> [[Double]] {
  let (length, inner) = (x.shape[dim], x.shape[(dim + 1)...].reduce(1, *))
  let outer = x.shape[..<dim].reduce(1, *)
  let all = try x.numbers()
  return (0..<outer * inner).map { row in
    let (block, column) = row.quotientAndRemainder(dividingBy: inner)
    return (0..<length).map { all[(block * length + $0) * inner + column] }
  }
}

/// Tensors of each type, with equal elements, zeros of both signs, infinities and NaNs among them.
func variedTensors(_ shape: Shape, _ generator: inout SplitMix64) throws -> [Tensor] {
  let count = try shape.elementCount()
  let floats = (0..<count).map { _ in Float.random(in: -2...2, using: &generator) }
  let few = (0..<count).map { _ in Float(Int.random(in: -3...3, using: &generator)) / 2 }
  let special: [Float] = [.nan, .infinity, -.infinity, 0, -0.0, 1, -1]
  let odd = few.map { $0 < -1 ? special.randomElement(using: &generator) ?? $0 : $0 }
  let wide = (0..<count).map { _ in Int.random(in: Int.min...Int.max, using: &generator) }
  return [
    try Tensor.of(floats, shape: shape), try Tensor.of(few, shape: shape),
    try Tensor.of(odd, shape: shape), try Tensor.of(few.map { Int($0 * 2) }, shape: shape),
    try Tensor.of(wide, shape: shape), try Tensor.of(few.map { $0 > 0 }, shape: shape),
  ]
}
