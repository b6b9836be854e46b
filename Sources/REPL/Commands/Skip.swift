import Language

extension Command {
  static let skip = Command("skip", "", "go past the next step without running it") {
    (prompt, _) throws(Diagnostic) in
    guard let step = prompt.next else {
      throw Diagnostic(.usage, "that was the last step", hint: ":list shows all")
    }
    prompt.position = step.number + 1
    prompt.console.note("Skipped step \(step.number); `:goto \(step.number)` goes back to it.")
    prompt.announce()
  }
}
