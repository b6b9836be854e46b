import Tensors

/// The shapes of what models and layers return while `summary` runs one.
package final class OutputShapes {
  private var shapes: [ObjectIdentifier: [Int]] = [:]

  /// Nothing noted yet.
  package init() {}

  /// Notes the first result of a model or layer.
  package func note(_ result: Value, of callee: AnyObject) {
    guard case .tensor(let tensor) = result else { return }
    let key = ObjectIdentifier(callee)
    if shapes[key] == nil { shapes[key] = Array(tensor.shape) }
  }

  package subscript(callee: AnyObject) -> [Int]? { shapes[ObjectIdentifier(callee)] }
}
