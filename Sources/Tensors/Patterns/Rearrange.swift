import Synchronization

extension Tensor {
  /// How `reduce` makes one number out of many.
  package enum PatternReduction: String, Sendable, CaseIterable {
    /// Each by PyTorch's function of that name.
    case sum, mean, max, min, prod, any, all
  }

  /// The dimensions in another order and grouping, as einops' `rearrange`.
  ///
  /// For example, `x.rearranged("b c (h p) (w q) -> b (h w) (p q c)", ["p": 4, "q": 4])`. `sizes`
  /// gives the extents that the shape alone does not. A view if the layout allows it.
  package func rearranged(
    _ pattern: String, _ sizes: [String: Int] = [:]
  ) throws(TensorError) -> Tensor {
    try RearrangementPlan.of("rearrange", pattern, shape, sizes) { (match) throws(TensorError) in
      try match.refuseDropping()
      try match.refuseMaking()
    }.apply(to: self) { tensor, _ in tensor }
  }

  /// As `rearranged`, and reduces the axes that are on the left only: einops' `reduce`.
  package func reduced(
    _ pattern: String, by reduction: PatternReduction, _ sizes: [String: Int] = [:]
  ) throws(TensorError) -> Tensor {
    let plan = try RearrangementPlan.of("reduce", pattern, shape, sizes) {
      (match) throws(TensorError) in try match.refuseMaking()
    }
    return try plan.apply(to: self) { (tensor, dims) throws(TensorError) in
      if dims.isEmpty { return tensor }
      return switch reduction {
      case .sum: try tensor.sum(dims)
      case .mean: try tensor.mean(dims)
      case .max: try tensor.maximum(over: dims)
      case .min: try tensor.minimum(over: dims)
      case .prod: try tensor.product(dims)
      case .any: try tensor.any(dims)
      case .all: try tensor.all(dims)
      }
    }
  }

  /// As `rearranged`, and repeats along the axes that are on the right only: einops' `repeat`.
  package func repeated(
    _ pattern: String, _ sizes: [String: Int] = [:]
  ) throws(TensorError) -> Tensor {
    try RearrangementPlan.of("repeat", pattern, shape, sizes) { (match) throws(TensorError) in
      try match.refuseDropping()
    }.apply(to: self) { tensor, _ in tensor }
  }
}

/// What a pattern does to a shape, in terms of the tensor's own operations.
private struct RearrangementPlan {
  let split: Shape
  let order: Shape
  let reduced: [Int]
  let lone: Shape
  let full: Shape
  let merged: Shape

  /// What a plan depends on.
  private struct Key: Hashable {
    let function: String
    let pattern: String
    let shape: Shape
    let sizes: [String: Int]
  }

  /// Earlier plans: a model asks for the same few at each step.
  private static let known = Mutex<[Key: RearrangementPlan]>([:])
  private static let mostKnown = 256
  /// The longest pattern worth keeping, in bytes: a script may write one of any length.
  private static let longestKnown = 256

  /// The plan of `function`; `check` may refuse a match that is valid but not for this function.
  static func of(
    _ function: String, _ pattern: String, _ shape: Shape, _ sizes: [String: Int],
    check: (Rearrangement) throws(TensorError) -> Void
  ) throws(TensorError) -> RearrangementPlan {
    let key = Key(function: function, pattern: pattern, shape: shape, sizes: sizes)
    if let plan = known.withLock({ $0[key] }) { return plan }
    let match = try Rearrangement(function, pattern, shape, sizes)
    try check(match)
    let plan = try match.plan()
    guard pattern.utf8.count <= longestKnown else { return plan }
    known.withLock {
      if $0.count >= mostKnown { $0.removeAll() }
      $0[key] = plan
    }
    return plan
  }

  /// Splits, reorders, reduces, repeats and merges.
  func apply(
    to tensor: Tensor, reducing reduce: (Tensor, [Int]) throws(TensorError) -> Tensor
  ) throws(TensorError) -> Tensor {
    let ordered = try tensor.reshaped(split).permuted(order)
    return try reduce(ordered, reduced).reshaped(lone).broadcast(to: full).reshaped(merged)
  }
}

/// A pattern matched with a shape.
private struct Rearrangement {
  typealias Axis = AxesPattern.Axis

  private let function: String
  private let pattern: String
  private let shape: Shape
  private let left: AxesPattern
  private let right: AxesPattern
  private var lengths: [Axis: Int] = [:]
  private var hidden: Shape = []

