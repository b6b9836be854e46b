import Text

extension Console {
  /// Prints a text that may be longer than a line, wrapped, with further lines indented.
  package func paragraph(_ text: String, indent: Int = 0) {
    let margin = String(repeating: " ", count: indent)
    let lines = wrapped(marks.spelled(text), max(10, style.width - indent), hanging: 2)
    line(margin + lines.joined(separator: "\n  " + margin))
  }
}
