import Interpreter
import Tensors

extension BuiltinTable {
  static func shapes() -> BuiltinGroup {
    func reshape(_ name: String) -> Builtin {
      Builtin(
        name, .tensor("x"), .sizes("sizes"),
        summary: "The same elements in another shape; -1 stands for what is left.",
        example: "x.\(name)(-1, 784)"
      ) { x, sizes in try x.reshaped(sizes) }
    }
    return BuiltinGroup("Shapes") {
      reshape("reshape")
      reshape("view")
      Builtin(
        "flatten", .tensor("x"), .int("start_dim", default: 0), .int("end_dim", default: -1),
        summary: "Dimensions start_dim to end_dim flattened into one.", example: "x.flatten(1)"
      ) { x, first, last in try x.flattened(from: first, to: last) }
      Builtin(
        "squeeze", .tensor("x"), .dim, summary: "x without its dimensions of size 1.",
        example: "x.squeeze(0)"
      ) { x, dim in try x.squeezed(dim) }
      Builtin(
        "unsqueeze", .tensor("x"), .int("dim"), summary: "x with a new dimension of size 1.",
        example: "x.unsqueeze(0)"
      ) { x, dim in try x.unsqueezed(dim) }
      Builtin(
        "transpose", .tensor("x"), .int("dim0"), .int("dim1"),
        summary: "Two dimensions swapped.", example: "x.transpose(1, 2)"
      ) { x, first, second in try x.transposed(first, second) }
      Builtin(
        "permute", .tensor("x"), .sizes("dims"), summary: "The dimensions in another order.",
        example: "x.permute(0, 2, 1)"
      ) { x, dims in try x.permuted(dims) }
      Builtin(
        "expand", .tensor("x"), .sizes("sizes"),
        summary: "Repeated along dimensions of size 1, without a copy; -1 keeps a size.",
        example: "code.expand(128, -1, -1)"
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
        example: "x.T.contiguous()"
      ) { x in try x.contiguous() }
      Builtin(
        "clone", .tensor("x"), summary: "A copy that shares no memory.", example: "x.clone()"
      ) { x in try x.copied() }
      Builtin(
        "cat", .tensors("tensors"), .int("dim", default: 0),
        summary: "Tensors joined end to end along a dimension.", example: "cat([a, b], dim = 0)"
      ) { parts, dim in try Tensor.concatenated(parts, dim) }
      Builtin(
        "stack", .tensors("tensors"), .int("dim", default: 0),
        summary: "Tensors of one shape stacked along a new dimension.",
        example: "stack([a, b], dim = 0)"
      ) { parts, dim in try Tensor.stacked(parts, dim) }
      Builtin(
        "chunk", .tensor("x"), .int("chunks"), .int("dim", default: 0),
        summary: "Nearly equal parts along a dimension.",
        example: "(q, k, v) = chunk(qkv, 3, dim = -1)"
      ) { x, chunks, dim in try x.chunk(chunks, dim) }
      Builtin(
        "split", .argument("x"), .argument("size"), .int("dim", default: 0), .interpreter,
        summary:
          "A tensor's parts of a size, or of several sizes; an image set's two random parts.",
        details: "split(images.train, 50_000) draws 50,000 images at random and keeps the rest.",
        example: "(train, val) = split(images.train, 50_000)"
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
        "pad", .tensor("x"), .ints("pad"), .float32("value", default: 0),
        summary:
          "Pads the last dimensions: two numbers for each, the last dimension first.",
        example: "pad(x, [1, 1, 2, 2])"
      ) { x, sizes, value in try x.padded(sizes, value: value) }
      Builtin(
        "flip", .tensor("x"), .ints("dims"),
        summary: "The elements in reverse order along some dimensions.", example: "flip(x, [-1])"
      ) { x, dims in try x.flipped(dims) }
      Builtin(
        "roll", .tensor("x"), .int("shifts"), .int("dims"),
        summary: "The elements shifted along a dimension; what leaves one end enters at the other.",
        example: "roll(x, 1, -1)"
      ) { x, shifts, dim in try x.rolled(shifts, dim) }
      Builtin(
        "triu", .tensor("x"), .int("diagonal", default: 0),
        summary: "The upper triangle; zeros below.", example: "triu(ones(4, 4))"
      ) { x, diagonal in try x.upperTriangle(diagonal) }
      Builtin(
        "tril", .tensor("x"), .int("diagonal", default: 0),
        summary: "The lower triangle; zeros above.", example: "tril(ones(4, 4))"
      ) { x, diagonal in try x.lowerTriangle(diagonal) }
      Builtin(
        "gather", .tensor("x"), .int("dim"), .tensor("index"),
        summary: "The elements that an index tensor points to along a dimension.",
        example: "gather(p, 1, y.unsqueeze(1))"
      ) { x, dim, index in try x.gathered(dim, index) }
      Builtin(
        "index_select", .tensor("x"), .int("dim"), .value("index"),
        summary: "The slices at these indices of a dimension.",
        example: "index_select(x, 0, [2, 0])"
      ) { x, dim, index in try x.indexSelected(dim, TensorLiteral.tensor(index)) }
      Builtin(
        "diagonal", .tensor("x"), .int("offset", default: 0),
        summary: "The diagonal of the first two dimensions.", example: "diagonal(A)"
      ) { x, offset in try x.diagonal(offset) }
      Builtin(
        "outer", .tensor("a"), .tensor("b"), summary: "All products of two vectors' elements.",
        example: "outer(u, v)"
      ) { a, b in try Tensor.outer(a, b) }
    }
  }
}
