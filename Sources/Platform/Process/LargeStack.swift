import Glibc
import Synchronization

/// A thread with a stack large enough for deep recursion of scripts.
package enum LargeStack {
  /// Address space only: pages are used as they are touched.
  fileprivate static let size = 1 << 30

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
  fileprivate static let abandoned = Atomic<Bool>(false)
  /// Nanoseconds between two looks at whether to wait on.
  fileprivate static let interval = 100_000_000

  /// Runs `body` on a stack of 1 GB and waits for it, until `isAbandoned` says that it is no use.
  ///
  /// `body` gets the stack's lowest address. Nothing else touches what it captures meanwhile, nor
  /// after it was abandoned.
  package static func run<Result>(
    until isAbandoned: () -> Bool = { false }, _ body: @escaping (_ floor: UInt) throws -> Result
  ) throws -> Result {
    let work = Work { floor, _ in try body(floor) }
    guard let result = try work.proceed(until: isAbandoned) else { throw Refused() }
    return result
  }

  /// Code on a stack of 1 GB that may wait in the middle, and go on later.
  ///
  /// Only one side runs at a time: the code, or who called `proceed`. Code that waits and is never let
  /// go on keeps its thread and all that it captures.
  package final class Work<Result> {
    private let job: Job<Result>
    private var thread: pthread_t?

    /// `body` gets the stack's lowest address, and what to call in order to wait until `proceed` is
    /// called again.
    package init(_ body: @escaping (_ floor: UInt, _ wait: @escaping () -> Void) throws -> Result) {
      job = Job(body)
    }

    /// Starts the code or lets it go on, and waits for it, until `isAbandoned` says that it is no use;
    /// nil where it waits in the middle.
    package func proceed(until isAbandoned: () -> Bool = { false }) throws -> Result? {
      let thread = try self.thread ?? start()
      if self.thread != nil { job.letGoOn() }
      self.thread = thread
      while !job.turn.wait(nanoseconds: LargeStack.interval) {
        if isAbandoned() {
          LargeStack.abandoned.store(true, ordering: .relaxed)
          pthread_detach(thread)
          throw Abandoned()
        }
      }
      guard let result = job.result else { return nil }
      pthread_join(thread, nil)
      return try result.get()
    }

    private func start() throws -> pthread_t {
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      defer { pthread_attr_destroy(&attributes) }
      pthread_attr_setstacksize(&attributes, LargeStack.size)
      var thread = pthread_t()
      let status = pthread_create(
        &thread, &attributes,
        { argument in
          guard let argument else { return nil }
          let job = Unmanaged<AnyJob>.fromOpaque(argument).takeRetainedValue()
          var here: UInt8 = 0
          let top = withUnsafeMutablePointer(to: &here) { UInt(bitPattern: $0) }
          job.run(floor: top - UInt(LargeStack.size) + (1 << 20))
          job.turn.note()
          return nil
        }, Unmanaged<AnyJob>.passRetained(job).toOpaque())
      guard status == 0 else {
        Unmanaged<AnyJob>.passUnretained(job).release()
        throw Refused()
      }
      return thread
    }
  }
}

/// What both threads know of some work. The latches order what they write.
private class AnyJob {
  /// Noted when the code waits or has ended.
  private(set) var turn = Latch()
  /// Noted when the code may go on.
  private var permit = Latch()

  func run(floor: UInt) {}

  /// Waits, on the code's thread.
  func wait() {
    let permit = Latch()
    self.permit = permit
    turn.note()
    while !permit.wait(nanoseconds: 3_600_000_000_000) {}
  }

  func letGoOn() {
    turn = Latch()
    permit.note()
  }
}

private final class Job<Value>: AnyJob {
  private var body: ((UInt, @escaping () -> Void) throws -> Value)?
  private(set) var result: Result<Value, any Error>?

  init(_ body: @escaping (UInt, @escaping () -> Void) throws -> Value) {
    self.body = body
  }

  override func run(floor: UInt) {
    guard let body else { return }
    self.body = nil
    result = Result { try body(floor) { [unowned self] in wait() } }
  }
}
