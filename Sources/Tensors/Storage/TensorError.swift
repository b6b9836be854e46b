/// What an operation on tensors refuses to do, and what to do instead.
package struct TensorError: Error, Equatable {
  /// What happened, naming both shapes or values, in one line.
  package let message: String
  /// What to do next.
  package let hint: String?
  /// Whether nothing is wrong, and the work was only asked to stop.
  package let isCancellation: Bool

  /// An error that says `message`.
  package init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
    isCancellation = false
  }

  /// Somebody asked the work to stop.
  static let cancelled = TensorError()

  private init() { (message, hint, isCancellation) = ("interrupted", nil, true) }
}
