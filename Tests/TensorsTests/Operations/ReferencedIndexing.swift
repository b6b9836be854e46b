import Tensors

let indexingOperations: [String: Apply] = {
  @Sendable func places() throws -> Tensor { try Tensor.of([0, 0, 3, 2, 2, 1], shape: [3, 2]) }
  @Sendable func i() throws -> Tensor { try Tensor.of([0, 2, -1]) }
  @Sendable func j() throws -> Tensor { try Tensor.of([1, 1, 0]) }
  @Sendable func rows() throws -> Tensor { try Tensor.of([true, false, true]) }
  @Sendable func number(_ value: Float) throws -> Tensor { try Tensor.scalar(value) }
  var table: [String: Apply] = [
    "gather 0": { try $0[0].gathered(0, places()) },
    "gather 1": { try $0[0].gathered(1, places()) },
    "pick 0": { try $0[0].picked(0, Tensor.of([3, 0, 0, -2])) },
    "pick 1": { try $0[0].picked(1, Tensor.of([3, 0, 0, -2])) },
    "index [i, j]": { try $0[0].indexed([i(), j()]) },
    "index [:, i, j]": { try $0[0].indexed([nil, i(), j()]) },
    "index [i, :, j]": { try $0[0].indexed([i(), nil, j()]) },
    "index [:, i[:, None], j]": { try $0[0].indexed([nil, i().unsqueezed(1), j()]) },
    "index [[i, j]]": { try $0[0].indexed([Tensor.of([0, 2, -1, 1, 3, 0], shape: [2, 3])]) },
    "mask rows": { try $0[0].indexed([rows()]) },
    "mask columns": { try $0[0].indexed([nil, rows()]) },
    "mask all": { try $0[0].indexed([$0[0].greater(number(0))]) },
    "mask none": { try $0[0].indexed([$0[0].greater(number(5))]) },
    "mask and index": { try $0[0].indexed([rows(), Tensor.of([1, 0])]) },
    "nonzero": { try $0[0].nonzero() },
    "topk": { try $0[0].topK(3).values },
    "topk indices": { try $0[0].topK(3).indices },
    "topk smallest": { try $0[0].topK(3, largest: false).values },
    "topk smallest indices": { try $0[0].topK(3, largest: false).indices },
    "one_hot": { try $0[0].oneHot(6) },
    "bincount": { try $0[0].bincount() },
    "unique": { try $0[0].unique().values },
    "unique counts": { try $0[0].unique().counts },
  ]
  for descending in [false, true] {
    for dim in [-1, 0, 1] {
      let end = "\(dim)" + (descending ? " descending" : "")
      table["sort " + end] = { try $0[0].sorted(dim, descending: descending).values }
      table["argsort " + end] = { try $0[0].argsort(dim, descending: descending) }
    }
  }
  for reduction in [Reduction.mean, .sum, .none] {
    table["nll_loss \(reduction.rawValue)"] = {
      try Tensor.negativeLogLikelihood(
        $0[0], Tensor.of([0, 2, -100, 1]), reduction: reduction)
    }
    for smoothing in ["0", "0.1"] {
      table["cross_entropy \(reduction.rawValue) \(smoothing)"] = {
        try Tensor.crossEntropy(
          $0[0], Tensor.of([0, 2, -100, 1]), smoothing: Float(smoothing) ?? 0, reduction: reduction)
      }
    }
  }
  return table
}()
