import Language

extension Command {
  static let page = Command("page", "", "show the last output again") {
    (prompt, _) throws(Diagnostic) in
    guard prompt.console.pager != nil else {
      throw Diagnostic(.usage, ":page needs a terminal", hint: "all of the output is there")
    }
    if !prompt.console.showPageAgain() { prompt.console.note("nothing was shown yet") }
  }
}
