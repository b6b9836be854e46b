extension Tensor {
  /// Adds the gradient of this scalar to every parameter that it was made from, and frees the
  /// graph; a second call is an error, and so is a parameter changed since it was used.
  public func backward() throws(TensorError) {
    guard count == 1 else {
      throw TensorError(
        "backward() starts from one number, and this tensor has shape \(shape)",
        hint: "reduce the loss first, with .mean() or .sum()")
    }
    guard let root = node else {
      throw TensorError(
        "backward(): no parameter led to this tensor",
        hint: "was it made inside no_grad, or from detached values?")
    }
    try Recording.disabled { () throws(TensorError) in
      try Tensor.propagate(from: root, try Tensor.ones(shape))
    }
  }

  /// Counts the uses of every node below `root`, then walks in an order in which every node has
  /// all of its gradient before it passes it on.
  private static func propagate(from root: Node, _ seed: Tensor) throws(TensorError) {
    var reached: [Node] = [root]
    var visit: [Node] = [root]
    root.pendingUses = 0
    while let node = visit.popLast() {
      if !(node is Leaf), node.backward == nil {
        for other in reached { other.pendingUses = 0 }
        throw TensorError(
          "backward() has already run through this graph, and freed it at \(node.name)",
          hint: "compute the loss again before the next backward()")
      }
      for edge in node.inputs {
        guard let input = edge.node else { continue }
        if input.pendingUses == 0, input !== root {
          visit.append(input)
          reached.append(input)
        }
        input.pendingUses += 1
      }
    }
    defer {
      for node in reached {
        node.pendingUses = 0
        node.pendingGradient = nil
      }
    }
    root.pendingGradient = seed
    var ready: [Node] = [root]
    while let node = ready.popLast() {
      let gradient = node.pendingGradient
      node.pendingGradient = nil
      if let leaf = node as? Leaf {
        if let gradient { leaf.gradient = try accumulated(leaf.gradient, gradient) }
        continue
      }
      let (inputs, backward) = node.take()
      var gradients: [Tensor?] = []
      if let gradient, let backward { gradients = try backward(gradient) }
      for (position, edge) in inputs.enumerated() {
        guard let input = edge.node else { continue }
        if let leaf = input as? Leaf, leaf.version != edge.version {
          throw TensorError(
            "a parameter was changed between the forward pass and backward()",
            hint: "call backward() before the optimizer's step()")
        }
        if position < gradients.count, let gradient = gradients[position] {
          input.pendingGradient = try accumulated(input.pendingGradient, gradient)
        }
        input.pendingUses -= 1
        if input.pendingUses == 0 { ready.append(input) }
      }
    }
  }

  /// `a + b`, where there is an `a`.
  private static func accumulated(_ a: Tensor?, _ b: Tensor) throws(TensorError) -> Tensor {
    guard let a else { return b }
    return try a + b
  }
}
