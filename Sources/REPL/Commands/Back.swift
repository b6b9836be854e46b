import Language

extension Command {
  static let back = Command(
    "back", "", "go back one step, which runs again with Enter", isFirst: true
  ) {
    (prompt, _) throws(Diagnostic) in
    guard let previous = prompt.steps.last(where: { $0.number < prompt.position }) else {
      throw Diagnostic(.usage, "this is the first step")
    }
    prompt.go(to: previous)
  }
}
