import Text

/// What to say of names of other libraries that are called otherwise here, or not at all.
package struct AbsentHints {
  private let names: [String: String]
  private let members: [String: String]
  private let arguments: [String: String]

  /// Hints by name: of functions and constants, of what comes after a dot, of arguments.
  package init(
    names: [String: String] = [:], members: [String: String] = [:],
    arguments: [String: String] = [:]
  ) {
    self.names = names
    self.members = members
    self.arguments = arguments
  }

  /// What to say of a name that means nothing: what it is called here, or the nearest of `known`.
  package func name(_ name: String, among known: some Sequence<String>) -> String? {
    names[name] ?? Spelling.hint(name, known)
  }

  /// The same for a name after a dot.
  package func member(_ name: String, among known: some Sequence<String>) -> String? {
    members[name] ?? self.name(name, among: known)
  }

  /// The same of an argument's name.
  package func argument(_ name: String, among known: some Sequence<String>) -> String? {
    Spelling.hint(name, known) ?? arguments[name]
  }
}
