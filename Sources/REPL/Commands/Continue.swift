import Language

extension Command {
  static let `continue` = Command("continue", "", "go on with the step that Ctrl-C stopped") {
    (prompt, _) throws(Diagnostic) in
    try prompt.proceed()
  }
}
