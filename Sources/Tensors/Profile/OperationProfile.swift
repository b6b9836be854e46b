import Synchronization

/// Where the time goes, operation by operation: what `lab run --profile-ops` and `:time` show.
///
/// While it is off, `measure` costs one load and a branch. While it is on, an operation's time
/// excludes that of the operations it is made of, which have rows of their own.
package enum OperationProfile {
  /// What was measured for one operation.
  package struct Row: Sendable {
    /// The operation's name, as scripts write it.
    package let name: String
    /// Whether it is the gradient's part.
    package let isBackward: Bool
    /// How often it ran.
    package internal(set) var calls = 0
    /// Seconds that it took.
    package internal(set) var seconds = 0.0
    /// Floating-point operations of its matrix products and convolutions.
    package internal(set) var flops = 0.0
  }

  private struct Key: Hashable {
    let name: String
    let isBackward: Bool
  }

  private struct Open {
    let key: Key
    let start: ContinuousClock.Instant
    var inner = Duration.zero
    var flops = 0.0
  }

  private struct State {
    var rows: [Key: Row] = [:]
    var open: [Open] = []
  }

  @usableFromInline static let isOn = Atomic<Bool>(false)
  private static let state = Mutex(State())

  /// Starts measuring from zero.
  package static func start() {
    state.withLock { $0 = State() }
    isOn.store(true, ordering: .relaxed)
  }

  /// Stops measuring and returns the rows, those with the most time first.
  package static func stop() -> [Row] {
    isOn.store(false, ordering: .relaxed)
    return state.withLock { state in
      defer { state = State() }
      return state.rows.values.sorted {
        ($1.seconds, $0.name, $0.isBackward ? 1 : 0) < ($0.seconds, $1.name, $1.isBackward ? 1 : 0)
      }
    }
  }

  /// Whether it is on.
  @inlinable package static var isRunning: Bool { isOn.load(ordering: .relaxed) }

  /// Runs `body` as the operation `name`; only on the thread that computes.
  @inlinable
  @inline(__always)
  package static func measure<Result, Failure: Error>(
    _ name: @autoclosure () -> String, backward: Bool = false,
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard isRunning else { return try body() }
    begin(name(), backward)
    defer { end() }
    return try body()
  }

  /// Counts products towards the operation that is running.
  package static func count(multiplyAdds: Double) {
    if StandIns.areMade { return StandIns.count(multiplyAdds: multiplyAdds) }
    guard isRunning else { return }
    state.withLock { state in
      if !state.open.isEmpty { state.open[state.open.count - 1].flops += 2 * multiplyAdds }
    }
  }

  @usableFromInline
  static func begin(_ name: String, _ isBackward: Bool) {
    state.withLock {
      $0.open.append(Open(key: Key(name: name, isBackward: isBackward), start: .now))
    }
  }

  @usableFromInline
  static func end() {
    let now = ContinuousClock.now
    state.withLock { state in
      // Nothing is open if the profile was started inside.
      guard let done = state.open.popLast() else { return }
      let whole = now - done.start
      if !state.open.isEmpty { state.open[state.open.count - 1].inner += whole }
      let own = (whole - done.inner).components
      var row =
        state.rows[done.key] ?? Row(name: done.key.name, isBackward: done.key.isBackward)
      row.calls += 1
      row.seconds += Double(own.seconds) + Double(own.attoseconds) * 1e-18
      row.flops += done.flops
      state.rows[done.key] = row
    }
  }
}
