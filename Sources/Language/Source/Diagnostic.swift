/// A mistake that a person can fix: where it is, what happened, and what to do next.
package struct Diagnostic: Error, Sendable {
  /// The kind of mistake; decides the exit code.
  package enum Kind: Sendable, Hashable, CaseIterable {
    /// The text cannot be understood: lexer, parser, resolver.
    case syntax
    /// An unknown parameter, step or lab; a value out of its range; a missing file.
    case usage
    /// An error while a script ran.
    case runtime
    /// A claim (`expect`) that does not hold.
    case expectation
    /// A limit on time, output, memory, depth.
    case limit
    /// A result that is missing because what makes it was skipped.
    case skipped
  }

  /// One call on the way to the error, innermost first.
  package struct Call: Sendable {
    /// The function's name.
    package let name: String
    /// Where it was called.
    package let span: Span

    /// A call of `name` at `span`.
    package init(name: String, span: Span) {
      self.name = name
      self.span = span
    }
  }

  /// The kind of mistake.
  package var kind: Kind
  /// What happened, with both shapes or values, in one line without a full stop.
  package var message: String
  /// Where it happened, if it happened in a text.
  package var span: Span?
  /// What to do next, in one line.
  package var hint: String?
  /// The calls that led here, innermost first.
  package var calls: [Call]
  /// What a check calls the kind of mistake; nil elsewhere.
  package var code: String?

  /// A diagnostic; give it a hint whenever there is a next step.
  package init(
    _ kind: Kind, _ message: String, at span: Span? = nil, hint: String? = nil, calls: [Call] = []
  ) {
    self.kind = kind
    self.message = message
    self.span = span
    self.hint = hint
    self.calls = calls
  }

  /// The same as a finding of a check.
  package func coded(_ code: String) -> Diagnostic {
    var finding = self
    finding.code = code
    return finding
  }
}
