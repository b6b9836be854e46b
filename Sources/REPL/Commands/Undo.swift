import Language

extension Command {
  static let undo = Command("undo", "", "undo the last step") {
    (prompt, _) throws(Diagnostic) in
    guard let step = prompt.timeline.last else {
      throw Diagnostic(.usage, "there is no step to undo", hint: ":list shows which have run")
    }
    try prompt.timeline.undo(step)
    prompt.position = step.number
    prompt.lastRun = nil
    prompt.console.note("Everything is as it was before step \(step.number).")
    prompt.announce()
  }
}
