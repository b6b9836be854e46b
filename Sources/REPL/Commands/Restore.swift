import Language

extension Command {
  static let restore = Command(
    "restore", "", "go back to the latest :checkpoint"
  ) { (prompt, _) throws(Diagnostic) in
    guard let kept = prompt.kept else { throw KeptState.missing }
    guard let (checkpoint, damaged) = kept.latest(.wanted) else {
      throw Diagnostic(.usage, "there is no checkpoint", hint: ":checkpoint keeps one")
    }
    prompt.console.note("Back at the latest checkpoint.")
    try prompt.restore(checkpoint, damaged: damaged)
  }
}
