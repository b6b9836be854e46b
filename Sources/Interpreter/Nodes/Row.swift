/// Nodes, or parts of one, in a row that never changes, visited without counting references.
///
/// In an array, counting costs as much as running many nodes do.
final class Row<Element: AnyObject> {
  let count: Int
  private let elements: UnsafeMutablePointer<Element>
  /// The same elements, uncounted.
  private let visited: UnsafeMutablePointer<Unmanaged<Element>>

  init(_ list: [Element]) {
    count = list.count
    elements = .allocate(capacity: list.count)
    visited = .allocate(capacity: list.count)
    for (index, element) in list.enumerated() {
      (elements + index).initialize(to: element)
      (visited + index).initialize(to: .passUnretained(element))
    }
  }

  deinit {
    elements.deinitialize(count: count)
    elements.deallocate()
    visited.deallocate()
  }

  /// The element at `index`, which must be in range.
  subscript(index: Int) -> Element { elements[index] }

  /// Calls `body` with the element at `index`, which must be in range.
  @inline(__always)
  func visit<Product>(_ index: Int, _ body: (Element) throws(Failure) -> Product) throws(Failure)
    -> Product
  {
    try visited[index]._withUnsafeGuaranteedRef { element in
      Result { () throws(Failure) in try body(element) }
    }.get()
  }
}

extension Row<Node> {
  /// The value of the node at `index`.
  @inline(__always)
  func evaluate(_ index: Int, _ frame: Frame) throws(Failure) -> Value {
    try visit(index) { (node) throws(Failure) in try node.evaluate(frame) }
  }

  /// Runs the nodes up to the first that does not end normally.
  @inline(__always)
  func execute(_ frame: Frame) throws(Failure) -> Completion {
    for index in 0..<count {
      let completion = try visit(index) { (node) throws(Failure) in try node.execute(frame) }
      if completion != .normal { return completion }
    }
    return .normal
  }

  /// Whether all nodes are true.
  @inline(__always)
  func test(_ frame: Frame) throws(Failure) -> Bool {
    for index in 0..<count
    where !(try visit(index) { (node) throws(Failure) in try node.test(frame) }) {
      return false
    }
    return true
  }
}
