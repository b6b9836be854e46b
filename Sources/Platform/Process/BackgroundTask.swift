import Glibc

/// Something that another thread does meanwhile.
package final class BackgroundTask: Sendable {
  private let completion = Latch()
  private let body: @Sendable () -> Void

  /// Starts `body` on a thread of its own, or runs it here where there is none to be had.
  package init(_ body: @escaping @Sendable () -> Void) {
    self.body = body
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        let task = Unmanaged<BackgroundTask>.fromOpaque(argument).takeRetainedValue()
        task.body()
        task.completion.note()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    if status == 0 {
      pthread_detach(thread)
    } else {
      Unmanaged.passUnretained(self).release()
      body()
      completion.note()
    }
  }

  /// Waits for its end, at most so long; returns whether it has ended.
  @discardableResult
  package func wait(seconds: Double) -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      if completion.wait(nanoseconds: 50_000_000) { return true }
    }
    return completion.wait(nanoseconds: 1)
  }
}
