import Kernels

/// One recorded operation: how to turn the gradient of its result into those of its inputs.
///
/// The graph is held by the result tensors; there is no tape. Nodes point at the nodes of their
/// inputs, never at tensors, so an unused result frees its memory at once. What the gradient needs
/// is captured, detached, by `backward`.
class GraphNode {
  /// An input that requires a gradient, and the parameter's version when it was read.
  struct Edge {
    var node: GraphNode?
    var version = 0
  }

  /// From the gradient of the result to the gradients of the inputs, in their order.
  typealias Backward = (_ gradient: Tensor) throws(TensorError) -> [Tensor?]

  /// How a gradient propagates.
  enum Rule {
    /// By a function.
    case function(Backward)
    /// The result is a part of the single input, of this shape.
    ///
    /// The gradient is added to that part of the input's, which saves a tensor of zeros for each
    /// part.
    case part(of: Shape, (_ whole: Tensor) throws(TensorError) -> Tensor)
    /// As `part`, for one slice along a dimension; the whole has these dense strides.
    case slice(of: Shape, strides: Shape, along: Int, index: Int)
  }

  /// The operation's name, for messages.
  let name: String
  /// One per input; nil if the input requires no gradient.
  fileprivate(set) var inputs: [Edge]
  /// nil once it has run.
  fileprivate(set) var rule: Rule?
  /// Scratch of one backward pass: the gradient so far, and the number of uses to come.
  var pendingGradient = GradientSum()
  var pendingUses = 0

  init(name: String, inputs: [Edge], rule: Rule?) {
    self.name = name
    self.inputs = inputs
    self.rule = rule
  }

  /// Takes out the rule and the inputs, so that memory is freed as the pass proceeds.
  func take() -> (inputs: [Edge], rule: Rule?) {
    defer {
      inputs = []
      rule = nil
    }
    return (inputs, rule)
  }

  // A chain of 60,000 operations must not be freed recursively.
  deinit {
    guard inputs.contains(where: { $0.node != nil }) else { return }
    var doomed = inputs
    inputs = []
    while var edge = doomed.popLast() {
      guard edge.node != nil, !(edge.node is Leaf) else { continue }
      if isKnownUniquelyReferenced(&edge.node), let node = edge.node {
        doomed.append(contentsOf: node.inputs)
        node.inputs = []
      }
    }
  }
}

/// A leaf of the graph: a parameter, where gradients accumulate.
final class Leaf: GraphNode {
  /// The sum of the gradients since it was last cleared.
  var gradient: Tensor?
  /// Counts changes of the parameter's values.
  var version = 0

  init() { super.init(name: "parameter", inputs: [], rule: nil) }
}

/// Whether operations are recorded on this thread.
package enum Recording {
  /// False inside `disabled`.
  package static var isEnabled: Bool { lab_recording_disabled(0) == 0 }

  /// Runs `body` without recording: no graph, no gradients.
  package static func disabled<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    _ = lab_recording_disabled(1)
    defer { _ = lab_recording_disabled(-1) }
    return try body()
  }
}

extension Tensor {
  /// Whether `backward()` from a result of this tensor reaches it.
  package var requiresGradient: Bool { node != nil }

  /// Whether this is a parameter: a tensor whose gradient is kept.
  package var isParameter: Bool { node is Leaf || frozen != nil }

  /// Where a parameter's gradients accumulate, frozen or not.
  var leaf: Leaf? { node as? Leaf ?? frozen }

  /// A parameter with these values, in memory of its own.
  package func asParameter() throws(TensorError) -> Tensor {
    guard dtype == .float32 else {
      throw TensorError(
        "a parameter holds float32 numbers, not \(dtype)", hint: "convert it first with float(x)")
    }
    let copy = try copied()
    copy.node = Leaf()
    return copy
  }

  /// A parameter's gradient, of its shape; nil before `backward()` and once cleared.
  package var gradient: Tensor? {
    get { leaf?.gradient }
    set { leaf?.gradient = newValue }
  }

  /// Records that `self` was computed from `inputs`, if one of them requires a gradient.
  ///
  /// `backward` is a closure that creates the backward function; it is called only when recording.
  func recorded(
    _ name: String, from inputs: Tensor..., backward: () -> GraphNode.Backward
  ) -> Tensor {
    recorded(name, from: inputs, backward: backward)
  }

  /// Records that `self` was computed from a list of `inputs`, if one of them requires a gradient.
  func recorded(
    _ name: String, from inputs: [Tensor], backward: () -> GraphNode.Backward
  ) -> Tensor {
    guard Recording.isEnabled, inputs.contains(where: { $0.node != nil }) else { return self }
    return recorded(name, from: inputs, by: .function(backward()))
  }

  /// Records that `self` is the part of `whole` that `view` takes.
  func recorded(
    _ name: String, partOf whole: Tensor,
    _ view: @escaping (_ whole: Tensor) throws(TensorError) -> Tensor
  ) -> Tensor {
    guard Recording.isEnabled, whole.node != nil else { return self }
    return recorded(name, from: [whole], by: .part(of: whole.shape, view))
  }

  /// Records that `self` is slice `index` of `whole` along `dim`.
  func recorded(_ name: String, sliceOf whole: Tensor, along dim: Int, index: Int) -> Tensor {
    guard Recording.isEnabled, whole.node != nil else { return self }
    let strides = whole.isDense ? whole.strides : whole.shape.contiguousStrides
    return recorded(
      name, from: [whole],
      by: .slice(of: whole.shape, strides: strides, along: dim, index: index))
  }

  private func recorded(_ name: String, from inputs: [Tensor], by rule: GraphNode.Rule)
    -> Tensor
  {
    let edges = inputs.map { input in
      GraphNode.Edge(node: input.node, version: (input.node as? Leaf)?.version ?? 0)
    }
    node = GraphNode(name: name, inputs: edges, rule: rule)
    return self
  }
}
