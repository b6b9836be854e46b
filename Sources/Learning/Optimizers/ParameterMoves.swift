import Tensors

/// Parameters and their gradients, to be changed together: one round of the worker pool for all of
/// them, in pieces of one size, so that small ones cost no round of their own.
struct ParameterMoves {
  private typealias Move = (
    parameter: UnsafeMutablePointer<Float>, gradient: UnsafeMutablePointer<Float>, count: Int
  )

  private static let grain = 16_384

  private var moves: [Move] = []
  /// The gradients, kept while their memory is read.
  private var gradients: [Tensor] = []
  private var pieces: [(index: Int, start: Int)] = []

  /// Enters a parameter, which counts as changed from here on; both are contiguous.
  mutating func add(_ parameter: Tensor, _ gradient: Tensor) throws(TensorError) {
    var target: UnsafeMutablePointer<Float>?
    try parameter.update { target = $0 }
    guard let target else { return }
    pieces += stride(from: 0, to: parameter.count, by: Self.grain).map { (moves.count, $0) }
    moves.append((target, gradient.floats, parameter.count))
    gradients.append(gradient)
  }

  /// Calls `body` for pieces that cover everything: the number of the parameter in the order
  /// entered, the piece's first elements, and where in the parameter it lies.
  func run(
    _ body: (
      _ index: Int, _ parameter: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>,
      _ range: Range<Int>
    ) -> Void
  ) {
    WorkerPool.shared.run(pieces.count) { piece in
      let (index, start) = pieces[piece]
      let move = moves[index]
      let range = start..<min(start + Self.grain, move.count)
      body(index, move.parameter + start, move.gradient + start, range)
    }
  }
}
