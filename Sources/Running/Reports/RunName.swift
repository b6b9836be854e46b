/// What tells one run from all others in reports: the lab, and what was chosen for it.
package struct RunName: Sendable, Hashable {
  /// The lab's path.
  package let path: String
  /// What was chosen, of several runs of one lab: `hidden=32,seed=1`.
  package var choice: String?

  /// The only run of the lab at `path`, or one of several.
  package init(_ path: String, _ choice: String? = nil) {
    (self.path, self.choice) = (path, choice)
  }

  /// `Labs/mlp.lab[hidden=32,seed=1]`.
  package var text: String { path + (choice.map { "[\($0)]" } ?? "") }
}
