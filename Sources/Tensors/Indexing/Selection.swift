/// What `x[…]` takes of a tensor: a part for each dimension, with `...` spelled out.
package struct Selection {
  /// What is taken along a dimension.
  package enum Part {
    /// One position, whose dimension disappears.
    case position(Int)
    /// Every `step`th from `start` on, before `stop`.
    case slice(start: Int?, stop: Int?, step: Int)
    /// A new dimension of extent 1.
    case new
    /// int64 positions, or a mask of one or more dimensions.
    case places(Tensor)
  }

  private let parts: [Part]
  /// Whether it takes a view, in which no element occurs twice.
  let isView: Bool

  /// The selection of `parts`.
  package init(_ parts: [Part]) {
    self.parts = parts
    isView = !parts.contains { if case .places = $0 { true } else { false } }
  }

  /// What it takes of `tensor`, with the graph.
  package func taken(from tensor: Tensor) throws(TensorError) -> Tensor {
    var result = tensor
    var dim = 0
    var indices: [Tensor?] = []
    for part in parts {
      switch part {
      case .slice(let start, let stop, let step):
        result = try result.sliced(dim, from: start, to: stop, by: step)
        indices.append(nil)
        dim += 1
      case .new:
        result = try result.unsqueezed(dim)
        indices.append(nil)
        dim += 1
      case .position(let index) where isView: result = try result.selected(dim, index)
      case .position(let index):
        indices.append(try Tensor.scalar(index))
        dim += 1
      case .places(let places):
        indices.append(places)
        dim += places.dtype == .bool ? places.rank : 1
      }
    }
    return isView ? result : try result.indexed(indices)
  }
}
