extension Tensor {
  /// For each class number a row of int64 zeros with a one in its place: [...] → [..., classes].
  ///
  /// `classes` defaults to one more than the largest number.
  package func oneHot(_ classes: Int? = nil) throws(TensorError) -> Tensor {
    let numbers = try nonNegativeIntegers("one_hot", below: classes)
    guard let classes = classes ?? numbers.max().map({ $0 &+ 1 }) else {
      throw TensorError(
        "one_hot: no class among the numbers of shape \(shape)", hint: "say how many classes")
    }
    var target = shape
    try target.append(classes)
    let result = try Tensor.zeros(target, .int64)
    let places = result.ints
    for (row, number) in numbers.enumerated() { places[row * classes + number] = 1 }
    return result
  }

  /// How often each of 0, 1, … occurs in a one-dimensional int64 tensor: [minimumLength] or longer.
  package func bincount(minimumLength: Int = 0) throws(TensorError) -> Tensor {
    guard rank == 1 else {
      throw TensorError("bincount counts in one dimension, and this has shape \(shape)")
    }
    let numbers = try nonNegativeIntegers("bincount", below: nil)
    let result = try Tensor.zeros([max(minimumLength, numbers.max().map { $0 &+ 1 } ?? 0)], .int64)
    let counts = result.ints
    for number in numbers { counts[number] += 1 }
    return result
  }

  private func nonNegativeIntegers(
    _ name: String, below limit: Int?
  ) throws(TensorError) -> [Int] {
    guard dtype == .int64 else {
      throw TensorError(
        "\(name): class numbers are int64, and these of shape \(shape) are \(dtype)",
        hint: "convert them with int(x)")
    }
    guard limit ?? 0 >= 0 else {
      throw TensorError("\(name): \(limit ?? 0) classes, for numbers of shape \(shape)")
    }
    let numbers = values(Int.self)
    if let wrong = numbers.first(where: { $0 < 0 || $0 >= limit ?? Int.max }) {
      throw TensorError(
        "\(name): \(wrong), in a tensor of shape \(shape), is not a class number",
        hint: limit.map { "class numbers go from 0 to \($0 - 1)" } ?? "they start at 0")
    }
    return numbers
  }
}
