extension Command {
  static let params = Command("params", "", "list what :set can change") { (prompt, _) in
    prompt.listSettings()
  }
}
