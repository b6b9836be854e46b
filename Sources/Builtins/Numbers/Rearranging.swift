import Interpreter
import Tensors

extension BuiltinTable {
  static func rearranging() -> BuiltinGroup {
    BuiltinGroup("Repeating and placing") {
      Builtin(
        "repeat_interleave", .tensor("x"),
        .ints("repeats", "how often, or how often each"), .dim,
        summary:
          "Each element, or each slice along dim, repeated; without dim, of the flattened tensor.",
        example: "repeat_interleave(x, 2, dim = 0)", see: "tile repeat expand"
      ) { x, repeats, dim in try x.repeatedInterleaved(repeats, dim) }
      Builtin(
        "tile", .tensor("x"),
        .sizes("dims", "how many copies along each dimension"),
        summary: "Copies side by side along each dimension.",
        example: "tile(x, 2, 3).shape", see: "repeat_interleave expand"
      ) { x, dims in try x.tiled(dims) }
      Builtin(
        "meshgrid", .grid,
        .choice(
          "indexing", "rows first, or columns first as NumPy has it", default: GridIndexing.ij),
        summary: "The coordinates of a grid: one tensor for each vector.",
        example: "(rows, columns) = meshgrid(arange(2), arange(3))", see: "linspace contour"
      ) { vectors, indexing in try Tensor.grid(vectors, indexing) }
      Builtin(
        "ravel", .tensor("x"), summary: "All dimensions flattened into one.", example: "x.ravel()",
        see: "flatten"
      ) { x in try x.flattened() }
      Builtin(
        "unflatten", .tensor("x"), .dimension(),
        .ints("sizes", "the sizes it is split into; -1 is what is left"),
        summary: "One dimension split into several; -1 stands for what is left.",
        example: "zeros(2, 12).unflatten(1, [4, -1]).shape", see: "flatten reshape"
      ) { x, dim, sizes in
        let position = try x.shape.dimension(dim)
        let shape = Array(x.shape)
        return try x.reshaped(
          Shape(Array(shape[..<position]) + sizes + Array(shape[(position + 1)...])))
      }
      Builtin(
        "swapaxes", .tensor("x"),
        .int("axis0", "the one dimension"),
        .int("axis1", "the other"),
        summary: "Two dimensions swapped, as transpose does.", example: "x.swapaxes(0, 1)",
        see: "transpose"
      ) { x, first, second in try x.transposed(first, second) }
      Builtin(
        "diag", .tensor("x"),
        .int("diagonal", "which diagonal: 0 the main one, 1 the one above", default: 0),
        summary: "A matrix with a vector on its diagonal, or the diagonal of a matrix.",
        example: "diag(tensor([1, 2]))", see: "diagonal eye"
      ) { x, offset in try x.diagonalMatrix(offset) }
      Builtin(
        "take", .tensor("x"),
        .tensor("index", "whole numbers"),
        summary: "The elements at these indices of the flattened tensor.",
        example: "take(x, tensor([0, 5]))", see: "gather index_select"
      ) { x, index in
        try x.flattened().picked(0, index.flattened()).reshaped(index.shape)
      }
      Builtin(
        "scatter", of: "tensor", .tensor("x"), .dimension(),
        .tensor("index", "whole numbers: for each element of src, where along dim it goes"),
        .tensor("src", "a tensor of the shape of index, or one number"),
        summary: "x with elements of src put where the index points along a dimension.",
        example: "zeros(2, 3).scatter(1, tensor([[0], [2]]), 1)",
        see: "scatter_add tensor.scatter_ gather"
      ) { x, dim, index, source in
        let source = source.rank == 0 ? try source.broadcast(to: index.shape) : source
        return try x.scattered(dim, index, source, adding: false)
      }
      Builtin(
        "scatter_add", .tensor("x"), .dimension(),
        .tensor("index", "whole numbers: for each element of src, where along dim it goes"),
        .tensor("src", "a tensor of the shape of index"),
        summary: "x with elements of src added where the index points along a dimension.",
        example: "zeros(2, 3).scatter_add(1, tensor([[0], [2]]), ones(2, 1))",
        see: "gather tensor.scatter bincount"
      ) { x, dim, index, source in try x.scattered(dim, index, source, adding: true) }
    }
  }
}

