import Language

/// How a command ended, as shells and CI see it.
package enum ExitCode: Int32, Sendable, CaseIterable {
  /// Everything ran, and all that was claimed holds.
  case passed = 0
  /// An expectation, check or golden failed.
  case failed = 1
  /// Usage, a missing file, syntax, an unknown parameter.
  case usage = 2
  /// An error while running.
  case error = 3
  /// Nothing to run or, if something must be checked, nothing checked.
  case nothing = 5
  /// A time limit.
  case timedOut = 124
  /// Ctrl-C.
  case interrupted = 130

  /// The most serious first: the one that represents several labs.
  private static let ranking: [ExitCode] = [
    .interrupted, .timedOut, .usage, .error, .failed, .nothing,
  ]

  /// The code of a run of several labs; `.nothing` if there are none.
  package static func of(_ codes: [ExitCode]) -> ExitCode {
    ranking.first(where: codes.contains) ?? (codes.isEmpty ? .nothing : .passed)
  }

  /// The code for a diagnostic.
  package init(_ kind: Diagnostic.Kind) {
    switch kind {
    case .syntax, .usage: self = .usage
    case .runtime, .limit, .skipped: self = .error
    case .expectation: self = .failed
    }
  }
}
