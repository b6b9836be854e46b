extension Tensor {
  /// Einstein summation, as in `einsum("b i j, j k -> b i k", x, y)`.
  ///
  /// Products of the operands' elements are summed over every label that the result does not name.
  /// Repeated labels in an operand take its diagonal, `...` broadcasts, and without an arrow the
  /// result has the labels that occur once, in alphabetical order: NumPy's rules. Operands are
  /// contracted from left to right, each pair as one product of strided operands.
  package static func einsum(
    _ equation: String, _ operands: [Tensor]
  ) throws(TensorError) -> Tensor {
    let plan = try EinsumEquation(equation, operands.map(\.shape))
    var terms: [Labelled] = []
    for (operand, labels) in zip(operands, plan.inputs) {
      let tensor = operand.dtype == .bool ? try operand.converted(to: .int64) : operand
      terms.append(try Labelled(tensor: tensor, labels: labels).simplified(plan.extents))
    }
    var result = terms[0]
    for position in terms.indices {
      let later = Set(plan.output + terms[(position + 1)...].flatMap(\.labels))
      if position > 0 {
        result = try Labelled.contracted(result, terms[position], keeping: later)
      } else {
        result = try result.summed(keeping: later)
      }
    }
    return try result.arranged(plan.output)
  }
}

/// A tensor with a name for each dimension.
private struct Labelled {
  var tensor: Tensor
  var labels: [Int]

  /// With repeated labels as diagonals, and without dimensions of extent 1 that broadcast.
  func simplified(_ extents: [Int: Int]) throws(TensorError) -> Labelled {
    var result = self
    var position = 0
    while position < result.labels.count {
      let label = result.labels[position]
      if result.tensor.shape[position] == 1, extents[label] != 1 {
        result.tensor = try result.tensor.squeezed(position)
        result.labels.remove(at: position)
      } else if let first = result.labels[..<position].firstIndex(of: label) {
        // The diagonal comes last.
        result.tensor = try result.tensor.diagonal(0, first, position)
        result.labels.remove(at: position)
        result.labels.remove(at: first)
        result.labels.append(label)
        position -= 1
      } else {
        position += 1
      }
    }
    return result
  }

  /// Summed over the labels that are no longer wanted.
  func summed(keeping wanted: Set<Int>) throws(TensorError) -> Labelled {
    let dims = labels.indices.filter { !wanted.contains(labels[$0]) }
    if dims.isEmpty { return self }
    return Labelled(tensor: try tensor.sum(dims), labels: labels.filter { wanted.contains($0) })
  }

  /// The product of two terms, summed over what they share and is no longer wanted.
  static func contracted(
    _ a: Labelled, _ b: Labelled, keeping wanted: Set<Int>
  ) throws(TensorError) -> Labelled {
    let (inA, inB) = (Set(a.labels), Set(b.labels))
    let a = try a.summed(keeping: wanted.union(inB))
    let b = try b.summed(keeping: wanted.union(inA))
    let batch = a.labels.filter { inB.contains($0) && wanted.contains($0) }
    let inner = a.labels.filter { inB.contains($0) && !wanted.contains($0) }
    let rows = a.labels.filter { !inB.contains($0) }
    let columns = b.labels.filter { !inA.contains($0) }
    let labels = batch + rows + columns
    let isInteger = max(a.tensor.dtype, b.tensor.dtype) == .int64
    // Integers stay exact, and an elementwise product has no matrix product in it.
    guard !isInteger, !inner.isEmpty, !(rows.isEmpty && columns.isEmpty && !batch.isEmpty) else {
      let shape = try Shape(a.extents(batch) + a.extents(rows) + b.extents(columns))
      let left = try a.grouped([batch, rows, [], inner])
      let right = try b.grouped([batch, [], columns, inner])
      let product = inner.isEmpty ? try left * right : try (left * right).sum([3])
      return Labelled(tensor: try product.reshaped(shape), labels: labels)
    }
    return try product(a, b, labels)
  }

  /// The sum of the products over the labels that are not in `labels`, recorded.
  private static func product(
    _ a: Labelled, _ b: Labelled, _ labels: [Int]
  ) throws(TensorError) -> Labelled {
    let x = Labelled(tensor: try a.tensor.detached().converted(to: .float32), labels: a.labels)
    let y = Labelled(tensor: try b.tensor.detached().converted(to: .float32), labels: b.labels)
    let result = try unrecordedProduct(x, y, labels)
    let recorded = result.recorded("einsum", from: a.tensor, b.tensor) {
      let (shape, strides) = (result.shape, result.strides)
      let (wantsA, wantsB) = (a.tensor.requiresGradient, b.tensor.requiresGradient)
      return { (gradient) throws(TensorError) in
        let slope = Labelled(tensor: try gradient.laidOut(strides, shape), labels: labels)
        return [
          wantsA ? try unrecordedProduct(slope, y, x.labels) : nil,
          wantsB ? try unrecordedProduct(x, slope, y.labels) : nil,
        ]
      }
    }
    return Labelled(tensor: recorded, labels: labels)
  }

  private static func unrecordedProduct(
    _ a: Labelled, _ b: Labelled, _ labels: [Int]
  ) throws(TensorError) -> Tensor {
    let all = a.labels + b.labels.filter { !a.labels.contains($0) }
    let axes = all.map { label in
      ProductAxis(
        a.extent(label) ?? b.extent(label) ?? 1, a.stride(label), b.stride(label),
        dimension: labels.firstIndex(of: label))
    }
    let shape = try Shape(labels.map { a.extent($0) ?? b.extent($0) ?? 1 })
    return try Tensor.contracted(a.tensor, b.tensor, axes, shape)
  }

  private func extent(_ label: Int) -> Int? {
    labels.firstIndex(of: label).map { tensor.shape[$0] }
  }

  private func stride(_ label: Int) -> Int {
    labels.firstIndex(of: label).map { tensor.strides[$0] } ?? 0
  }

  /// One dimension for each group of labels; a view if the layout allows it.
  private func grouped(_ groups: [[Int]]) throws(TensorError) -> Tensor {
    var order = Shape()
    var shape = Shape()
    for group in groups {
      var extent = 1
      for label in group {
        guard let position = labels.firstIndex(of: label) else { continue }
        try order.append(position)
        extent *= tensor.shape[position]
      }
      try shape.append(extent)
    }
    return try tensor.permuted(order).reshaped(shape)
  }

  private func extents(_ wanted: [Int]) -> [Int] {
    wanted.compactMap { extent($0) }
  }

  /// The dimensions in the order of `output`.
  func arranged(_ output: [Int]) throws(TensorError) -> Tensor {
    var order = Shape()
    for label in output {
      if let position = labels.firstIndex(of: label) { try order.append(position) }
    }
    return try tensor.permuted(order)
  }
}
