import Interpreter
import Tensors

extension BuiltinTable {
  static func rearranging() -> BuiltinGroup {
    BuiltinGroup("Repeating and placing") {
      Builtin(
        "repeat_interleave", .tensor("x"), .ints("repeats"), .dim,
        summary:
          "Each element, or each slice along dim, repeated; without dim, of the flattened tensor.",
        example: "repeat_interleave(x, 2, dim = 0)"
      ) { x, repeats, dim in try x.repeatedInterleaved(repeats, dim) }
      Builtin(
        "tile", .tensor("x"), .sizes("dims"), summary: "Copies side by side along each dimension.",
        example: "tile(x, 2, 3)"
      ) { x, dims in try x.tiled(dims) }
      Builtin(
        "meshgrid", .grid, .choice("indexing", default: GridIndexing.ij),
        summary: "The coordinates of a grid: one tensor for each vector.",
        details: "indexing: \"ij\", rows first, or \"xy\", columns first, as NumPy has it.",
        example: "(x, y) = meshgrid(linspace(-1, 1, 5), linspace(-1, 1, 5))"
      ) { vectors, indexing in try Tensor.grid(vectors, indexing) }
      Builtin(
        "ravel", .tensor("x"), summary: "All dimensions flattened into one.", example: "x.ravel()"
      ) { x in try x.flattened() }
      Builtin(
        "unflatten", .tensor("x"), .int("dim"), .ints("sizes"),
        summary: "One dimension split into several; -1 stands for what is left.",
        example: "x.unflatten(1, [4, -1])"
      ) { x, dim, sizes in
        let position = try x.shape.dimension(dim)
        let shape = Array(x.shape)
        return try x.reshaped(
          Shape(Array(shape[..<position]) + sizes + Array(shape[(position + 1)...])))
      }
      Builtin(
        "swapaxes", .tensor("x"), .int("axis0"), .int("axis1"),
        summary: "Two dimensions swapped, as transpose does.", example: "x.swapaxes(0, 1)"
      ) { x, first, second in try x.transposed(first, second) }
      Builtin(
        "diag", .tensor("x"), .int("diagonal", default: 0),
        summary: "A matrix with a vector on its diagonal, or the diagonal of a matrix.",
        example: "diag(tensor([1, 2]))"
      ) { x, offset in try x.diagonalMatrix(offset) }
      Builtin(
        "take", .tensor("x"), .tensor("index"),
        summary: "The elements at these indices of the flattened tensor.",
        example: "take(x, tensor([0, 5]))"
      ) { x, index in
        try x.flattened().picked(0, index.flattened()).reshaped(index.shape)
      }
      Builtin(
        "scatter", of: "tensor", .tensor("x"), .int("dim"), .tensor("index"), .tensor("src"),
        summary: "x with elements of src put where the index points along a dimension.",
        example: "zeros(2, 3).scatter(1, y.unsqueeze(1), 1)"
      ) { x, dim, index, source in
        let source = source.rank == 0 ? try source.broadcast(to: index.shape) : source
        return try x.scattered(dim, index, source, adding: false)
      }
      Builtin(
        "scatter_add", .tensor("x"), .int("dim"), .tensor("index"), .tensor("src"),
        summary: "x with elements of src added where the index points along a dimension.",
        example: "zeros(2, 3).scatter_add(1, index, values)"
      ) { x, dim, index, source in try x.scattered(dim, index, source, adding: true) }
    }
  }
}

extension TypedParameter where T == [Tensor] {
  fileprivate static var grid: Self { Self(.variadic("tensors")) }
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
    var places: [Int] = []
    for index in 0..<extent {
      let count = repeats.count == 1 ? repeats[0] : repeats[index]
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
