import Text

/// What to say of names of other libraries that are called otherwise here, or not at all.
package struct AbsentHints {
  private let names: [String: String]
  private let members: [String: String]
  private let arguments: [String: String]
  private let calls: [String: String]

  /// Hints by name: of functions and constants, of what comes after a dot (`data set.mean` of one
  /// kind of value), of arguments (`axis`, or `pad.mode` of one function), of functions that are called with too few or too many arguments.
  package init(
    names: [String: String] = [:], members: [String: String] = [:],
    arguments: [String: String] = [:], calls: [String: String] = [:]
  ) {
    self.names = names
    self.members = members
    self.arguments = arguments
    self.calls = calls
  }

  /// What to say of a name that means nothing: what it is called here, or the nearest of `known`.
  package func name(_ name: String, among known: some Sequence<String>) -> String? {
    names[name] ?? Spelling.hint(name, known)
  }

  /// The same for a name after a dot; `kind` is that of the value before it, if it is known.
  package func member(
    _ name: String, of kind: String? = nil, among known: some Sequence<String>
  ) -> String? {
    kind.flatMap { members["\($0).\(name)"] } ?? members[name] ?? self.name(name, among: known)
  }

  /// The same of the name of an argument of `function`.
  package func argument(
    _ name: String, of function: some StringProtocol, among known: some Sequence<String>
  ) -> String? {
    arguments["\(function).\(name)"] ?? Spelling.hint(name, known) ?? arguments[name]
  }

  /// How to write a call of `function` that has too few or too many arguments.
  package func call(of function: some StringProtocol) -> String? { calls[String(function)] }
}
