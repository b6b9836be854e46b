/// A value that is read after a dot: `x.shape`, `images.train`.
package struct BuiltinProperty {
  /// The name that scripts use.
  package let name: String
  /// The kind of value that has it.
  package let receiver: String
  /// One line for help.
  package let summary: String
  /// Names of related entries, separated by blanks.
  package let see: String
  package let get: (Value, Interpreter) throws -> Value
  /// What `x.name = value` does, given x and the value; nil if it cannot be set.
  package let set: ((Value, Value) throws -> Void)?

  /// A property of values of the kind `receiver`.
  package init(
    _ name: String, of receiver: String, _ summary: String, see: String = "",
    set: ((Value, Value) throws -> Void)? = nil,
    get: @escaping (Value, Interpreter) throws -> Value
  ) {
    self.set = set
    self.see = see
    self.name = name
    self.receiver = receiver
    self.summary = summary
    self.get = get
  }
}

/// A name with a value: `pi`.
package struct BuiltinConstant {
  /// The name that scripts use.
  package let name: String
  /// What it means.
  package let value: Value
  /// One line for help.
  package let summary: String

  /// The constant `name`.
  package init(_ name: String, _ value: Value, _ summary: String) {
    self.name = name
    self.value = value
    self.summary = summary
  }
}

/// What one file of builtins provides.
package struct BuiltinGroup {
  /// The heading in the reference.
  package let title: String
  /// Functions and methods.
  package private(set) var builtins: [Builtin] = []
  /// Values that are read after a dot.
  package private(set) var properties: [BuiltinProperty] = []
  /// Names with a value: `pi`.
  package private(set) var constants: [BuiltinConstant] = []

  /// A group of what `entries` lists, under `title`.
  package init(_ title: String, @BuiltinList entries: () -> [BuiltinList.Entry]) {
    self.title = title
    for entry in entries() {
      switch entry {
      case .builtin(let builtin): builtins.append(builtin)
      case .property(let property): properties.append(property)
      case .constant(let constant): constants.append(constant)
      }
    }
  }
}

/// Collects what a group lists, one after another.
@resultBuilder
package enum BuiltinList {
  /// What a group lists.
  package enum Entry {
    case builtin(Builtin)
    case property(BuiltinProperty)
    case constant(BuiltinConstant)
  }

  package static func buildExpression(_ builtin: Builtin) -> [Entry] { [.builtin(builtin)] }
  package static func buildExpression(_ builtins: [Builtin]) -> [Entry] {
    builtins.map { .builtin($0) }
  }
  package static func buildExpression(_ entries: [Entry]) -> [Entry] { entries }
  package static func buildExpression(_ property: BuiltinProperty) -> [Entry] {
    [.property(property)]
  }
  package static func buildExpression(_ constant: BuiltinConstant) -> [Entry] {
    [.constant(constant)]
  }
  package static func buildBlock(_ entries: [Entry]...) -> [Entry] { entries.flatMap { $0 } }
  package static func buildArray(_ entries: [[Entry]]) -> [Entry] { entries.flatMap { $0 } }
}