  init(
    _ function: String, _ pattern: String, _ shape: Shape, _ sizes: [String: Int]
  ) throws(TensorError) {
    self.function = function
    self.pattern = abridged(pattern)
    self.shape = shape
    (left, right) = try AxesPattern.sides(pattern, function)
    let named = Set(left.axes + right.axes)
    for (name, size) in sizes.sorted(by: { $0.key < $1.key }) {
      guard named.contains(.name(name)) else { throw error("has no axis \(abridged(name))") }
      guard size >= 0 else { throw error("cannot give \(name) the length \(size)") }
      lengths[.name(name)] = size
    }
    for case .length(let length, let position) in named {
      lengths[.length(length, position)] = length
    }
    guard left.ellipsis != nil || !left.axes.contains(.ellipsis) else {
      throw error("has ... in brackets on the left")
    }
    guard left.axes.contains(.ellipsis) || !right.axes.contains(.ellipsis) else {
      throw error("has ... on the right only")
    }
    try match()
    if let open = repeated.first(where: { lengths[$0] == nil }) {
      throw error("does not say how long \(self.name(open)) is", hint: "give its length by name")
    }
  }

  /// Axes on the left only, and on the right only.
  private var reduced: [Axis] { left.axes.filter { !right.axes.contains($0) } }
  private var repeated: [Axis] { right.axes.filter { !left.axes.contains($0) } }

  /// Throws if an axis is on the left only.
  func refuseDropping() throws(TensorError) {
    guard let lost = reduced.first else { return }
    throw error("drops \(name(lost))", hint: "use reduce to sum or average it away")
  }

  /// Throws if an axis is on the right only.
  func refuseMaking() throws(TensorError) {
    guard let new = repeated.first else { return }
    throw error("has \(name(new)) on the right only", hint: "use repeat to add axes")
  }

  private func name(_ axis: Axis) -> String {
    switch axis {
    case .name(let name): "axis \(abridged(name))"
    case .length(let length, _): "an axis of length \(length)"
    case .ellipsis: "..."
    }
  }

  private func error(_ what: String, hint: String? = nil) -> TensorError {
    TensorError("\(function): \"\(pattern)\" \(what), for shape \(shape)", hint: hint)
  }

  /// Finds the length of every axis on the left.
  private mutating func match() throws(TensorError) {
    let hasEllipsis = left.ellipsis != nil
    let plain = left.groups.count - (hasEllipsis ? 1 : 0)
    guard hasEllipsis ? shape.count >= plain : shape.count == plain else {
      throw error(
        "names \(counted(plain, "dimension"))",
        hint: hasEllipsis ? nil : "put ... for the dimensions that stay as they are")
    }
    var dim = 0
    for (position, group) in left.groups.enumerated() {
      if position == left.ellipsis {
        for _ in 0..<(shape.count - plain) {
          try hidden.append(shape[dim])
          dim += 1
        }
        continue
      }
      try fill(group, shape[dim])
      dim += 1
    }
  }

  /// The one axis of a dimension whose length is not given gets what the others leave.
  private mutating func fill(_ group: [Axis], _ extent: Int) throws(TensorError) {
    var known = 1
    var open: [Axis] = []
    for axis in group {
      guard let length = lengths[axis] else {
        open.append(axis)
        continue
      }
      let (product, overflow) = known.multipliedReportingOverflow(by: length)
      guard !overflow else { throw error("has axes too long for a dimension of \(extent)") }
      known = product
    }
    guard open.count <= 1 else {
      throw error(
        "leaves the lengths of \(open.map(name).joined(separator: " and ")) open",
        hint: "give all but one of them by name")
    }
    guard let axis = open.first else {
      guard known == extent else {
        throw error("needs a dimension of \(known), not of \(extent)")
      }
      return
    }
    guard known > 0, extent % known == 0 else {
      throw error("cannot cut a dimension of \(extent) into parts of \(known)")
    }
    lengths[axis] = extent / known
  }

  /// The steps from one side to the other.
  func plan() throws(TensorError) -> RearrangementPlan {
    var split = Shape()
    for axis in left.axes { for length in extents(axis) { try split.append(length) } }
    let kept = right.axes.filter { left.axes.contains($0) }
    var order = Shape()
    for axis in kept + reduced { for place in places(axis) { try order.append(place) } }
    let keptRank = kept.reduce(0) { $0 + extents($1).count }
    var lone = Shape()
    var full = Shape()
    var merged = Shape()
    for (position, group) in right.groups.enumerated() {
      var product = 1
      for axis in group {
        let isNew = !left.axes.contains(axis)
        for length in extents(axis) {
          try lone.append(isNew ? 1 : length)
          try full.append(length)
          product = product.multipliedReportingOverflow(by: length).partialValue
          if position == right.ellipsis { try merged.append(length) }
        }
      }
      if position != right.ellipsis { try merged.append(product) }
    }
    guard (try? full.elementCount()) != nil else { throw error("has axes too long") }
    return RearrangementPlan(
      split: split, order: order, reduced: Array(keptRank..<order.count), lone: lone, full: full,
      merged: merged)
  }

  private func extents(_ axis: Axis) -> [Int] {
    axis == .ellipsis ? Array(hidden) : [lengths[axis] ?? 1]
  }

  /// Where an axis of the left is after the split.
  private func places(_ axis: Axis) -> Range<Int> {
    var start = 0
    for other in left.axes {
      let count = extents(other).count
      if other == axis { return start..<(start + count) }
      start += count
    }
    return 0..<0
  }
}
