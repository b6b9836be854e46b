import Builtins
import Glibc
import Interpreter
import Platform
import Session
import Synchronization

/// Decides what signals and time limits mean: asks the running script to stop.
///
/// A script that does not stop when asked is ended: at once by a second Ctrl-C, some time after a
/// time limit.
package final class Supervisor: Sendable {
  /// What to do with a Ctrl-C.
  package enum Mode: Sendable {
    /// Ask the script to stop; a second one ends the process.
    case running
    /// Someone is at a prompt: notify them through the pipe.
    case prompting
    /// Code runs at a prompt: ask it to stop before its next batch.
    ///
    /// On a second Ctrl-C within a second, stop it at once; never end the process.
    case stepping
  }

  /// Stops the script.
  package let interrupt = Interrupt()
  /// Gets a byte for every signal while prompting.
  ///
  /// `c` is for Ctrl-C, `z` for Ctrl-Z, `w` for a changed window.
  package let pipe: (read: Int32, write: Int32)
  private let state: Mutex<State>

  private struct State {
    var mode = Mode.running
    var isExpired = false
    var cleanUp: @Sendable () -> Void = {}
    var comeBack: @Sendable () -> Void = {}
    var lastWords: @Sendable () -> Void = {}
    var presses = Presses()
  }

  /// Seconds that a script may take to stop after a time limit.
  package static let grace = 10.0
  private static let exceptions: [Int32] = [SIGINT, SIGTERM, SIGHUP, SIGALRM]
  private static let terminal: [Int32] = [SIGTSTP, SIGWINCH]

  /// Starts supervising. Call it on the main thread before any other thread exists.
  ///
  /// `isInteractive` also takes over Ctrl-Z and window changes.
  package init(isInteractive: Bool = false) {
    var ends: [Int32] = [-1, -1]
    if Glibc.pipe(&ends) == 0 {
      for end in ends {
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
      }
    }
    pipe = (ends[0], ends[1])
    state = Mutex(State())
    let signals = Self.exceptions + (isInteractive ? Self.terminal : [])
    SignalThread.start(signals) { [self] signal in handle(signal) }
  }

  // MARK: What the main thread says

  /// What a Ctrl-C means from now on.
  package func enter(_ mode: Mode) {
    state.withLock { state in
      state.mode = mode
      if mode == .stepping { state.presses = Presses() }
    }
  }

  /// Whether Ctrl-C was pressed twice within a second while code last ran at the prompt.
  package var isHurried: Bool { state.withLock { $0.presses.areHurried } }

  /// What to do before the process ends or is suspended from here, and when it continues.
  ///
  /// `body` restores the terminal, for example.
  package func beforeExit(
    _ body: @escaping @Sendable () -> Void, comeBack: @escaping @Sendable () -> Void = {}
  ) {
    state.withLock { ($0.cleanUp, $0.comeBack) = (body, comeBack) }
  }

  /// What to do, on another thread, before ending a process whose script is stuck.
  ///
  /// It did not stop, long after its time limit.
  package func whenStuck(_ body: @escaping @Sendable () -> Void) {
    state.withLock { $0.lastWords = body }
  }

  /// Asks the script to stop after `seconds`; nil cancels the limit.
  package func limit(seconds: Double?) {
    state.withLock { $0.isExpired = false }
    SignalThread.alarm(after: seconds)
  }

  // MARK: What the signal thread says

  private func handle(_ signal: Int32) {
    switch signal {
    case SIGALRM: expire()
    case SIGTSTP: suspend()
    case SIGWINCH: tell("w")
    case SIGINT where state.withLock({ $0.mode }) == .prompting: tell("c")
    case SIGHUP where state.withLock({ $0.mode }) == .prompting: end(.interrupted)
    case SIGTERM where state.withLock({ $0.mode }) == .prompting: end(.interrupted)
    case SIGINT where state.withLock({ $0.mode }) == .stepping:
      if press() { interrupt.set(.interrupted) } else { interrupt.ask() }
    case SIGHUP where state.withLock({ $0.mode }) == .stepping: end(.interrupted)
    case SIGTERM where state.withLock({ $0.mode }) == .stepping: end(.interrupted)
    default:
      if interrupt.reason == .interrupted { end(.interrupted) }
      interrupt.set(.interrupted)
    }
  }

  private func tell(_ letter: Unicode.Scalar) {
    guard state.withLock({ $0.mode }) == .prompting else { return }
    var byte = UInt8(ascii: letter)
    _ = write(pipe.write, &byte, 1)
  }

  /// Records a Ctrl-C while stepping; returns whether it is the second within a second.
  private func press() -> Bool {
    state.withLock { state in
      state.presses.add(at: .now)
      return state.presses.areHurried
    }
  }

  private func expire() {
    let isSecond = state.withLock { state in
      defer { state.isExpired = true }
      // Only someone at a prompt decides when the process ends.
      return state.isExpired && state.mode == .running
    }
    if isSecond {
      state.withLock { $0.lastWords }()
      end(.timedOut)
    }
    interrupt.set(.timeout)
    SignalThread.alarm(after: Self.grace)
  }

  private func suspend() {
    if state.withLock({ $0.mode }) == .prompting { return tell("z") }
    let (cleanUp, comeBack) = state.withLock { ($0.cleanUp, $0.comeBack) }
    cleanUp()
    kill(getpid(), SIGSTOP)
    comeBack()
  }

  private func end(_ code: ExitCode) -> Never {
    state.withLock { $0.cleanUp }()
    _exit(code.rawValue)
  }
}
