import Interpreter
import Tensors

extension BuiltinTable {
  static func shapes() -> BuiltinGroup {
    let x = BuiltinParameter.required("x")
    func joining(
      _ name: String, _ summary: String,
      _ join: @escaping ([Tensor], Int) throws(TensorError) -> Tensor
    ) -> Builtin {
      Builtin(
        name, [.required("tensors"), .optional("dim", .int(0))], summary,
        example: "\(name)([a, b], dim = 0)"
      ) { arguments, _ in .tensor(try join(arguments.tensors(0), arguments.int(1))) }
    }
    func reshape(_ name: String) -> Builtin {
      Builtin(
        name, [x, .variadic("sizes")], "The same elements in another shape; -1 is what is left.",
        example: "x.\(name)(-1, 784)"
      ) { arguments, _ in .tensor(try arguments.tensor(0).reshaped(arguments.shape(1))) }
    }
    return BuiltinGroup(
      "Shapes",
      [
        reshape("reshape"), reshape("view"),
        Builtin(
          "flatten", [x, .optional("start_dim", .int(0)), .optional("end_dim", .int(-1))],
          "Dimensions start_dim to end_dim as one.", example: "x.flatten(1)"
        ) { arguments, _ in
          .tensor(try arguments.tensor(0).flattened(from: arguments.int(1), to: arguments.int(2)))
        },
        Builtin(
          "squeeze", [x, .optional("dim")], "Without dimensions of size 1.",
          example: "x.squeeze(0)"
        ) { arguments, _ in
          .tensor(try arguments.tensor(0).squeezed(arguments.optionalInt(1)))
        },
        Builtin(
          "unsqueeze", [x, .required("dim")], "With one more dimension, of size 1.",
          example: "x.unsqueeze(0)"
        ) { arguments, _ in .tensor(try arguments.tensor(0).unsqueezed(arguments.int(1))) },
        Builtin(
          "transpose", [x, .required("dim0"), .required("dim1")], "Two dimensions exchanged.",
          example: "x.transpose(1, 2)"
        ) { arguments, _ in
          .tensor(try arguments.tensor(0).transposed(arguments.int(1), arguments.int(2)))
        },
        Builtin(
          "permute", [x, .variadic("dims")], "The dimensions in another order.",
          example: "x.permute(0, 2, 1)"
        ) { arguments, _ in .tensor(try arguments.tensor(0).permuted(arguments.shape(1))) },
        Builtin(
          "expand", [x, .variadic("sizes")],
          "Repeated along dimensions of size 1, without a copy; -1 keeps a size.",
          example: "code.expand(128, -1, -1)"
        ) { arguments, _ in
          let tensor = try arguments.tensor(0)
          var target = try arguments.shape(1)
          for position in target.indices where target[position] == -1 {
            let own = position - (target.count - tensor.rank)
            guard own >= 0 else { throw Failure("expand: a new dimension needs a size, not -1") }
            target[position] = tensor.shape[own]
          }
          return .tensor(try tensor.broadcast(to: target))
        },
        Builtin("contiguous", [x], "The elements in row-major order in memory.") { arguments, _ in
          .tensor(try arguments.tensor(0).contiguous())
        },
        Builtin("clone", [x], "A copy that shares no memory.") { arguments, _ in
          .tensor(try arguments.tensor(0).copied())
        },
        joining("cat", "Tensors behind each other along a dimension.") {
          (parts, dim) throws(TensorError) in try Tensor.concatenated(parts, dim)
        },
        joining("stack", "Tensors of one shape along a new dimension.") {
          (parts, dim) throws(TensorError) in try Tensor.stacked(parts, dim)
        },
        Builtin(
          "chunk", [x, .required("chunks"), .optional("dim", .int(0))],
          "A number of nearly equal parts along a dimension.",
          example: "(q, k, v) = chunk(qkv, 3, dim = -1)"
        ) { arguments, _ in
          .items(
            try arguments.tensor(0).chunk(arguments.int(1), arguments.int(2)).map { .tensor($0) })
        },
        Builtin(
          "split", [x, .required("size"), .optional("dim", .int(0))],
          "A tensor's parts of a size, or of several sizes; an image set's two random parts.",
          details: "split(images.train, 50_000) draws 50,000 images at random and keeps the rest.",
          example: "(train, val) = split(images.train, 50_000)"
        ) { arguments, me in
          if case .object(let object) = arguments[0], let images = object as? ImagesObject {
            var words = try me.random().words()
            let (first, rest) = try images.images.split(arguments.int(1), using: &words)
            return .items([.object(ImagesObject(first)), .object(ImagesObject(rest))])
          }
          let tensor = try arguments.tensor(0)
          let dim = try arguments.int(2)
          let parts =
            if case .list = arguments[1] {
              try tensor.split(arguments.ints(1), dim)
            } else {
              try tensor.split(arguments.int(1), dim)
            }
          return .items(parts.map { .tensor($0) })
        },
        Builtin(
          "pad", [x, .required("pad"), .optional("value", .int(0))],
          "More elements around: two numbers for each of the last dimensions, the last one first.",
          example: "pad(x, [1, 1, 2, 2])"
        ) { arguments, _ in
          .tensor(try arguments.tensor(0).padded(arguments.ints(1), value: arguments.float32(2)))
        },
        Builtin(
          "flip", [x, .required("dims")], "The elements in reverse along some dimensions.",
          example: "flip(x, [-1])"
        ) { arguments, _ in .tensor(try arguments.tensor(0).flipped(arguments.ints(1))) },
        Builtin(
          "roll", [x, .required("shifts"), .required("dims")],
          "The elements shifted along a dimension; what falls out comes in again.",
          example: "roll(x, 1, -1)"
        ) { arguments, _ in
          .tensor(try arguments.tensor(0).rolled(arguments.int(1), arguments.int(2)))
        },
        Builtin(
          "triu", [x, .optional("diagonal", .int(0))], "The upper triangle; zeros below.",
          example: "triu(ones(4, 4))"
        ) { arguments, _ in .tensor(try arguments.tensor(0).upperTriangle(arguments.int(1))) },
        Builtin(
          "tril", [x, .optional("diagonal", .int(0))], "The lower triangle; zeros above.",
          example: "tril(ones(4, 4))"
        ) { arguments, _ in .tensor(try arguments.tensor(0).lowerTriangle(arguments.int(1))) },
        Builtin(
          "gather", [x, .required("dim"), .required("index")],
          "The elements that an index tensor points to along a dimension.",
          example: "gather(p, 1, y.unsqueeze(1))"
        ) { arguments, _ in
          .tensor(try arguments.tensor(0).gathered(arguments.int(1), arguments.tensor(2)))
        },
        Builtin(
          "index_select", [x, .required("dim"), .required("index")],
          "The slices at the given places of a dimension.", example: "index_select(x, 0, [2, 0])"
        ) { arguments, _ in
          .tensor(
            try arguments.tensor(0).indexSelected(
              arguments.int(1), TensorLiteral.tensor(arguments[2])))
        },
        Builtin(
          "diagonal", [x, .optional("offset", .int(0))],
          "The diagonal of the first two dimensions.",
          example: "diagonal(A)"
        ) { arguments, _ in .tensor(try arguments.tensor(0).diagonal(arguments.int(1))) },
        Builtin(
          "outer", [.required("a"), .required("b")], "All products of two vectors' elements.",
          example: "outer(u, v)"
        ) { arguments, _ in
          .tensor(try Tensor.outer(arguments.tensor(0), arguments.tensor(1)))
        },
        Builtin(
          "svd", [x], "Singular values: x = U diag(S) Vh.", example: "(U, S, Vh) = svd(A)"
        ) { arguments, _ in
          let (u, s, v) = try arguments.tensor(0).svd()
          return .items([.tensor(u), .tensor(s), .tensor(v)])
        },
        Builtin("qr", [x], "Orthogonal times upper triangular.", example: "(Q, R) = qr(A)") {
          arguments, _ in
          let (q, r) = try arguments.tensor(0).qr()
          return .items([.tensor(q), .tensor(r)])
        },
      ])
  }
}
