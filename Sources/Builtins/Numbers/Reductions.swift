import Interpreter
import Tensors

extension BuiltinTable {
  static func reductions() -> BuiltinGroup {
    let x = BuiltinParameter.required("x")
    let dim = BuiltinParameter.optional("dim")
    let keepdim = BuiltinParameter.optional("keepdim", .bool(false))

    /// A reduction over all or some dimensions.
    func reduction(
      _ name: String, _ summary: String, isMethod: Bool = false,
      _ body: @escaping (Tensor, [Int]?, Bool) throws(TensorError) -> Tensor
    ) -> Builtin {
      Builtin(
        name, of: isMethod ? "tensor" : nil, [x, dim, keepdim], summary,
        example: isMethod ? "x.\(name)(dim = 0)" : "\(name)(x, dim = 0)"
      ) { arguments, _ in
        .tensor(try body(arguments.tensor(0), arguments.dims(1), arguments.bool(2)))
      }
    }
    /// The largest or smallest: of all, or along a dimension together with where it stands.
    func extreme(
      _ name: String, _ summary: String,
      _ all: @escaping (Tensor) throws(TensorError) -> Tensor,
      _ along: @escaping (Tensor, Int, Bool) throws(TensorError) -> (Tensor, Tensor)
    ) -> Builtin {
      Builtin(
        name, of: "tensor", [x, dim, keepdim], summary, example: "(values, places) = x.\(name)(1)"
      ) { arguments, _ in
        let x = try arguments.tensor(0)
        guard let dim = try arguments.optionalInt(1) else { return .tensor(try all(x)) }
        let (values, places) = try along(x, dim, try arguments.bool(2))
        return .items([.tensor(values), .tensor(places)])
      }
    }

    return BuiltinGroup(
      "Reductions",
      [
        reduction("sum", "The sum over some dimensions, or all.", isMethod: true) {
          (x, dims, keep) throws(TensorError) in try x.sum(dims, keepDims: keep)
        },
        reduction("mean", "The mean over some dimensions, or all.") {
          (x, dims, keep) throws(TensorError) in try x.mean(dims, keepDims: keep)
        },
        reduction("prod", "The product over some dimensions, or all.") {
          (x, dims, keep) throws(TensorError) in try x.product(dims, keepDims: keep)
        },
        reduction("amax", "The largest element over some dimensions, or all.") {
          (x, dims, keep) throws(TensorError) in try x.maximum(over: dims, keepDims: keep)
        },
        reduction("amin", "The smallest element over some dimensions, or all.") {
          (x, dims, keep) throws(TensorError) in try x.minimum(over: dims, keepDims: keep)
        },
        reduction("logsumexp", "ln Σ eˣ over some dimensions, or all, without overflow.") {
          (x, dims, keep) throws(TensorError) in try x.logSumExp(dims, keepDims: keep)
        },
        reduction("any", "Whether some element is not 0.", isMethod: true) {
          (x, dims, keep) throws(TensorError) in try x.any(dims, keepDims: keep)
        },
        reduction("all", "Whether no element is 0.", isMethod: true) {
          (x, dims, keep) throws(TensorError) in try x.all(dims, keepDims: keep)
        },
        extreme("max", "The largest element; with dim also where it stands.") {
          (x) throws(TensorError) in
          try x.maximum()
        } _: { (x, dim, keep) throws(TensorError) in
          try x.maximum(along: dim, keepDims: keep)
        },
        extreme("min", "The smallest element; with dim also where it stands.") {
          (x) throws(TensorError) in
          try x.minimum()
        } _: { (x, dim, keep) throws(TensorError) in
          try x.minimum(along: dim, keepDims: keep)
        },
        Builtin(
          "var", [x, dim, .optional("correction", .int(1)), keepdim],
          "The variance, unbiased unless correction = 0.", example: "var(x, dim = -1)"
        ) { arguments, _ in
          .tensor(
            try arguments.tensor(0).variance(
              arguments.dims(1), keepDims: arguments.bool(3), correction: arguments.int(2)))
        },
        Builtin(
          "std", [x, dim, .optional("correction", .int(1)), keepdim],
          "The standard deviation, unbiased unless correction = 0.", example: "std(x, dim = -1)"
        ) { arguments, _ in
          .tensor(
            try arguments.tensor(0).standardDeviation(
              arguments.dims(1), keepDims: arguments.bool(3), correction: arguments.int(2)))
        },
        Builtin(
          "norm", [x, .optional("p", .int(2)), dim, keepdim],
          "The length: the p-th root of the sum of |x|ᵖ.", example: "norm(x, dim = 1)"
        ) { arguments, _ in
          .tensor(
            try arguments.tensor(0).norm(
              arguments.float32(1), arguments.dims(2), keepDims: arguments.bool(3)))
        },
        Builtin(
          "quantile", [x, .required("q"), dim, keepdim],
          "The value below which the part q of the elements lies, between two of them linearly.",
          example: "quantile(attn, 0.95)"
        ) { arguments, _ in
          .tensor(
            try arguments.tensor(0).quantile(
              arguments.float(1), arguments.optionalInt(2), keepDims: arguments.bool(3)))
        },
        Builtin(
          "median", [x, dim, keepdim], "The middle element, the lower of two.",
          example: "median(x, dim = 0)"
        ) { arguments, _ in
          .tensor(
            try arguments.tensor(0).median(arguments.optionalInt(1), keepDims: arguments.bool(2)))
        },
        Builtin(
          "argmax", [x, dim, keepdim], "Where the largest element stands.",
          example: "argmax(logits, dim = 1)"
        ) { arguments, _ in
          .tensor(
            try arguments.tensor(0).argmax(arguments.optionalInt(1), keepDims: arguments.bool(2)))
        },
        Builtin(
          "argmin", [x, dim, keepdim], "Where the smallest element stands.",
          example: "argmin(x, dim = 1)"
        ) { arguments, _ in
          .tensor(
            try arguments.tensor(0).argmin(arguments.optionalInt(1), keepDims: arguments.bool(2)))
        },
        Builtin(
          "cumsum", [x, .required("dim")], "The sums so far along a dimension.",
          example: "cumsum(x, 0)"
        ) { arguments, _ in
          .tensor(try arguments.tensor(0).cumulativeSum(arguments.int(1)))
        },
        Builtin(
          "sort", [x, .optional("dim", .int(-1)), .optional("descending", .bool(false))],
          "The elements in order along a dimension, and where each stood.",
          example: "(values, places) = sort(x, dim = 0)"
        ) { arguments, _ in
          let sorted = try arguments.tensor(0).sorted(
            arguments.int(1), descending: arguments.bool(2))
          return .items([.tensor(sorted.values), .tensor(sorted.indices)])
        },
        Builtin(
          "argsort", [x, .optional("dim", .int(-1)), .optional("descending", .bool(false))],
          "The places of the elements in order.", example: "argsort(x)"
        ) { arguments, _ in
          .tensor(
            try arguments.tensor(0).argsort(arguments.int(1), descending: arguments.bool(2)))
        },
        Builtin(
          "topk", [x, .required("k"), .optional("dim", .int(-1))],
          "The k largest elements along a dimension, and where they stand.",
          example: "(values, places) = topk(probabilities, 3)"
        ) { arguments, _ in
          let top = try arguments.tensor(0).topK(arguments.int(1), arguments.int(2))
          return .items([.tensor(top.values), .tensor(top.indices)])
        },
        Builtin(
          "unique", [x], "The different elements in order.", example: "unique(labels)"
        ) { arguments, _ in .tensor(try arguments.tensor(0).unique().values) },
        Builtin(
          "bincount", [x, .optional("minlength", .int(0))], "How often each of 0, 1, … stands.",
          example: "bincount(labels, 10)"
        ) { arguments, _ in
          .tensor(try arguments.tensor(0).bincount(minimumLength: arguments.int(1)))
        },
        Builtin(
          "nonzero", [x], "The places of the elements that are not 0, one in each row.",
          example: "nonzero(x > 0)"
        ) { arguments, _ in .tensor(try arguments.tensor(0).nonzero()) },
      ])
  }
}
