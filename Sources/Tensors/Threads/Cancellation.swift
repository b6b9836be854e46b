import Glibc
import Kernels
import Synchronization

/// Tells long-running work that its result is no longer needed.
///
/// One thread requests it; the work asks for the one that its thread is covered by. The worker pool
/// asks between pieces, `Storage` whenever memory is wanted, loops that take long by `check`, kernels by
/// `lab_should_stop`. What cannot ask runs `abandonably`.
package final class Cancellation: Sendable {
  private let state = Atomic<Bool>(false)

  /// Nobody has asked for anything yet.
  package init() {}

  /// Asks the work to stop. Safe in a signal handler.
  package func request() { state.store(true, ordering: .relaxed) }

  /// Takes the request back.
  package func withdraw() { state.store(false, ordering: .relaxed) }

  /// Whether the work should stop.
  var isRequested: Bool { state.load(ordering: .relaxed) }

  /// Runs `body`, whose work asks this one; what `body` calls on this thread does, too.
  package func covering<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let flag = withUnsafePointer(to: state) { UnsafeRawPointer($0) }
    return try Cancellation.with(Unmanaged.passUnretained(self).toOpaque(), flag, body)
  }

  /// Runs `body`, which is to be done wholly or not at all, and does not ask.
  package static func holdingOff<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try with(nil, nil, body)
  }

  private static func with<Result, Failure: Error>(
    _ cancellation: UnsafeMutableRawPointer?, _ flag: UnsafeRawPointer?,
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let (outer, outerFlag) = (lab_cancellation(), lab_cancellation_flag())
    lab_set_cancellation(cancellation, flag)
    defer { lab_set_cancellation(outer, outerFlag) }
    return try body()
  }

  /// The one that this thread's work asks.
  static var current: Cancellation? {
    lab_cancellation().map { Unmanaged<Cancellation>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Calls `body` with one part of `0..<count` after the other, and asks before each.
  static func inParts(
    of count: Int, _ body: (Range<Int>) -> Void
  ) throws(TensorError) {
    for start in stride(from: 0, to: count, by: 1 << 20) {
      try check()
      body(start..<min(start + 1 << 20, count))
    }
  }

  /// Throws where this thread's work should stop.
  @inline(__always)
  package static func check() throws(TensorError) {
    if lab_should_stop() { throw TensorError.cancelled }
  }
}

// MARK: Work that cannot ask

extension Cancellation {
  /// Operations, some 20 ms of them, from which on work is worth a thread of its own.
  private static let longWork = 1 << 24
  /// Nanoseconds between two looks at whether the work is still wanted.
  private static let interval = 20_000_000
  /// Stack of such a thread.
  private static let stackSize = 64 << 20

  /// Runs `body`, of about so many operations, which cannot ask: where these are many, on a thread of
  /// its own, which is left to finish for nobody when the work should stop.
  ///
  /// So `body` holds all that it touches, and nothing that anyone else may change.
  package static func abandonably<Result>(
    operations: Int, _ body: @escaping () -> Result
  ) throws(TensorError) -> Result {
    try check()
    guard operations >= longWork, let current else { return body() }
    let errand = Errand(current, body)
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    var thread = pthread_t()
    let argument = Unmanaged<AnyErrand>.passRetained(errand)
    let status = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        Unmanaged<AnyErrand>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, argument.toOpaque())
    guard status == 0 else {
      argument.release()
      return body()
    }
    while !lab_join(thread, interval) {
      if current.isRequested {
        pthread_detach(thread)
        throw TensorError.cancelled
      }
    }
    guard let result = errand.result else { throw TensorError.cancelled }
    return result
  }

  private class AnyErrand {
    func run() {}
  }

  private final class Errand<Result>: AnyErrand {
    private let cancellation: Cancellation
    private let body: () -> Result
    private(set) var result: Result?

    init(_ cancellation: Cancellation, _ body: @escaping () -> Result) {
      (self.cancellation, self.body) = (cancellation, body)
    }

    override func run() { result = cancellation.covering(body) }
  }
}
