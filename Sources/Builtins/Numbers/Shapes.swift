import Interpreter
import Tensors

extension BuiltinTable {
  static func shapes() -> BuiltinGroup {
    func reshape(_ name: String) -> Builtin {
      Builtin(
        name, .tensor("x"),
        .sizes("sizes", "the new sizes"),
        summary: "The same elements in another shape; -1 stands for what is left.",
        example: "x.\(name)(3, -1)", see: "flatten rearrange tensor.shape"
      ) { x, sizes in try x.reshaped(sizes) }
    }
    return BuiltinGroup("Shapes") {
      reshape("reshape")
      reshape("view")
      Builtin(
        "flatten", .tensor("x"),
        .int("start_dim", "the first dimension that is merged", default: 0),
        .int("end_dim", "the last one", default: -1),
        summary: "Dimensions start_dim to end_dim flattened into one.", example: "x.flatten()",
        see: "ravel reshape unflatten"
      ) { x, first, last in try x.flattened(from: first, to: last) }
      Builtin(
        "squeeze", .tensor("x"), .dim, summary: "x without its dimensions of size 1.",
        example: "zeros(1, 3).squeeze(0).shape", see: "unsqueeze"
      ) { x, dim in try x.squeezed(dim) }
      Builtin(
        "unsqueeze", .tensor("x"),
        .int("dim", "the number of the new dimension; -1 puts it last"),
        summary: "x with a new dimension of size 1.",
        example: "x.unsqueeze(0).shape", see: "squeeze expand_dims newaxis"
      ) { x, dim in try x.unsqueezed(dim) }
      Builtin(
        "transpose", .tensor("x"),
        .int("dim0", "the one dimension"),
        .int("dim1", "the other"),
        summary: "Two dimensions swapped.", example: "x.transpose(0, 1).shape",
        see: "permute tensor.T tensor.mT swapaxes"
      ) { x, first, second in try x.transposed(first, second) }
      Builtin(
        "permute", .tensor("x"),
        .sizes("dims", "the old number of each new dimension"),
        summary: "The dimensions in another order.",
        example: "zeros(2, 3, 4).permute(2, 0, 1).shape", see: "transpose rearrange"
      ) { x, dims in try x.permuted(dims) }
      Builtin(
        "expand", .tensor("x"),
        .sizes("sizes", "the new sizes; -1 keeps one"),
        summary: "Repeated along dimensions of size 1, without a copy; -1 keeps a size.",
        example: "zeros(1, 3).expand(4, -1).shape", see: "tile repeat repeat_interleave"
      ) { x, sizes in
        var target = sizes
        for position in target.indices where target[position] == -1 {
          let own = position - (target.count - x.rank)
          guard own >= 0 else { throw Failure("expand: a new dimension needs a size, not -1") }
          target[position] = x.shape[own]
        }
        return try x.broadcast(to: target)
      }
      Builtin(
        "contiguous", .tensor("x"), summary: "The elements in row-major order in memory.",
        example: "x.T.contiguous()", see: "clone"
      ) { x in try x.contiguous() }
      Builtin(
        "clone", .tensor("x"), summary: "A copy that shares no memory.", example: "x.clone()",
        see: "copy tensor.detach"
      ) { x in try x.copied() }
      Builtin(
        "cat",
        .tensors("tensors", "the tensors, of shapes that fit"), .dimension(default: 0),
        summary: "Tensors joined end to end along a dimension.",
        example: "cat([a, b], dim = 0).shape", see: "stack concatenate chunk"
      ) { parts, dim in try Tensor.concatenated(parts, dim) }
      Builtin(
        "stack",
        .tensors("tensors", "the tensors, of shapes that fit"), .dimension(default: 0),
        summary: "Tensors of one shape stacked along a new dimension.",
        example: "stack([a, b], dim = 0).shape", see: "cat vstack"
      ) { parts, dim in try Tensor.stacked(parts, dim) }
      Builtin(
        "chunk", .tensor("x"),
        .int("chunks", "how many parts"), .dimension(default: 0),
        summary: "Nearly equal parts along a dimension.",
        example: "(q, k, v) = chunk(randn(2, 12), 3, dim = -1)", see: "split cat"
      ) { x, chunks, dim in try x.chunk(chunks, dim) }
      Builtin(
        "split",
        .argument("x", "a tensor or a set of images"),
        .argument(
          "size",
          """
          the size of each part, or a list of sizes; of images, how many the first \
          part has
          """), .dimension(default: 0), .interpreter,
        summary:
          "A tensor's parts of a size, or of several sizes; an image set's two random parts.",
        details: "split(images.train, 50_000) draws 50,000 images at random and keeps the rest.",
        example: "(train, val) = split(images.train, 1000)", see: "chunk images.labels batches"
      ) { x, size, dim, me in
        if case .object(let object as ImagesObject) = x.value {
          var words = try me.random().words()
          let (first, rest) = try object.images.split(size.int(), using: &words)
          return [Value.object(ImagesObject(first)), .object(ImagesObject(rest))]
        }
        let parts =
          if case .list = size.value {
            try x.tensor().split(size.ints(), dim)
          } else {
            try x.tensor().split(size.int(), dim)
          }
        return parts.map { .tensor($0) }
      }
      Builtin(
        "pad", .tensor("x"),
        .ints(
          "pad",
          """
          two numbers for each dimension, before and behind, beginning with the last \
          dimension
          """),
        .float32("value", "what is put there", default: 0),
        summary:
          "Pads the last dimensions: two numbers for each, the last dimension first.",
        example: "pad(x, [1, 1]).shape", see: "cat"
      ) { x, sizes, value in try x.padded(sizes, value: value) }
      Builtin(
        "flip", .tensor("x"),
        .ints("dims", "the dimensions that are turned around"),
        summary: "The elements in reverse order along some dimensions.", example: "flip(x, [-1])",
        see: "roll reversed"
      ) { x, dims in try x.flipped(dims) }
      Builtin(
        "roll", .tensor("x"),
        .int("shifts", "by how many places; negative ones go to the front"),
        .int("dims", "along which dimension"),
        summary: "The elements shifted along a dimension; what leaves one end enters at the other.",
        example: "roll(x, 1, -1)", see: "flip"
      ) { x, shifts, dim in try x.rolled(shifts, dim) }
      Builtin(
        "triu", .tensor("x"),
        .int(
          "diagonal", "which diagonal is the border: 0 the main one, 1 the one above", default: 0),
        summary: "The upper triangle; zeros below.", example: "triu(ones(4, 4))",
        see: "tril masked_fill"
      ) { x, diagonal in try x.upperTriangle(diagonal) }
      Builtin(
        "tril", .tensor("x"),
        .int(
          "diagonal", "which diagonal is the border: 0 the main one, 1 the one above", default: 0),
        summary: "The lower triangle; zeros above.", example: "tril(ones(4, 4))",
        see: "triu masked_fill"
      ) { x, diagonal in try x.lowerTriangle(diagonal) }
      Builtin(
        "gather", .tensor("x"), .dimension(),
        .tensor(
          "index",
          """
          whole numbers: for each place of the result, where along dim its element \
          stands
          """),
        summary: "The elements that an index tensor points to along a dimension.",
        example: "gather(logits, 1, labels.unsqueeze(1))", see: "index_select take scatter_add"
      ) { x, dim, index in try x.gathered(dim, index) }
      Builtin(
        "index_select", .tensor("x"), .dimension(),
        .value("index", "whole numbers, a tensor or a list"),
        summary: "The slices at these indices of a dimension.",
        example: "index_select(x, 0, [1, 0])", see: "gather take"
      ) { x, dim, index in try x.indexSelected(dim, TensorLiteral.tensor(index)) }
      Builtin(
        "diagonal", .tensor("x"),
        .int("offset", "how far above the main diagonal; negative below", default: 0),
        summary: "The diagonal of the first two dimensions.", example: "diagonal(A)",
        see: "diag trace"
      ) { x, offset in try x.diagonal(offset) }
      Builtin(
        "outer",
        .tensor("a", "a vector [n]"),
        .tensor("b", "a vector [m]; the result is [n, m]"),
        summary: "All products of two vectors' elements.",
        example: "outer(u, v)", see: "dot matmul"
      ) { a, b in try Tensor.outer(a, b) }
    }
  }
}
