/// All builtins, found by name: the one list that calls, help, completion and the reference share.
///
/// Nothing in it changes once it is made, so that threads may share it.
package final class BuiltinTable: @unchecked Sendable {
  /// The groups in the order of the reference.
  package let groups: [BuiltinGroup]
  /// What to say of names that mean nothing.
  package let absent: AbsentHints
  private var functions: [String: Builtin] = [:]
  private var constants: [String: Value] = [:]
  private var methods: [String: [String: Builtin]] = [:]
  private var properties: [String: [String: BuiltinProperty]] = [:]

  /// The table of `groups`.
  ///
  /// `absent` knows names of other libraries.
  package init(_ groups: [BuiltinGroup], absent: AbsentHints = AbsentHints()) {
    self.groups = groups
    self.absent = absent
    for group in groups {
      for builtin in group.builtins {
        if let receiver = builtin.receiver {
          methods[receiver, default: [:]][builtin.name] = builtin
        } else {
          functions[builtin.name] = builtin
        }
      }
      for property in group.properties {
        properties[property.receiver, default: [:]][property.name] = property
      }
      for constant in group.constants { constants[constant.name] = constant.value }
    }
  }

  /// What a builtin name means.
  package func value(of name: String) -> Value? {
    functions[name].map { .builtin($0) } ?? constants[name]
  }

  /// A function by name.
  package func function(_ name: String) -> Builtin? { functions[name] }

  /// A method of values of the kind `receiver`.
  package func method(_ name: String, of receiver: String) -> Builtin? { methods[receiver]?[name] }

  /// A property of values of the kind `receiver`.
  package func property(_ name: String, of receiver: String) -> BuiltinProperty? {
    properties[receiver]?[name]
  }

  /// The names of all functions and constants, sorted.
  package var names: [String] { (Array(functions.keys) + Array(constants.keys)).sorted() }

  /// The names that may follow the dot after a value of the kind `receiver`, sorted.
  package func members(of receiver: String) -> [String] {
    let names = Array((methods[receiver] ?? [:]).keys) + Array((properties[receiver] ?? [:]).keys)
    return names.sorted()
  }

  /// The names that may follow the dot after a value of some kind.
  package var memberNames: Set<String> {
    Set(methods.values.flatMap(\.keys) + properties.values.flatMap(\.keys))
  }

  /// Whether some kind of value has a property called `name`.
  package func isProperty(_ name: String) -> Bool {
    properties.values.contains { $0[name] != nil }
  }

  /// Every builtin called `name`: the function and the methods.
  package func entries(called name: String) -> [Builtin] {
    groups.flatMap { $0.builtins.filter { $0.name == name } }
  }
}
