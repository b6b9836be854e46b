/// What an operation on tensors refuses to do, and what to do instead.
package struct TensorError: Error, Equatable {
  /// What happened, naming both shapes or values, in one line.
  package let message: String
  /// What to do next.
  package let hint: String?

  /// An error that says `message`.
  package init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
