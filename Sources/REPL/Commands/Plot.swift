import Language

extension Command {
  static let plot = Command("plot", "", "draw the last figure again, as large as the window") {
    (prompt, _) throws(Diagnostic) in
    guard prompt.console.drawLarger() else {
      throw Diagnostic(.usage, "no figure was drawn yet")
    }
  }
}
