/// An error that says in words what happened and what to do next.
package protocol ExplainedError: Error {
  /// What happened, in one line without a full stop.
  var message: String { get }
  /// What to do next, in one line.
  var hint: String? { get }
}
