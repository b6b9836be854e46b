extension Command {
  static let diff = Command("diff", "", "show what you have changed with :edit") { (prompt, _) in
    prompt.showEdits()
  }
}
