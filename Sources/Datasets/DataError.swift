/// Why a data set is not available: what happened, and what to do next.
package struct DataError: Error, Sendable, Hashable {
  /// The kind of failure; decides the exit code, and whether a fallback may step in.
  package enum Kind: Sendable, Hashable {
    /// No data set has this name.
    case unknown
    /// The files are not there: a fallback may step in.
    case missing
    /// The files are there but are not what they should be: never a reason to fall back.
    case corrupt
    /// The caller asked for rows that do not exist.
    case range
    /// There is not enough memory for it.
    case memory
  }

  /// The kind of failure.
  package let kind: Kind
  /// What happened, in one line without a full stop; names the file if there is one.
  package let message: String
  /// What to do next, in one line.
  package let hint: String?

  /// An error; give it a hint whenever there is a next step.
  package init(_ kind: Kind, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }
}
