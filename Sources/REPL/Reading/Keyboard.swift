import Platform
import Running

/// The terminal's keyboard while code runs.
///
/// What is typed is neither shown nor kept, and Ctrl-C is still a signal.
final class Keyboard {
  private let supervisor: Supervisor
  private let before = TerminalSettings()

  init(_ supervisor: Supervisor) {
    self.supervisor = supervisor
    guard let before else { return }
    let silent = before.silent
    silent.apply()
    supervisor.beforeExit({ before.apply() }, comeBack: { silent.apply() })
  }

  /// Gives the keyboard back, discarding what was typed if that is wanted.
  func comeBack(discardsTyped: Bool) {
    guard let before else { return }
    if discardsTyped {
      before.discardTyped()
      StandardInput.forgetKept()
    }
    before.apply()
    supervisor.beforeExit {}
  }

  /// A function that restores the terminal to its current state if the process ends at the prompt.
  static func mending(marksPastes: Bool) -> @Sendable () -> Void {
    guard let before = TerminalSettings() else { return {} }
    return {
      before.apply()
      // Readline has asked for pastes to be marked.
      TextSink.output.write(marksPastes ? "\u{1B}[?2004l\n" : "\n")
    }
  }
}
