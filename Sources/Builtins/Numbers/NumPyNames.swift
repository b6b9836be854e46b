import Interpreter
import Tensors

extension BuiltinTable {
  /// What PyTorch and NumPy call things that have another name besides.
  static func numpyNames() -> BuiltinGroup {
    func made(_ name: String) -> Builtin {
      Builtin(
        name,
        .value("object", "numbers in nested lists"),
        summary: "A tensor of the numbers in nested lists; as `tensor`.",
        example: "\(name)([[1, 2], [3, 4]])", see: "tensor"
      ) { object in try TensorLiteral.tensor(object) }
    }
    func unary(
      _ name: String, _ summary: String, _ function: @escaping (Tensor) throws -> Tensor
    ) -> Builtin {
      Builtin(
        name, .tensor("x"), summary: summary, example: "\(name)(x)", see: "unsqueeze"
      ) { x in
        try function(x)
      }
    }
    func joined(
      _ name: String, _ summary: String, _ join: @escaping ([Tensor]) throws -> Tensor
    ) -> Builtin {
      Builtin(
        name,
        .tensors("tensors", "the tensors, of shapes that fit"), summary: summary,
        example: "\(name)([a, b]).shape", see: "cat stack"
      ) {
        try join($0)
      }
    }
    return BuiltinGroup("Names of NumPy") {
      made("array")
      made("asarray")
      Builtin(
        "concatenate",
        .tensors("tensors", "the tensors, of shapes that fit"), .dimension(default: 0),
        summary: "Tensors one after another along a dimension; as `cat`.",
        example: "concatenate([a, b]).shape", see: "cat"
      ) { tensors, dim in try Tensor.concatenated(tensors, dim) }
      joined("vstack", "Tensors below each other; vectors become rows.") {
        try Tensor.concatenated(try $0.map { try $0.withRank(2) }, 0)
      }
      joined("hstack", "Tensors beside each other: along dimension 1, vectors along their own.") {
        tensors in
        let parts = try tensors.map { try $0.withRank(1) }
        return try Tensor.concatenated(parts, parts.first?.rank == 1 ? 0 : 1)
      }
      joined("dstack", "Tensors behind each other, along dimension 2.") {
        try Tensor.concatenated(try $0.map { try $0.withRank(3) }, 2)
      }
      unary("atleast_1d", "The tensor, with one dimension if it has none.") { try $0.withRank(1) }
      unary("atleast_2d", "The tensor, with two dimensions at least.") { try $0.withRank(2) }
      for (name, other) in [("arccos", "acos"), ("arcsin", "asin"), ("arctan", "atan")] {
        ElementFunction.all.first { $0.name == other }?.builtin(called: name).map { [$0] } ?? []
      }
      Builtin(
        "power",
        .tensor("x", "a tensor"),
        .tensor("exponent", "a tensor or a number"), summary: "x to a power; as `pow`.",
        example: "power(x, 2)", see: "pow"
      ) { x, exponent in try Tensor.power(x, exponent) }
      Builtin(
        "expand_dims", .tensor("x"),
        .int("axis", "the number of the new dimension"),
        summary: "With a dimension of size 1 before this one; as `unsqueeze`.",
        example: "expand_dims(x, 0).shape", see: "unsqueeze"
      ) { x, axis in try x.unsqueezed(axis) }
      Builtin(
        "array_equal",
        .tensor("a", "a tensor"),
        .tensor("b", "a tensor"),
        summary: "Whether shapes and all elements are equal; as `equal`.",
        example: "array_equal(a, b)", see: "equal"
      ) { a, b in a.isEqual(to: b) }
      Builtin(
        "view_as", .tensor("x"),
        .tensor("other", "the tensor whose shape is taken"),
        summary: "In the shape of another tensor.",
        example: "x.view_as(zeros(3, 2)).shape", see: "reshape view"
      ) { x, other in try x.reshaped(other.shape) }
      Builtin(
        "tensordot",
        .tensor("a", "a tensor"),
        .tensor("b", "a tensor"),
        .argument(
          "dims", "how many dimensions, or a list of those of a and a list of those of b",
          default: .int(2)),
        summary: "Summed products over the last dims dimensions of a and the first of b.",
        details: "dims may also be two lists: the dimensions of a, and those of b.",
        example: "tensordot(a, b.T, dims = 1)", see: "matmul einsum"
      ) { a, b, dims in try a.contracted(with: b, dims) }
      Builtin(
        "uniform",
        .float32("low", "the least number", default: 0),
        .float32("high", "the greatest", default: 1),
        .ints("size", "the sizes of the dimensions", default: 1), .random,
        summary: "Random numbers from low to high.",
        example: "uniform(-1, 1, [3, 4])", see: "rand normal"
      ) { low, high, size, random in
        try random.uniform(try Shape(size), from: low, to: high)
      }
      Builtin(
        "permutation",
        .argument("x", "a number, or a tensor"), .random,
        summary: "0 to n - 1 in random order, or the rows of a tensor.",
        example: "permutation(5)", see: "randperm"
      ) { x, random in
        if case .int(let count) = x.value { return try random.permutation(count) }
        let tensor = try x.tensor()
        guard let count = tensor.shape.first else { throw x.mismatch("a number or a tensor") }
        return try tensor.picked(0, try random.permutation(count))
      }
      Builtin(
        "multivariate_normal",
        .tensor("mean", "[n]"),
        .tensor("cov", "[n, n]"),
        .ints("size", "how many vectors", default: 1), .random,
        summary: "Random vectors with this mean and covariance matrix: [size…, n].",
        example: "multivariate_normal(zeros(2), eye(2), 100).shape", see: "normal randn"
      ) { mean, covariance, size, random in
        guard mean.rank == 1, covariance.shape == [mean.count, mean.count] else {
          throw Failure(
            "multivariate_normal: a mean of shape \(mean.shape) and a covariance of "
              + "\(covariance.shape) do not fit together")
        }
        let (variances, axes) = try covariance.detached().eigenSymmetric()
        let drawn = try random.normal(try Shape(size + [mean.count]))
        let deviations = try variances.clamped(min: 0, max: nil).sqrt()
        return try mean + Tensor.matmul(drawn * deviations, axes.matrixTransposed())
      }
      BuiltinConstant("newaxis", .none, "A new dimension in an index: x[:, newaxis].")
      Builtin(
        "choice",
        .argument("a", "a list, a tensor, or a number n that stands for 0 to n - 1"),
        .optional(.ints("size", "how many; one element if left out")),
        .bool("replace", "whether the same may be drawn again", default: true),
        .optional(.tensor("p", "the probability of each")), .random,
        summary: "Random elements of a sequence, or numbers below a; p: how likely each is.",
        example: "choice(10, 3, replace = false)", see: "randint multinomial randperm"
      ) { a, size, replaces, p, random in
        try Choosing.chosen(a, size, replaces: replaces, p, random)
      }
    }
  }
}

