import Language
import Text

extension Command {
  static let explain = Command(
    "explain", "[CODE]", "what the last error, or a code of `lab check`, means at greater length"
  ) { (prompt, argument) throws(Diagnostic) in
    guard argument.isEmpty else {
      guard let text = Explanation.text(ofCode: argument) else {
        throw Diagnostic(
          .usage, "no code is called \(visible(argument))",
          hint: Spelling.hint(argument, Explanation.codes.map(\.key))
            ?? "`lab check` writes codes in brackets behind a message")
      }
      return prompt.console.prose("**\(argument)**\n\n" + text)
    }
    guard let failure = prompt.lastFailure else {
      throw Diagnostic(.usage, "there was no error yet")
    }
    prompt.console.prose("**" + visible(failure.message) + "**\n\n" + Explanation.of(failure))
  }
}
