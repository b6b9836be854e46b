import Language
import Platform
import Tensors

/// An error on its way up through the interpreter.
///
/// It is one reference, so that paths on which nothing fails stay cheap.
public final class Failure: Error, Sendable {
  /// What to report.
  package let diagnostic: Diagnostic

  /// Wraps a diagnostic.
  package init(_ diagnostic: Diagnostic) {
    self.diagnostic = diagnostic
  }

  /// A diagnostic of `kind`.
  package convenience init(
    _ kind: Diagnostic.Kind, _ message: String, at span: Span? = nil, hint: String? = nil
  ) {
    self.init(Diagnostic(kind, message, at: span, hint: hint))
  }

  /// An error while a script ran.
  package convenience init(_ message: String, hint: String? = nil) {
    self.init(.runtime, message, hint: hint)
  }

  /// The same with a place, if it has none yet.
  package func at(_ span: Span?) -> Failure {
    guard diagnostic.span == nil, let span else { return self }
    var placed = diagnostic
    placed.span = span
    return Failure(placed)
  }

  /// The same, seen from the caller of `name`.
  package func called(_ name: String, at span: Span?) -> Failure {
    guard let span, diagnostic.calls.count < Limits.shownCalls else { return self }
    var longer = diagnostic
    longer.calls.append(Diagnostic.Call(name: name, span: span))
    return Failure(longer)
  }
}

extension Failure {
  /// Any error thrown by Swift code under a script, as one that can be shown.
  package static func wrapping(_ error: any Error) -> Failure {
    switch error {
    case let failure as Failure: failure
    case let diagnostic as Diagnostic: Failure(diagnostic)
    case let error as TensorError:
      Failure(error.isCancellation ? .limit : .runtime, error.message, hint: error.hint)
    case let error as FileError:
      Failure(error.kind == .tooLarge ? .limit : .runtime, error.message, hint: error.hint)
    case let error as LargeStack.Refused: Failure(.limit, error.message, hint: error.hint)
    default: Failure(.runtime, "\(error)")
    }
  }

  /// What `body` returns; an error from tensors becomes one that can be shown.
  package static func wrapping<T>(_ body: () throws(TensorError) -> T) throws(Failure) -> T {
    do throws(TensorError) {
      return try body()
    } catch {
      throw Failure.wrapping(error)
    }
  }
}
