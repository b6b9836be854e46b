import Glibc

/// Ends the process.
package enum Ending {
  /// Microseconds that tidying up may take: what waits for a terminal that nobody reads never ends.
  private static let patience: UInt32 = 300_000

  /// Does `tidying`, for a moment at most, and ends the process with `code`.
  package static func end(_ code: Int32, after tidying: () -> Void = {}) -> Never {
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { argument in
        usleep(Ending.patience)
        _exit(Int32(truncatingIfNeeded: Int(bitPattern: argument)))
      }, UnsafeMutableRawPointer(bitPattern: Int(code)))
    tidying()
    _exit(code)
  }
}
