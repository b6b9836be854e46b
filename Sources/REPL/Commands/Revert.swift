import Language
import Running
import Text

extension Command {
  static let revert = Command(
    "revert", "[N | all]", "discard your changes to step N, or the only ones",
    completes: .steps
  ) { (prompt, argument) throws(Diagnostic) in
    var edits = prompt.edits
    let changed = Set(edits.all.keys).union(prompt.drafts.keys).sorted()
    guard !changed.isEmpty else { throw Diagnostic(.usage, "nothing has been changed") }
    var ids = changed
    if argument.isEmpty {
      guard changed.count == 1 else {
        throw Diagnostic(
          .usage, "several steps are changed", hint: "name one, or `all`: :diff shows them")
      }
    } else if argument != "all" {
      // A step that the lab no longer has is named by its id.
      ids =
        changed.contains(argument) ? [argument] : [try prompt.session.lab.step(called: argument).id]
    }
    for id in ids {
      guard changed.contains(id) else {
        throw Diagnostic(.usage, "step \(visible(id)) is not changed")
      }
    }
    // What could not be used goes first: the version in use must not be lost with it.
    let dropped = ids.filter { prompt.drafts.removeValue(forKey: $0) != nil }
    if !dropped.isEmpty {
      let left = dropped.filter { edits.all[$0] != nil }
      prompt.console.note(
        "dropped what could not be used: \(dropped.joined(separator: ", "))"
          + (left.isEmpty ? "" : "; your version before it stays: \(left.joined(separator: ", "))"))
    }
    ids.removeAll(where: dropped.contains)
    guard !ids.isEmpty else { return }
    for id in ids { edits.set(id, to: nil) }
    try prompt.take(edits)
    prompt.outdated.removeAll { ids.contains($0) }
    prompt.console.note("as the lab has it: \(ids.joined(separator: ", "))")
    prompt.noteStale()
  }
}
