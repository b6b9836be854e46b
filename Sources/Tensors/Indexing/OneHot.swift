import Kernels

extension Tensor {
  /// For each class number a row of int64 zeros with a one in its place: [...] → [..., classes].
  ///
  /// `classes` defaults to one more than the largest number.
  package func oneHot(_ classes: Int? = nil) throws(TensorError) -> Tensor {
    let numbers = try classNumbers("one_hot", below: classes)
    guard let classes = classes ?? numbers.largest.map({ $0 &+ 1 }) else {
      throw TensorError(
        "one_hot: an empty tensor of shape \(shape) does not say how many classes there are",
        hint: "pass num_classes")
    }
    var target = shape
    try target.append(classes)
    let result = try Tensor.zeros(target, .int64)
    try withPointers(numbers.packed.ints, result.ints) { (numbers, places) throws(TensorError) in
      try Cancellation.inParts(of: count) {
        for row in $0 { places[row * classes + numbers[row]] = 1 }
      }
    }
    return result
  }

  /// How often each of 0, 1, … occurs in a one-dimensional int64 tensor: [minimumLength] or longer.
  package func bincount(minimumLength: Int = 0) throws(TensorError) -> Tensor {
    guard rank == 1 else {
      throw TensorError("bincount takes one dimension, not shape \(shape)")
    }
    let numbers = try classNumbers("bincount", below: nil)
    let result = try Tensor.zeros(
      [max(minimumLength, numbers.largest.map { $0 &+ 1 } ?? 0)], .int64)
    try withPointers(numbers.packed.int64s, result.int64s) { (x, counts) throws(TensorError) in
      try Cancellation.inParts(of: count) { lab_count_i64($0.count, x + $0.lowerBound, 0, counts) }
    }
    return result
  }

  /// The elements in row-major order, none negative, and the largest of them if there is one.
  private func classNumbers(
    _ name: String, below limit: Int?
  ) throws(TensorError) -> (packed: Tensor, largest: Int?) {
    guard dtype == .int64 else {
      throw TensorError(
        "\(name): class numbers must be int64, not \(dtype), for shape \(shape)",
        hint: "convert them with int(x)")
    }
    guard limit ?? 0 >= 0 else {
      throw TensorError("\(name): num_classes cannot be \(limit ?? 0), for shape \(shape)")
    }
    let numbers = try packed()
    guard count > 0 else { return (numbers, nil) }
    var (low, high): (Int64, Int64) = (0, 0)
    withPointers(numbers.int64s) { lab_bounds_i64(count, $0, &low, &high) }
    guard low >= 0, high < limit ?? Int.max else {
      let wrong = values(Int.self).first { $0 < 0 || $0 >= limit ?? Int.max } ?? Int(high)
      throw TensorError(
        "\(name): \(wrong), in a tensor of shape \(shape), is not a class number",
        hint: limit.map { "class numbers go from 0 to \($0 - 1)" } ?? "they start at 0")
    }
    return (numbers, Int(high))
  }
}
