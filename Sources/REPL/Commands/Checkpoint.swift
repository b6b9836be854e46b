import Language

extension Command {
  static let checkpoint = Command(
    "checkpoint", "", "keep the values as they are now, for :restore"
  ) { (prompt, _) throws(Diagnostic) in
    guard let kept = prompt.kept else { throw KeptState.missing }
    kept.write(prompt.timeline.markedCheckpoint(), .wanted)
    kept.finish(seconds: 60)
    guard !prompt.noteKeeping() else { return }
    prompt.console.note("Kept. `:restore` comes back to this, also in later sessions.")
    if let step = prompt.timeline.waiting {
      prompt.console.note(
        "Where step \(step.number) was stopped is not kept: after `:restore` it cannot go on, and runs "
          + "from its start.")
    }
  }
}
