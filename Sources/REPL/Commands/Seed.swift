import Language
import Text

extension Command {
  static let seed = Command("seed", "[N]", "show or change the seed of all random numbers") {
    (prompt, argument) throws(Diagnostic) in
    guard !argument.isEmpty else {
      return prompt.console.line("seed \(prompt.session.options.seed)")
    }
    guard let seed = Int(argument.hasPrefix("=") ? Input.trimmed(argument.dropFirst()) : argument)
    else {
      throw Diagnostic(.usage, "a seed must be a whole number, not \(visible(argument))")
    }
    prompt.timeline.reseed(seed)
    prompt.keep()
    prompt.console.note("seed \(seed)")
    prompt.noteStale()
  }
}
