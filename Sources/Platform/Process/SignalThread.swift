import Glibc

/// A thread that waits for signals.
///
/// They are blocked everywhere else, so that no handler runs in the middle of anything.
package enum SignalThread {
  private final class Job: Sendable {
    let signals: [Int32]
    let handle: @Sendable (Int32) -> Void

    init(_ signals: [Int32], _ handle: @escaping @Sendable (Int32) -> Void) {
      (self.signals, self.handle) = (signals, handle)
    }
  }

  /// Blocks `signals` and calls `handle` on the thread for each that arrives.
  ///
  /// Call it on the main thread before any other thread exists. Signals that were ignored when the
  /// process started, as under `nohup`, stay ignored.
  package static func start(
    _ signals: [Int32], handle: @escaping @Sendable (Int32) -> Void
  ) {
    let job = Job(signals.filter { $0 == SIGALRM || !isIgnored($0) }, handle)
    signal(SIGALRM, SIG_DFL)
    var set = set(of: job.signals)
    pthread_sigmask(SIG_BLOCK, &set, nil)
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        SignalThread.wait(Unmanaged<Job>.fromOpaque(argument).takeRetainedValue())
      }, Unmanaged.passRetained(job).toOpaque())
    if status == 0 { pthread_detach(thread) }
  }

  /// Does what a blocked signal does by default: SIGTSTP stops the process until it is continued, but
  /// for one whose parents could not continue it, where nothing happens.
  package static func obey(_ signal: Int32) {
    var set = set(of: [signal])
    // The runtime of the language handles some, to tell of crashes.
    Glibc.signal(signal, SIG_DFL)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    pthread_kill(pthread_self(), signal)
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Schedules SIGALRM after `seconds`; nil cancels it.
  package static func alarm(after seconds: Double?) {
    var timer = itimerval()
    if let seconds {
      let bounded = max(0.001, min(seconds, 1e8))
      timer.it_value.tv_sec = Int(bounded)
      timer.it_value.tv_usec = Int((bounded - bounded.rounded(.down)) * 1e6)
    }
    setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
  }

  private static func wait(_ job: Job) -> Never {
    var set = set(of: job.signals)
    while true {
      var signal: Int32 = 0
      if sigwait(&set, &signal) == 0 { job.handle(signal) }
    }
  }

  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(signal, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: UInt.self)
      == unsafeBitCast(SIG_IGN, to: UInt.self)
  }

  private static func set(of signals: [Int32]) -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    return set
  }
}
