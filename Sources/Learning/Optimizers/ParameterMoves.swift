import Tensors

/// Parameters and their gradients, to be updated in one run of the worker pool.
///
/// The pieces have one size, so that small parameters cost no run of their own.
struct ParameterMoves {
  private typealias Move = (parameter: Elements<Float>, gradient: Elements<Float>, count: Int)

  private static let grain = 16_384

  private var moves: [Move] = []
  private var pieces: [(index: Int, start: Int)] = []

  /// Adds a parameter, which counts as changed from here on; both are contiguous.
  mutating func add(_ parameter: Tensor, _ gradient: Tensor) throws(TensorError) {
    pieces += stride(from: 0, to: parameter.count, by: Self.grain).map { (moves.count, $0) }
    moves.append((try parameter.changeableFloats(), gradient.floats, parameter.count))
  }

  /// Calls `body` for pieces that cover everything.
  ///
  /// It gets the parameter's number in the order added, the piece's first elements, and where in
  /// the parameter it is.
  func run(
    _ body: (
      _ index: Int, _ parameter: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>,
      _ range: Range<Int>
    ) -> Void
  ) {
    // Moments, too, are read and written.
    StandIns.count(changedBytes: moves.reduce(0) { $0 + 8 * $1.count })
    WorkerPool.shared.run(pieces.count) { piece in
      let (index, start) = pieces[piece]
      let move = moves[index]
      let range = start..<min(start + Self.grain, move.count)
      withPointers(move.parameter, move.gradient) { body(index, $0 + start, $1 + start, range) }
    }
  }
}
