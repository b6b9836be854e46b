import Glibc
import Platform
import Plotting

extension Terminal {
  /// What can be shown on `descriptor`, from flags, environment and terminal, and from what it
  /// answered when it was asked.
  package static func capabilities(
    of descriptor: Int32 = STDOUT_FILENO, _ flags: Capabilities.Flags = Capabilities.Flags(),
    _ answers: TerminalAnswers? = nil
  ) -> Capabilities {
    let size = size(of: descriptor)
    var environment: [String: String] = [:]
    for name in [
      "TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "LAB_WIDTH",
      "LC_ALL", "LC_CTYPE", "LANG", "TERM_PROGRAM",
    ] {
      environment[name] = Environment.variable(name)
    }
    return Capabilities.detect(
      flags: flags, environment: environment, isTerminal: isTerminal(descriptor),
      columns: size.columns, rows: size.rows,
      cell: cell(of: descriptor).map { PixelSize($0.width, $0.height) }, answers: answers)
  }

  /// How long a terminal that answers at all may take, even a distant one.
  private static let patience = Duration.milliseconds(500)

  /// Asks the terminal of the output what pictures it shows, if it may have pixels; nil if it is not
  /// asked or says nothing in time.
  ///
  /// What is typed meanwhile is there for who reads next: this program if it `takesTyped`, and
  /// otherwise the one that comes after it.
  package static func answers(
    _ flags: Capabilities.Flags, takesTyped: Bool
  ) -> TerminalAnswers? {
    guard hasOwnKeyboard, capabilities(of: STDOUT_FILENO, flags).mayHavePixels else { return nil }
    defer { if !takesTyped { StandardInput.giveBack() } }
    func ask(_ question: String) -> [String]? {
      StandardInput.answers(to: question, within: patience, takesTyped: takesTyped)
    }
    guard let first = ask(TerminalAnswers.question) else { return nil }
    guard !TerminalAnswers(first).name.isEmpty else { return TerminalAnswers(first) }
    return TerminalAnswers(first + (ask(TerminalAnswers.kittyQuestion) ?? []))
  }
}
