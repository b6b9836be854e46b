import Synchronization
import Tensors

/// A flag with which other threads stop a script.
package final class Interrupt: Sendable {
  /// Why a script was stopped.
  package enum Reason: Int, Sendable {
    /// Ctrl-C.
    case interrupted = 1
    /// A time limit.
    case timeout = 2
  }

  /// What the engine's work under a script asks.
  package let cancellation = Cancellation()
  private let state = Atomic<Int>(0)
  private let isAsked = Atomic<Bool>(false)
  /// Whether it should stop wherever it is.
  private let isHard = Atomic<Bool>(false)
  private let abandoned = Atomic<Bool>(false)
  /// How many loops over batches are running.
  private let passes = Atomic<Int>(0)
  /// How many checks the script has left; counted only in the state `counting`.
  private let left = Atomic<Int>(0)
  private static let counting = 3

  /// A flag that is not set.
  package init() {}

  /// A flag that acts as a time limit once a script has checked it `checks` times.
  ///
  /// Scripts check at the heads of loops and at calls, so the same script stops at the same place
  /// every time.
  package init(checks: Int) {
    left.store(checks, ordering: .relaxed)
    state.store(Self.counting, ordering: .relaxed)
  }

  /// Has the script stop wherever it is. Safe in a signal handler.
  package func set(_ reason: Reason) {
    isHard.store(true, ordering: .relaxed)
    state.store(reason.rawValue, ordering: .relaxed)
    cancellation.request()
  }

  /// Gives up waiting for a script that does not stop. For good: its thread may come back at any time.
  package func abandon() { abandoned.store(true, ordering: .relaxed) }

  /// Whether nobody waits for the script any more.
  package var isAbandoned: Bool { abandoned.load(ordering: .relaxed) }

  /// Asks the script to stop before its next batch, or outside of loops over batches before the next
  /// round of a loop.
  ///
  /// The next batch comes between an update and the next forward pass.
  package func ask() {
    isAsked.store(true, ordering: .sequentiallyConsistent)
    if passes.load(ordering: .sequentiallyConsistent) == 0 { raise() }
  }

  private func raise() {
    // What is set already stays as it is.
    _ = state.compareExchange(
      expected: 0, desired: Reason.interrupted.rawValue, ordering: .relaxed)
  }

  /// Whether the script should stop, but only where that does no harm.
  package var isPolite: Bool { reason == .interrupted && !isHard.load(ordering: .relaxed) }

  /// Has a script that was asked to stop do so wherever it is.
  package func insist() { if isPolite { set(.interrupted) } }

  /// Whether the script stops now or at the next place that is fit for it.
  package var isRequested: Bool { isAsked.load(ordering: .sequentiallyConsistent) || isSet }

  /// Withdraws the request.
  package func clear() {
    isAsked.store(false, ordering: .relaxed)
    isHard.store(false, ordering: .relaxed)
    state.store(0, ordering: .relaxed)
    cancellation.withdraw()
  }

  /// A loop over batches begins.
  package func beginPass() { passes.add(1, ordering: .sequentiallyConsistent) }

  /// A loop over batches ends.
  package func endPass() {
    passes.subtract(1, ordering: .sequentiallyConsistent)
    beginBatch()
  }

  /// Stops the script if that was asked for.
  package func beginBatch() {
    if isAsked.load(ordering: .sequentiallyConsistent) { raise() }
  }

  /// Forgets the loops over batches of code that waits, until it goes on; returns how many there are.
  func setPassesAside() -> Int { passes.exchange(0, ordering: .sequentiallyConsistent) }

  /// Code with so many loops over batches goes on.
  func takeUp(_ count: Int) { passes.add(count, ordering: .sequentiallyConsistent) }

  /// Why the script should stop, or nil.
  package var reason: Reason? { Reason(rawValue: state.load(ordering: .relaxed)) }

  @inline(__always)
  var isSet: Bool { state.load(ordering: .relaxed) != 0 }

  /// Fails, unless it only counts and has checks left.
  package func stop() throws(Failure) {
    if state.load(ordering: .relaxed) == Self.counting {
      guard left.subtract(1, ordering: .relaxed).newValue <= 0 else { return }
      set(.timeout)
    }
    throw Failure(.limit, reason == .timeout ? "the time limit was reached" : "interrupted")
  }
}
