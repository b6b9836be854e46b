import Language
import Text

extension Command {
  static let history = Command("history", "[N]", "show the last 20, or N, entries") {
    (prompt, argument) throws(Diagnostic) in
    guard let count = argument.isEmpty ? 20 : Int(argument), count > 0 else {
      throw Diagnostic(.usage, ":history takes a number, not \(visible(argument))")
    }
    for entry in prompt.entries.suffix(count) { prompt.console.line(shown(entry)) }
  }

  private static func shown(_ entry: String) -> String {
    entry.split(separator: "\n", omittingEmptySubsequences: false)
      .map { visible($0) }.joined(separator: "\n  ")
  }
}
