/// Values with names, read as members: `row1.test_acc`, `tapped(net, x).attn`.
package final class NamedValues: NativeObject {
  private let kind: String
  private let values: [(name: String, value: Value)]

  /// Values of the kind called `kind`.
  package init(_ kind: String, _ values: [(name: String, value: Value)]) {
    self.kind = kind
    self.values = values
  }

  package override var typeName: String { kind }

  package override var description: String {
    let parts = values.map { "\($0.name) = \($0.value.representation)" }
    return "\(kind)(\(parts.joined(separator: ", ")))"
  }

  package override var height: Int { (values.map(\.value.height).max() ?? 0) + 1 }

  package override func member(_ name: String) throws -> Value? {
    values.first { $0.name == name }?.value
  }

  package override var memberNames: [String] { values.map(\.name) }

  package override var contents: [Value] { values.map(\.value) }
}
