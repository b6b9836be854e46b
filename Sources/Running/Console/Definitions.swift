import Plotting
import Text

extension Console {
  /// Shows names and their meanings, wrapped beside them, or below them on narrow terminals.
  package func definitions(_ entries: [(name: String, meaning: String)]) {
    let width = min(style.width, 100)
    let column = (entries.map { DisplayWidth.of($0.name) }.max() ?? 0) + 4
    let isBeside = width - column >= 30
    let indent = isBeside ? column : 4
    for (name, meaning) in entries {
      var text = "  " + name
      if isBeside {
        text += String(repeating: " ", count: column - 2 - DisplayWidth.of(name))
      } else {
        text += "\n" + String(repeating: " ", count: indent)
      }
      let lines = wrapped(marks.spelled(meaning), max(10, width - indent))
      line(text + lines.joined(separator: "\n" + String(repeating: " ", count: indent)))
    }
  }
}
