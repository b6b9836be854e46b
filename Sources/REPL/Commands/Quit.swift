extension Command {
  static let quit = Command("quit", "", "leave; so does Ctrl-D", isFirst: true) { (prompt, _) in
    prompt.isOver = true
  }
}
