import Language
import Text

extension Command {
  static let explain = Command("explain", "", "what the last error means, at greater length") {
    (prompt, _) throws(Diagnostic) in
    guard let failure = prompt.lastFailure else {
      throw Diagnostic(.usage, "there was no error yet")
    }
    prompt.console.prose("**" + visible(failure.message) + "**\n\n" + Explanation.of(failure))
  }
}
