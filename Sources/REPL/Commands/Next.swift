extension Command {
  static let next = Command("next", "", "run the next step; so does an empty Enter", isFirst: true)
  {
    (prompt, _) in
    prompt.runNext()
  }
}
