import Glibc

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

  /// Runs `body` on a stack of 1 GB and waits for it.
  ///
  /// `body` gets the stack's lowest address. Nothing else touches what it captures meanwhile.
  package static func run<Result>(_ body: (_ floor: UInt) throws -> Result) throws -> Result {
    try withoutActuallyEscaping(body) { body in
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
          return nil
        }, Unmanaged<AnyJob>.passRetained(job).toOpaque())
      guard status == 0 else {
        Unmanaged<AnyJob>.passUnretained(job).release()
        throw Refused()
      }
      pthread_join(thread, nil)
      guard let result = job.result else { throw Refused() }
      return try result.get()
    }
  }
}

private class AnyJob {
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