/// How `choice` draws.
private enum Choosing {
  static func chosen(
    _ a: BuiltinArgument, _ size: [Int]?, replaces: Bool, _ p: Tensor?, _ random: Generator
  ) throws -> Value {
    let pool: Value
    if case .int(let count) = a.value {
      pool = .tensor(try Tensor.arange(0, count))
    } else {
      pool = a.value
    }
    let count: Int
    switch pool {
    case .list(let list): count = list.items.count
    case .tensor(let tensor) where tensor.rank > 0: count = tensor.shape[0]
    default: throw a.mismatch("a number, a list or a tensor")
    }
    guard count > 0 else { throw Failure("choice: there is nothing to choose from") }
    let shape = try Shape(size ?? [])
    let wanted = try shape.elementCount()
    let places = try self.places(count, wanted, replaces, p, random)
    guard size != nil else {
      return try Indexing.position(.int(places.integer), count: count, in: "a choice") >= 0
        ? item(places.integer, of: pool) : .none
    }
    switch pool {
    case .list(let list): return .items(try places.elements(Int.self).map { list.items[$0] })
    case .tensor(let tensor):
      let picked = try tensor.picked(0, places)
      return .tensor(try picked.reshaped(try Shape(Array(shape) + tensor.shape.dropFirst())))
    default: return .none
    }
  }

