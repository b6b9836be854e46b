import Interpreter
import Tensors

extension BuiltinTable {
  static func drawing() -> BuiltinGroup {
    func seeding(_ name: String) -> Builtin {
      Builtin(
        name,
        .int("seed", "where the random numbers begin"), .random,
        summary: "Restarts the step's random numbers: the same seed gives the same numbers.",
        details:
          "Each step draws the same numbers every time without it, given the run's --seed.",
        example: "\(name)(0)", see: "rand randn randperm"
      ) { seed, random in random.restart(from: seed) }
    }
    return BuiltinGroup("Random numbers") {
      seeding("manual_seed")
      seeding("seed")
      Builtin(
        "normal",
        .tensor("mean", "a number or a tensor"),
        .tensor("std", "a number or a tensor"),
        .optional(.ints("size", "the sizes of the dimensions, if both are numbers")), .random,
        summary: "Random numbers from normal distributions with these means and deviations.",
        example: "normal(0, 0.1, [3, 4])", see: "randn uniform multivariate_normal normal_"
      ) { mean, deviation, size, random in
        let spread = try mean + deviation
        let shape = try size.map { try Shape($0) } ?? spread.shape
        return try mean + deviation * random.normal(shape)
      }
      Builtin(
        "bernoulli",
        .tensor("input", "probabilities, 0 to 1"), .random,
        summary: "1 with the probability that each element gives, else 0.",
        example: "bernoulli(full([4], 0.5))", see: "rand multinomial dropout"
      ) { p, random in try random.uniform(p.shape).less(p).converted(to: .float32) }
      Builtin(
        "multinomial",
        .tensor("input", "weights [n] or [N, n], at least 0"),
        .int("num_samples", "how many are drawn from each row"),
        .bool("replacement", "whether the same may be drawn again", default: false),
        .random,
        summary:
          "Indices drawn with the given weights, for each row: [num_samples] or [N, num_samples].",
        example: "multinomial(softmax(logits), 1)", see: "choice bernoulli randint"
      ) { weights, count, replacement, random in
        guard weights.rank == 1 || weights.rank == 2, count > 0, count <= Limits.elements else {
          throw Failure(
            "multinomial draws one or more indices from each row of weights, not \(count) from shape "
              + "\(weights.shape)")
        }
        var words = random.words()
        let width = weights.shape[weights.rank - 1]
        let numbers = try weights.numbers()
        var places: [Int] = []
        for row in 0..<(weights.count / max(width, 1)) {
          var own = Array(numbers[(row * width)..<((row + 1) * width)])
          for _ in 0..<count {
            let place = try drawn(own, &words)
            places.append(place)
            if !replacement { own[place] = 0 }
          }
        }
        return try Tensor.of(
          places, shape: Shape(weights.rank == 1 ? [count] : [weights.shape[0], count]))
      }
    }
  }

  /// A position drawn by weight.
  static func drawn(_ weights: [Double], _ words: inout Generator.Words) throws -> Int {
    let total = weights.reduce(0, +)
    guard total > 0, total.isFinite, weights.allSatisfy({ $0 >= 0 }) else {
      throw Failure(
        "multinomial: weights must be at least 0, and enough of them above 0",
        hint: "or set replacement = true"
      )
    }
    var rest = Double.random(in: 0..<total, using: &words)
    for (place, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return place }
    }
    return weights.lastIndex { $0 > 0 } ?? 0
  }
}
