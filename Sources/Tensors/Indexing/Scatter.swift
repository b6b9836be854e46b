extension Tensor {
  /// This tensor with elements of `source` added where `indices` points along `dim`.
  ///
  /// That is PyTorch's `scatter_add`, or `scatter` if they replace what is there.
  package func scattered(
    _ dim: Int, _ indices: Tensor, _ source: Tensor, adding: Bool
  ) throws(TensorError) -> Tensor {
    let name = adding ? "scatter_add" : "scatter"
    let position = try shape.dimension(dim)
    guard indices.dtype == .int64, indices.rank == rank, source.rank == rank else {
      throw TensorError(
        "\(name): indices of type \(indices.dtype) and shape \(indices.shape) do not fit a tensor "
          + "of shape \(shape)", hint: "indices are int64, with as many dimensions")
    }
    for other in 0..<rank
    where indices.shape[other] > source.shape[other]
      || other != position && indices.shape[other] > shape[other]
    {
      throw TensorError(
        "\(name): indices of shape \(indices.shape) reach beyond \(source.shape) or \(shape)")
    }
    let base = try converted(to: .float32)
    let values = try source.converted(to: .float32).cut(to: indices.shape)
    let places = try scatterPlaces(position, indices, name)
    let result = try base.detached().copied()
    let given = try values.detached().packed()
    let (target, added) = (result.floats, given.floats)
    for (i, place) in places.enumerated() {
      target[place] = added[i] + (adding ? target[place] : 0)
    }
    return result.recorded("scatter", from: base, values) {
      { (gradient) throws(TensorError) in
        let own = try gradient.copied()
        if !adding { for place in places { own.floats[place] = 0 } }
        return [own, try gradient.gathered(position, indices)]
      }
    }
  }

  /// The corner of this tensor with the extents of `wanted`.
  private func cut(to wanted: Shape) throws(TensorError) -> Tensor {
    var result = self
    for dim in wanted.indices where wanted[dim] < shape[dim] {
      result = try result.sliced(dim, to: wanted[dim])
    }
    return result
  }

  /// Where in row-major memory each index points.
  private func scatterPlaces(
    _ dim: Int, _ indices: Tensor, _ name: String
  ) throws(TensorError) -> [Int] {
    let (extent, steps) = (shape[dim], shape.contiguousStrides)
    var places: [Int] = []
    places.reserveCapacity(indices.count)
    for (number, index) in indices.values(Int.self).enumerated() {
      guard index >= 0, index < extent else { throw outOfRange(index, dim) }
      var (rest, place) = (number, index * steps[dim])
      for other in (0..<rank).reversed() {
        let (quotient, coordinate) = rest.quotientAndRemainder(dividingBy: indices.shape[other])
        if other != dim { place += coordinate * steps[other] }
        rest = quotient
      }
      places.append(place)
    }
    return places
  }
}