  private static func item(_ place: Int, of pool: Value) throws -> Value {
    switch pool {
    case .list(let list): list.items[place]
    case .tensor(let tensor): .tensor(try tensor.selected(0, place))
    default: .none
    }
  }

  /// Places drawn by their weights.
  private static func drawn(
    _ p: Tensor, _ wanted: Int, _ replaces: Bool, _ random: Generator
  ) throws -> Tensor {
    var words = random.words()
    var weights = try p.numbers()
    var places: [Int] = []
    for _ in 0..<wanted {
      let place = try BuiltinTable.drawn(weights, &words)
      places.append(place)
      if !replaces { weights[place] = 0 }
    }
    return try Tensor.of(places)
  }

  private static func places(
    _ count: Int, _ wanted: Int, _ replaces: Bool, _ p: Tensor?, _ random: Generator
  ) throws -> Tensor {
    guard replaces || wanted <= count else {
      throw Failure(
        "choice: \(wanted) of \(count) elements cannot be chosen without repeating any",
        hint: "write replace = true")
    }
    if let p {
      guard p.shape == [count] else {
        throw Failure("choice: p of shape \(p.shape) for \(count) elements")
      }
      return try drawn(p, wanted, replaces, random)
    }
    guard replaces else { return try random.permutation(count).sliced(0, to: wanted) }
    return try random.integers([wanted], in: 0..<count)
  }
}

extension Tensor {
  /// With new dimensions of size 1, as NumPy's `atleast_2d` and `atleast_3d` add them.
  fileprivate func withRank(_ wanted: Int) throws -> Tensor {
    var result = self
    if result.rank == 0, wanted > 0 { result = try result.unsqueezed(0) }
    if result.rank == 1, wanted > 1 { result = try result.unsqueezed(0) }
    if result.rank == 2, wanted > 2 { result = try result.unsqueezed(2) }
    return result
  }

  /// `tensordot`.
  fileprivate func contracted(with b: Tensor, _ dims: BuiltinArgument) throws -> Tensor {
    var (mine, theirs): ([Int], [Int])
    switch dims.value {
    case .int(let count):
      guard count >= 0, count <= Swift.min(rank, b.rank) else {
        throw Failure(
          "tensordot: \(count) dimensions of shapes \(shape) and \(b.shape) cannot be summed over")
      }
      (mine, theirs) = (Array((rank - count)..<rank), Array(0..<count))
    case .list(let list) where list.items.count == 2:
      mine = try Self.numbers(list.items[0], dims).map { try shape.dimension($0) }
      theirs = try Self.numbers(list.items[1], dims).map { try b.shape.dimension($0) }
    default: throw dims.mismatch("a number, or two lists of dimensions")
    }
    guard mine.count == theirs.count, Set(mine).count == mine.count,
      Set(theirs).count == theirs.count, zip(mine, theirs).allSatisfy({ shape[$0] == b.shape[$1] })
    else {
      throw Failure(
        "tensordot: dimensions \(mine) of shape \(shape) and \(theirs) of "
          + "\(b.shape) do not fit together")
    }
    let rows = (0..<rank).filter { !mine.contains($0) }
    let columns = (0..<b.rank).filter { !theirs.contains($0) }
    let depth = mine.reduce(1) { $0 * shape[$1] }
    let left = try permuted(try Shape(rows + mine))
      .reshaped([rows.reduce(1) { $0 * shape[$1] }, depth])
    let right = try b.permuted(try Shape(theirs + columns))
      .reshaped([depth, columns.reduce(1) { $0 * b.shape[$1] }])
    return try Tensor.matmul(left, right).reshaped(
      try Shape(rows.map { shape[$0] } + columns.map { b.shape[$0] }))
  }

  private static func numbers(_ value: Value, _ dims: BuiltinArgument) throws(Failure) -> [Int] {
    guard case .list(let list) = value else {
      guard let number = value.integer else { throw dims.mismatch("two lists of dimensions") }
      return [number]
    }
    var numbers: [Int] = []
    for item in list.items {
      guard let number = item.integer else { throw dims.mismatch("two lists of dimensions") }
      numbers.append(number)
    }
    return numbers
  }
}
