/// What an operation on tensors refuses to do, and what to do instead.
public struct TensorError: Error, Equatable {
  /// What happened, naming both shapes or values, in one line.
  public let message: String
  /// What to do next.
  public let hint: String?

  /// An error that says `message`.
  public init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
