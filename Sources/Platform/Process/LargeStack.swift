import Glibc
import Synchronization

/// A thread with a stack large enough for deep recursion of scripts.
package enum LargeStack {
  /// Address space only: pages are used as they are touched.
  private static let size = 1 << 30

  /// The system has no room for the stack.
  package struct Refused: Error {
    /// What happened.
    package let message = "cannot start a thread with a stack of \(LargeStack.size >> 20) MB"
    /// What to do next.
    package let hint = "raise the limit on address space (ulimit -v)"
  }

  /// `body` did not come back, and was left alone with all that it captures.
  package struct Abandoned: Error {
    /// What happened.
    package let message = "it did not stop when it was asked to"
  }

  /// Whether anything was abandoned: the process ends without tidying up then, since something still
  /// runs.
  package static var hasAbandoned: Bool { abandoned.load(ordering: .relaxed) }
  private static let abandoned = Atomic<Bool>(false)
  /// Nanoseconds between two looks at whether to wait on.
  private static let interval = 100_000_000

  /// Runs `body` on a stack of 1 GB and waits for it, until `isAbandoned` says that it is no use.
  ///
  /// `body` gets the stack's lowest address. Nothing else touches what it captures meanwhile, nor
  /// after it was abandoned.
  package static func run<Result>(
    until isAbandoned: () -> Bool = { false }, _ body: @escaping (_ floor: UInt) throws -> Result
  ) throws -> Result {
    let job = Job { floor in Swift.Result { try body(floor) } }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, size)
    var thread = pthread_t()
    let status = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        let job = Unmanaged<AnyJob>.fromOpaque(argument).takeRetainedValue()
        var here: UInt8 = 0
        let top = withUnsafeMutablePointer(to: &here) { UInt(bitPattern: $0) }
        job.run(floor: top - UInt(LargeStack.size) + (1 << 20))
        job.completion.note()
        return nil
      }, Unmanaged<AnyJob>.passRetained(job).toOpaque())
    guard status == 0 else {
      Unmanaged<AnyJob>.passUnretained(job).release()
      throw Refused()
    }
    while !job.completion.wait(nanoseconds: interval) {
      if isAbandoned() {
        abandoned.store(true, ordering: .relaxed)
        pthread_detach(thread)
        throw Abandoned()
      }
    }
    pthread_join(thread, nil)
    guard let result = job.result else { throw Refused() }
    return try result.get()
  }
}

private class AnyJob {
  let completion = Latch()

  func run(floor: UInt) {}
}

private final class Job<Value>: AnyJob {
  private var body: ((UInt) -> Result<Value, any Error>)?
  private(set) var result: Result<Value, any Error>?

  init(_ body: @escaping (UInt) -> Result<Value, any Error>) {
    self.body = body
  }

  override func run(floor: UInt) {
    result = body?(floor)
    body = nil
  }
}
