import Interpreter
import Tensors

extension BuiltinTable {
  static func reductions() -> BuiltinGroup {
    /// A reduction over all or some dimensions.
    func reduction(
      _ name: String, _ summary: String, isMethod: Bool = false,
      _ body: @escaping (Tensor, [Int]?, Bool) throws -> Tensor
    ) -> Builtin {
      Builtin(
        name, of: isMethod ? "tensor" : nil, .tensor("x"), .dims, .keepdim, summary: summary,
        example: isMethod ? "x.\(name)(dim = 0)" : "\(name)(x, dim = 0)", body: body)
    }
    return BuiltinGroup("Reductions") {
      reduction("sum", "The sum over some dimensions, or all.", isMethod: true) { x, dims, keep in
        try x.sum(dims, keepDims: keep)
      }
      reduction("mean", "The mean over some dimensions, or all.") { x, dims, keep in
        try x.mean(dims, keepDims: keep)
      }
      reduction("prod", "The product over some dimensions, or all.") { x, dims, keep in
        try x.product(dims, keepDims: keep)
      }
      reduction("amax", "The largest element over some dimensions, or all.") { x, dims, keep in
        try x.maximum(over: dims, keepDims: keep)
      }
      reduction("amin", "The smallest element over some dimensions, or all.") { x, dims, keep in
        try x.minimum(over: dims, keepDims: keep)
      }
      reduction("logsumexp", "ln Σ eˣ over some dimensions, or all, without overflow.") {
        x, dims, keep in try x.logSumExp(dims, keepDims: keep)
      }
      reduction("any", "Whether some element is not 0.", isMethod: true) { x, dims, keep in
        try x.any(dims, keepDims: keep)
      }
      reduction("all", "Whether no element is 0.", isMethod: true) { x, dims, keep in
        try x.all(dims, keepDims: keep)
      }
      Builtin(
        "max", of: "tensor", .tensor("x"), .dim, .keepdim,
        summary: "The largest element; with dim also its index.",
        example: "(values, places) = x.max(1)", see: "max amax argmax tensor.min"
      ) { x, dim, keep in
        guard let dim else { return Value.tensor(try x.maximum()) }
        let (values, places) = try x.maximum(along: dim, keepDims: keep)
        return .named(["values": values, "indices": places])
      }
      Builtin(
        "min", of: "tensor", .tensor("x"), .dim, .keepdim,
        summary: "The smallest element; with dim also its index.",
        example: "(values, places) = x.min(1)", see: "min amin argmin tensor.max"
      ) { x, dim, keep in
        guard let dim else { return Value.tensor(try x.minimum()) }
        let (values, places) = try x.minimum(along: dim, keepDims: keep)
        return .named(["values": values, "indices": places])
      }
      Builtin(
        "var", .tensor("x"), .dims,
        .int(
          "correction", "the sum of squares is divided by n - correction; 1 is unbiased", default: 1
        ), .keepdim,
        summary: "The variance, unbiased unless correction = 0.", example: "var(x, dim = -1)",
        see: "std mean"
      ) { x, dims, correction, keep in
        try x.variance(dims, keepDims: keep, correction: correction)
      }
      Builtin(
        "std", .tensor("x"), .dims,
        .int(
          "correction", "the sum of squares is divided by n - correction; 1 is unbiased", default: 1
        ), .keepdim,
        summary: "The standard deviation, unbiased unless correction = 0.",
        example: "std(x, dim = -1)", see: "var mean"
      ) { x, dims, correction, keep in
        try x.standardDeviation(dims, keepDims: keep, correction: correction)
      }
      Builtin(
        "norm", .tensor("x"),
        .float32(
          "p",
          """
          the exponent: 1 sums magnitudes, 2 is the length, inf the largest magnitude
          """, default: 2), .dims, .keepdim,
        summary: "The p-norm: the p-th root of the sum of |x|ᵖ.", example: "norm(x, dim = 1)",
        see: "normalize dist"
      ) { x, p, dims, keep in try x.norm(p, dims, keepDims: keep) }
      Builtin(
        "quantile", .tensor("x"),
        .float("q", "the fraction, 0 to 1"), .dim, .keepdim,
        summary:
          "The value below which the fraction q of the elements lies, interpolated linearly.",
        example: "quantile(x, 0.95)", see: "median"
      ) { x, q, dim, keep in try x.quantile(q, dim, keepDims: keep) }
      Builtin(
        "median", .tensor("x"), .dim, .keepdim,
        summary: "The middle element, the lower of two; with dim also where it stands.",
        example: "median(x, dim = 0).values", see: "mean quantile"
      ) { x, dim, keep in
        guard let dim else {
          guard !keep else { throw Failure("median: `keepdim` needs a dim") }
          return Value.tensor(try x.median())
        }
        let (values, places) = try x.median(dim, keepDims: keep)
        return .named(["values": values, "indices": places])
      }
      Builtin(
        "argmax", .tensor("x"), .dim, .keepdim, summary: "The index of the largest element.",
        example: "argmax(logits, dim = 1)", see: "max topk argsort"
      ) { x, dim, keep in try x.argmax(dim, keepDims: keep) }
      Builtin(
        "argmin", .tensor("x"), .dim, .keepdim, summary: "The index of the smallest element.",
        example: "argmin(x, dim = 1)", see: "min argmax"
      ) { x, dim, keep in try x.argmin(dim, keepDims: keep) }
      Builtin(
        "cumsum", .tensor("x"), .dimension(), summary: "The cumulative sums along a dimension.",
        example: "cumsum(x, 0)", see: "sum"
      ) { x, dim in try x.cumulativeSum(dim) }
      Builtin(
        "sort", .tensor("x"), .dimension(default: -1),
        .bool("descending", "whether the largest comes first", default: false),
        summary: "The elements sorted along a dimension, and where each one was.",
        example: "sort(x, dim = 0).values", see: "argsort topk sorted unique"
      ) { x, dim, descending in
        let sorted = try x.sorted(dim, descending: descending)
        return Value.named(["values": sorted.values, "indices": sorted.indices])
      }
      Builtin(
        "argsort", .tensor("x"), .dimension(default: -1),
        .bool("descending", "whether the largest comes first", default: false),
        summary: "The indices that would sort the elements.", example: "argsort(x)", see: "sort"
      ) { x, dim, descending in try x.argsort(dim, descending: descending) }
      Builtin(
        "topk", .tensor("x"),
        .int("k", "how many"), .dimension(default: -1),
        summary: "The k largest elements along a dimension, and their indices.",
        example: "topk(softmax(logits), 3).indices", see: "sort argmax"
      ) { x, k, dim in
        let top = try x.topK(k, dim)
        return Value.named(["values": top.values, "indices": top.indices])
      }
      Builtin(
        "unique", .tensor("x"), summary: "The distinct elements, sorted.",
        example: "unique(tensor([3, 1, 3]))", see: "sort set bincount"
      ) { x in try x.unique().values }
      Builtin(
        "bincount",
        .tensor("x", "whole numbers from 0"),
        .int("minlength", "the least length of the result", default: 0),
        summary: "How often each of 0, 1, 2, … occurs.", example: "bincount(labels, 10)",
        see: "unique hist"
      ) { x, length in try x.bincount(minimumLength: length) }
      Builtin(
        "nonzero", .tensor("x"),
        summary: "The indices of the elements that are not 0, one in each row.",
        example: "nonzero(x > 0)", see: "where"
      ) { x in try x.nonzero() }
    }
  }
}

extension TypedParameter where T == [Int]? {
  /// The dimensions to reduce over; all if left out.
  static var dims: Self {
    .optional(.ints("dim", "the dimensions to reduce over; all if left out"))
  }
}

extension TypedParameter where T == Int {
  /// The dimension to work along.
  static func dimension(default value: Int? = nil) -> Self {
    .int("dim", "the dimension to work along; -1 is the last", default: value)
  }
}

extension TypedParameter where T == Int? {
  /// The dimension to work along.
  static var dim: Self {
    .optional(.int("dim", "the dimension to work along; all elements if left out"))
  }
}

extension TypedParameter where T == Bool {
  /// Whether a reduced dimension stays, with size 1.
  static var keepdim: Self {
    .bool("keepdim", "whether a reduced dimension stays, with size 1", default: false)
  }
}
