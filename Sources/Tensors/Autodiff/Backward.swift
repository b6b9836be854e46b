extension Tensor {
  /// Adds the gradient of this scalar to every parameter it depends on, and frees the graph.
  ///
  /// A second call is an error, and so is a parameter that changed since it was used.
  package func backward() throws(TensorError) {
    guard count == 1 else {
      throw TensorError(
        "backward() starts from one number, not from a tensor of shape \(shape)",
        hint: "reduce the loss first, with .mean() or .sum()")
    }
    guard let root = node else {
      throw TensorError(
        "backward(): this tensor does not depend on any parameter",
        hint: "was it computed inside no_grad, or from detached values?")
    }
    try Recording.disabled { () throws(TensorError) in
      try Tensor.propagate(from: root, try Tensor.ones(shape))
    }
  }

  /// Counts the uses of every node below `root`, then walks them in dependency order.
  ///
  /// Each node has its whole gradient before it passes it on.
  static func propagate(from root: GraphNode, _ seed: Tensor) throws(TensorError) {
    var reached: [GraphNode] = [root]
    var visit: [GraphNode] = [root]
    defer {
      for node in reached {
        node.pendingUses = 0
        node.pendingGradient = GradientSum()
      }
    }
    while let node = visit.popLast() {
      if !(node is Leaf), node.rule == nil {
        throw TensorError(
          "backward() has already run through this graph, and freed it at \(node.name)",
          hint: "compute the loss again before the next backward()")
      }
      for edge in node.inputs {
        guard let input = edge.node else { continue }
        if let leaf = input as? Leaf, leaf.version != edge.version {
          throw TensorError(
            "a parameter was changed between the forward pass and backward()",
            hint: "call backward() before the optimizer's step()")
        }
        if input.pendingUses == 0, input !== root {
          visit.append(input)
          reached.append(input)
        }
        input.pendingUses += 1
      }
    }
    root.pendingGradient = GradientSum(seed)
    var ready: [GraphNode] = [root]
    while let node = ready.popLast() {
      let gradient = try node.pendingGradient.finish()
      node.pendingGradient = GradientSum()
      if let leaf = node as? Leaf {
        if let gradient {
          if let sum = leaf.gradient {
            leaf.gradient = try sum + gradient
          } else {
            leaf.gradient = gradient
          }
        }
        continue
      }
      let (inputs, rule) = node.take()
      if let gradient, let rule {
        try OperationProfile.measure(node.name, backward: true) { () throws(TensorError) in
          try pass(gradient, to: inputs, by: rule)
        }
      }
      for edge in inputs {
        guard let input = edge.node else { continue }
        input.pendingUses -= 1
        if input.pendingUses == 0 { ready.append(input) }
      }
    }
  }

  private static func pass(
    _ gradient: Tensor, to inputs: [GraphNode.Edge], by rule: GraphNode.Rule
  ) throws(TensorError) {
    switch rule {
    case .function(let backward):
      for (edge, share) in zip(inputs, try backward(gradient)) {
        if let share { try edge.node?.pendingGradient.add(share) }
      }
    case .part(let shape, let view):
      try inputs.first?.node?.pendingGradient.add(gradient, to: view, of: shape)
    case .slice(let shape, let strides, let dim, let index):
      try inputs.first?.node?.pendingGradient.add(
        GradientSum.Slice(
          gradient: gradient, index: index, dim: dim, shape: shape, strides: strides))
    }
  }
}

/// The gradient of a node, summed up as its uses report theirs.
struct GradientSum {
  /// The sum so far; nil before the first.
  private(set) var total: Tensor?
  /// Whether nobody else can see the sum's memory, so that it may change in place.
  private var isOwn = false
  /// Slices of the whole that wait for the others.
  private var slices: [Slice] = []

  /// The gradient of slice `index` along `dim` of a whole of this shape and preferred strides.
  struct Slice {
    let gradient: Tensor
    let index: Int
    let dim: Int
    let shape: Shape
    let strides: Shape
  }

  init(_ total: Tensor? = nil) { self.total = total }

  mutating func add(_ gradient: Tensor) throws(TensorError) {
    try settleSlices()
    if total == nil {
      total = gradient
      return
    }
    if !isOwn, isKnownUniquelyReferenced(&total) {
      isOwn = total.map { $0.ownsMemory && $0.isDense } ?? false
    }
    guard let sum = total else { return }
    if isOwn {
      try sum.add(gradient)
    } else {
      total = try sum + gradient
      isOwn = true
    }
  }

  /// Adds to the part that `view` takes of a whole of this shape.
  mutating func add(
    _ gradient: Tensor, to view: (Tensor) throws(TensorError) -> Tensor, of shape: Shape
  ) throws(TensorError) {
    try settleSlices()
    var whole: Tensor
    if let sum = total {
      whole = isOwn ? sum : try sum.copied()
    } else {
      whole = try Tensor.zeros(shape)
    }
    try view(whole).add(gradient)
    total = whole
    isOwn = true
  }

  /// Adds to one slice along a dimension.
  ///
  /// Slices wait for each other: once all are there, they are written to their places, and nothing
  /// needs to be cleared or added.
  mutating func add(_ slice: Slice) throws(TensorError) {
    if total == nil, slices.first.map({ $0.dim == slice.dim && $0.shape == slice.shape }) ?? true,
      !slices.contains(where: { $0.index == slice.index }), slices.count < 16
    {
      slices.append(slice)
      return
    }
    try add(
      slice.gradient,
      to: { (whole) throws(TensorError) in try whole.selected(slice.dim, slice.index) },
      of: slice.shape)
  }

  /// The sum of everything.
  mutating func finish() throws(TensorError) -> Tensor? {
    try settleSlices()
    return total
  }

  private mutating func settleSlices() throws(TensorError) {
    guard let first = slices.first else { return }
    let waiting = slices
    slices = []
    if let whole = GradientSum.whole(of: waiting) {
      total = whole
      return
    }
    let isComplete = waiting.count == first.shape[first.dim]
    let whole = try Tensor(uninitialized: first.shape, strides: first.strides)
    if !isComplete { try whole.assign(Tensor.scalar(0).broadcast(to: first.shape)) }
    for slice in waiting { try whole.selected(slice.dim, slice.index).assign(slice.gradient) }
    total = whole
    isOwn = true
  }

  /// The tensor of which the gradients are already the slices, because they were allocated so.
  private static func whole(of slices: [Slice]) -> Tensor? {
    let sorted = slices.sorted { $0.index < $1.index }
    guard let first = sorted.first, sorted.count == first.shape[first.dim] else { return nil }
    let step = first.strides[first.dim]
    var strides = first.strides
    strides.remove(at: first.dim)
    let lieTogether = sorted.allSatisfy { slice in
      slice.gradient.storage === first.gradient.storage && slice.gradient.strides == strides
        && slice.gradient.offset == first.gradient.offset + slice.index * step
    }
    guard lieTogether else { return nil }
    return first.gradient.alias(
      shape: first.shape, strides: first.strides, offset: first.gradient.offset,
      count: first.gradient.count * sorted.count)
  }
}
