/// How fast this machine is: what an estimate of time needs besides counts.
package struct MachineSpeed: Sendable {
  /// Multiply-adds of products in a second.
  let multiplyAdds: Double
  /// Bytes of results in a second, of operations element by element.
  let bytes: Double
  /// Seconds that an operation on a tensor takes beside its numbers.
  let tensor: Double

  /// Measures it, in a fraction of a second.
  package static func measured() throws(TensorError) -> MachineSpeed {
    let (x, weight) = (try Tensor.ones([256, 512]), try Tensor.ones([256, 512]))
    let (large, small) = (try Tensor.ones([512, 512]), try Tensor.ones([8]))
    let product = try seconds { () throws(TensorError) in _ = try Tensor.linear(x, weight, nil) }
    let sum = try seconds { () throws(TensorError) in _ = try large + large }
    let tensor = try seconds { () throws(TensorError) in _ = try small + small }
    return MachineSpeed(
      multiplyAdds: 256 * 512 * 256 / product, bytes: 4 * 512 * 512 / sum, tensor: tensor)
  }

  /// Seconds that the operations take.
  package func seconds(for work: DryWork) -> Double {
    work.multiplyAdds / multiplyAdds + work.bytes / bytes + work.tensors * tensor
  }

  /// Seconds for one call of `body`: the median of several rounds.
  private static func seconds(
    _ body: () throws(TensorError) -> Void
  ) throws(TensorError) -> Double {
    var rounds: [Double] = []
    for _ in 0..<9 {
      let start = ContinuousClock.now
      for _ in 0..<20 { try body() }
      rounds.append((ContinuousClock.now - start) / .seconds(20))
    }
    return max(rounds.sorted()[rounds.count / 2], 1e-9)
  }
}
