import Language

extension Command {
  static let reload = Command("reload", "", "read the lab's file again; names keep their values") {
    (prompt, _) throws(Diagnostic) in
    try prompt.reload()
  }
}
