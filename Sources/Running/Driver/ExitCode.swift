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
  /// Nothing to run or, where something must be checked, nothing checked.
  case nothing = 5
  /// A time limit.
  case timedOut = 124
  /// Ctrl-C.
  case interrupted = 130

  /// The gravest first: the one that stands for several labs.
  private static let ranking: [ExitCode] = [
    .interrupted, .timedOut, .usage, .error, .failed, .nothing,
  ]

  /// The code of a run of several labs; of none at all, `.nothing`.
  package static func of(_ codes: [ExitCode]) -> ExitCode {
    ranking.first(where: codes.contains) ?? (codes.isEmpty ? .nothing : .passed)
  }

  /// The code of what a diagnostic tells.
  package init(_ kind: Diagnostic.Kind) {
    switch kind {
    case .syntax, .usage: self = .usage
    case .runtime, .limit, .skipped: self = .error
    case .expectation: self = .failed
    }
  }
}