extension TypedParameter where T == [Tensor] {
  fileprivate static var grid: Self {
    Self(.variadic("tensors"), "vectors, one for each dimension")
  }
}

/// Which way a grid's first dimension goes.
private enum GridIndexing: String, ArgumentChoice {
  case ij, xy
}

extension Tensor {
  fileprivate func repeatedInterleaved(_ repeats: [Int], _ dim: Int?) throws -> Tensor {
    let x = dim == nil ? try flattened() : self
    let position = try x.shape.dimension(dim ?? 0)
    let extent = x.shape[position]
    guard repeats.count == 1 || repeats.count == extent, repeats.allSatisfy({ $0 >= 0 }) else {
      throw Failure("repeat_interleave: \(repeats.count) repeats for \(extent) elements")
    }
    let total = repeats.count == 1 ? repeats[0].multipliedReportingOverflow(by: extent) : (0, false)
    guard !total.1, total.0 <= Limits.elements, repeats.allSatisfy({ $0 <= Limits.elements }) else {
      throw Failure("repeat_interleave: the result is too long")
    }
    if repeats.count == 1 {
      let (before, after) = (x.shape[...position], x.shape[(position + 1)...])
      let (rows, length) = (before.reduce(1, &*), after.reduce(1, &*))
      let copies = try x.reshaped([rows, 1, length]).broadcast(to: [rows, repeats[0], length])
      return try copies.reshaped(Shape(Array(before.dropLast()) + [total.0] + Array(after)))
    }
    var places: [Int] = []
    for (index, count) in repeats.enumerated() {
      guard places.count + count <= Limits.elements else {
        throw Failure("repeat_interleave: the result is too long")
      }
      places += Array(repeating: index, count: count)
    }
    return try x.picked(position, Tensor.of(places))
  }

  fileprivate func tiled(_ dims: Shape) throws -> Tensor {
    let rank = max(self.rank, dims.count)
    let own = Array(repeating: 1, count: rank - self.rank) + Array(shape)
    let counts = Array(repeating: 1, count: rank - dims.count) + Array(dims)
    guard counts.allSatisfy({ $0 >= 0 }) else {
      throw Failure("tile: numbers of copies cannot be negative: \(dims)")
    }
    let spread = try reshaped(Shape(own.flatMap { [1, $0] }))
      .broadcast(to: Shape(zip(counts, own).flatMap { [$0, $1] }))
    return try spread.reshaped(Shape(zip(counts, own).map { $0 &* $1 }))
  }

  fileprivate func diagonalMatrix(_ offset: Int) throws -> Tensor {
    guard rank == 1 else {
      guard rank == 2 else { throw Failure("diag takes a vector or a matrix, not shape \(shape)") }
      return try diagonal(offset)
    }
    guard offset.magnitude <= 1 << 14 else {
      throw Failure("diag: an offset of \(offset) is too large")
    }
    let onDiagonal = try Tensor.eye(shape[0]).converted(to: .bool)
    let square = try Tensor.where_(onDiagonal, unsqueezed(1), Tensor.zeros([], dtype))
    let shift = Int(offset.magnitude)
    if shift == 0 { return square }
    return try square.padded(offset > 0 ? [shift, 0, 0, shift] : [0, shift, shift, 0])
  }

  fileprivate static func grid(_ vectors: [Tensor], _ indexing: GridIndexing) throws -> [Tensor] {
    guard vectors.allSatisfy({ $0.rank <= 1 }) else {
      throw Failure(
        "meshgrid takes vectors, not \(vectors.map { "\($0.shape)" }.joined(separator: ", "))")
    }
    let sizes = try Shape(vectors.map(\.count))
    return try vectors.enumerated().map { position, vector in
      var own = Array(repeating: 1, count: vectors.count)
      own[position] = vector.count
      let whole = try vector.reshaped(Shape(own)).broadcast(to: sizes)
      return indexing == .xy && vectors.count > 1 ? try whole.transposed(0, 1) : whole
    }
  }
}
