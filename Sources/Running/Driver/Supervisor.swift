import Builtins
import Glibc
import Interpreter
import Platform
import Session
import Synchronization

/// Decides what signals and time limits mean: asks the running script to stop.
///
/// What does not stop when asked is ended: at once by a second Ctrl-C, within a second by a signal
/// to terminate. Past a time limit a script that does not stop is left alone, and the run goes on
/// without it.
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

  /// Gets a byte for every signal while prompting: `c` for Ctrl-C, `z` for Ctrl-Z, `w` for a
  /// changed window.
  package let pipe: SignalPipe
  private let state = Mutex(State())

  private struct State {
    var mode = Mode.running
    var interrupt = Interrupt()
    /// How often the present limit has struck.
    var expirations = 0
    /// Whether the process was told to end.
    var isEnding = false
    var cleanUp: @Sendable () -> Void = {}
    var comeBack: @Sendable () -> Void = {}
    var lastWords: @Sendable () -> Void = {}
    var presses = Presses()
  }

  /// Seconds that a script may take to stop after a time limit.
  package static let grace = 5.0
  /// Seconds that it may take when the process was told to end.
  private static let endingGrace = 0.5

  /// Starts to supervise. Call it on the main thread before any other thread exists; `isInteractive`
  /// also takes over what the terminal's keys and changes of its window send.
  package init(isInteractive: Bool = false) {
    pipe = SignalPipe()
    let all = [SIGINT, SIGTERM, SIGHUP, SIGALRM, SIGCONT]
    let signals = all + (isInteractive ? [SIGTSTP, SIGWINCH, SIGQUIT] : [])
    SignalThread.start(signals) { [self] signal in handle(signal) }
    if !isInteractive { PendingOutput.keep() }
  }

  /// One that knows of no signals, and has scripts stopped by `interrupt` alone.
  package init(unsupervised: Void, _ interrupt: Interrupt = Interrupt()) {
    pipe = SignalPipe()
    state.withLock { $0.interrupt = interrupt }
  }

  // MARK: What the main thread says

  /// Stops the script.
  package var interrupt: Interrupt { state.withLock { $0.interrupt } }

  /// Uses another interrupt from here on: a script that does not stop keeps the one before.
  func renewInterrupt() { state.withLock { $0.interrupt = Interrupt() } }

  /// What a Ctrl-C means from now on.
  package func enter(_ mode: Mode) {
    state.withLock { state in
      state.mode = mode
      if mode == .stepping { state.presses = Presses() }
    }
  }

  /// What someone wants who was waited for in the middle of something.
  package enum Wish: Sendable { case more, skip, stop }

  /// Waits by calling `body` as at a prompt, and asks code that runs meanwhile to stop if that is
  /// wanted; returns whether to show more.
  package func pausing(_ body: () -> Wish) -> Bool {
    let mode = state.withLock { state in
      defer { state.mode = .prompting }
      return state.mode
    }
    // Who pressed Ctrl-C a moment ago waits for no question.
    let wish = mode == .stepping && interrupt.isRequested ? .skip : body()
    state.withLock { $0.mode = mode }
    if wish == .stop, mode == .stepping { interrupt.ask() }
    return wish == .more
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

  /// What is done, on another thread, before the process ends since it does not even leave a script
  /// alone that does not stop.
  package func whenStuck(_ body: @escaping @Sendable () -> Void) {
    state.withLock { $0.lastWords = body }
  }

  /// Asks the script to stop after `seconds`; nil cancels the limit.
  package func limit(seconds: Double?) {
    let isEnding = state.withLock { state in
      state.expirations = 0
      return state.isEnding
    }
    if !isEnding { SignalThread.alarm(after: seconds) }
  }

  // MARK: What the signal thread says

  private func handle(_ signal: Int32) {
    let mode = state.withLock { $0.mode }
    switch signal {
    case SIGALRM: expire()
    case SIGTSTP: suspend(mode)
    case SIGCONT: resume()
    case SIGWINCH: if mode == .prompting { pipe.send("w") }
    case SIGQUIT: quit()
    case SIGINT:
      switch mode {
      case .prompting: pipe.send("c")
      case .stepping: if press() { interrupt.set(.interrupted) } else { interrupt.ask() }
      case .running: stop()
      }
    default:
      guard mode == .running else { end(.interrupted) }
      stop()
      state.withLock { $0.isEnding = true }
      SignalThread.alarm(after: Self.endingGrace)
    }
  }

  /// Records a Ctrl-C while stepping; returns whether it is the second within a second.
  private func press() -> Bool {
    state.withLock { state in
      state.presses.add(at: .now)
      return state.presses.areHurried
    }
  }

  private func stop() {
    if interrupt.reason == .interrupted { end(.interrupted) }
    interrupt.set(.interrupted)
  }

  private func expire() {
    let (count, isEnding, mode) = state.withLock { state in
      defer { state.expirations += 1 }
      return (state.expirations, state.isEnding, state.mode)
    }
    if isEnding { end(.interrupted) }
    // Someone at a prompt decides alone how long to wait.
    switch mode == .running ? count : 0 {
    case 0: interrupt.set(.timeout)
    case 1: interrupt.abandon()
    default:
      state.withLock { $0.lastWords }()
      end(.timedOut)
    }
    SignalThread.alarm(after: Self.grace)
  }

  private func suspend(_ mode: Mode) {
    if mode == .prompting { return pipe.send("z") }
    state.withLock { $0.cleanUp }()
    SignalThread.obey(SIGTSTP)
    resume()
  }

  /// The process goes on after it was stopped, perhaps in the background.
  private func resume() {
    Terminal.noteResumption()
    if Terminal.isForeground(STDIN_FILENO) { state.withLock { $0.comeBack }() }
  }

  private func quit() {
    state.withLock { $0.cleanUp }()
    SignalThread.obey(SIGQUIT)
  }

  private func end(_ code: ExitCode) -> Never {
    let cleanUp = state.withLock { $0.cleanUp }
    Ending.end(code.rawValue) {
      cleanUp()
      PendingOutput.giveBack()
    }
  }
}
