extension Command {
  static let stale = Command("stale", "", "list the steps that are out of date") {
    (prompt, _) in
    let stale = prompt.steps.filter { prompt.timeline.status(of: $0) == .stale }
    guard let first = stale.first else { return prompt.console.note("every step is up to date") }
    for step in stale { prompt.console.line("  \(prompt.console.heading(of: step))") }
    prompt.console.note("`:run \(first.number)..` runs from the first of them to the end.")
  }
}
