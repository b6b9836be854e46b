import Language
import Platform
import Running
import Text

/// Changing a step and keeping that: `:edit`, `:diff`, `:revert`.
extension Prompt {
  /// Opens a step in the user's editor, and takes what comes back.
  func edit(_ step: Step) throws(Diagnostic) {
    guard isInteractive else { throw Diagnostic(.usage, ":edit needs a terminal") }
    let before = session.lab.text(of: step)
    let text = try edited(drafts[step.id] ?? before, step)
    guard text != before else {
      drafts[step.id] = nil
      return console.note("step \(step.number) is unchanged")
    }
    var changed = edits
    let original = edits.all[step.id]?.original ?? before
    changed.set(step.id, to: text == original ? nil : Edits.Edit(original: original, text: text))
    do {
      try take(changed)
    } catch {
      // A slip must not cost what was written.
      drafts[step.id] = text
      fail(error)
      return console.note(
        "`:edit \(step.number)` opens it again as you left it, `:revert \(step.number)` drops that."
      )
    }
    drafts[step.id] = nil
    console.note("step \(step.number) is changed; `:diff` shows how, `:revert` takes it back")
    noteStale()
  }

  /// Goes on with other changes, and keeps them.
  func take(_ changed: Edits) throws(Diagnostic) {
    let (lab, _) = try changed.applied(to: try LabFile.source(path))
    try timeline.replace(lab)
    edits = changed
    shown.removeAll()
    do {
      try changed.save()
    } catch {
      console.note("This is kept for this session only: \(error.message)")
    }
  }

  /// Tells on opening which steps the student has changed.
  func noteEdits() {
    let changed = session.lab.steps.filter { edits.all[$0.id] != nil && !outdated.contains($0.id) }
    if !changed.isEmpty {
      console.note(
        "Your own version of \(Self.numbers(changed)) is in place; `:diff` shows it, `:revert` "
          + "takes it back.")
    }
    if !outdated.isEmpty {
      console.note(
        "The lab has changed where you had changed it (\(outdated.joined(separator: ", "))): its "
          + "version is used, `:diff` shows yours.")
    }
  }

  /// Shows what the student has changed: lines of the lab with `-`, lines of their own with `+`.
  func showEdits() {
    guard !edits.all.isEmpty else { return console.note("nothing has been changed") }
    let places = Dictionary(session.lab.steps.map { ($0.id, $0) }) { first, _ in first }
    func number(_ id: String) -> Int { places[id]?.number ?? .max }
    for (id, edit) in edits.all.sorted(by: { (number($0.key), $0.key) < (number($1.key), $1.key) })
    {
      let title = places[id].map(console.heading) ?? visible(id)
      console.paragraph(
        title + (outdated.contains(id) ? " (not in use: the lab has changed)" : ""))
      for line in Self.difference(edit.original, edit.text) {
        console.paragraph(visible(line), indent: 2)
      }
    }
  }

  /// The lines of two texts that differ, and what they have in common beside them.
  static func difference(_ old: String, _ new: String) -> [String] {
    let lines = { (text: String) in
      text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    let (old, new) = (lines(old), lines(new))
    let changes = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in changes {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var shown: [(text: String, isChange: Bool)] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, removed.contains(i) {
        shown.append(("- " + old[i], true))
        i += 1
      } else if j < new.count, inserted.contains(j) {
        shown.append(("+ " + new[j], true))
        j += 1
      } else {
        shown.append(("  " + (i < old.count ? old[i] : ""), false))
        i += 1
        j += 1
      }
    }
    let places = shown.indices.filter { shown[$0].isChange }
    return shown.indices.filter { index in places.contains { abs($0 - index) <= 2 } }
      .map { shown[$0].text }
  }

  private func edited(_ text: String, _ step: Step) throws(Diagnostic) -> String {
    guard let folder = UserFolders.state else {
      throw Diagnostic(.usage, "there is no folder for your edits", hint: "set $HOME")
    }
    // Other labs have steps of that name, and other terminals this lab.
    let own = sessionName.map { "-" + HashedName.of($0) } ?? ""
    let file = "\(folder)/edits/\(HashedName.of(Folder.resolved(path)))\(own)/\(step.id).lab"
    do {
      Folder.make(Folder.containing(file), mode: 0o700)
      try AtomicFile.write(Array(text.utf8), to: file, mode: .ownerReadWrite)
      try Editor.edit(file)
      let bytes = try RegularFile.bytes(of: file, atMost: 1 << 20)
      let text = String(decoding: bytes, as: UTF8.self)
      return text.hasSuffix("\n") ? text : text + "\n"
    } catch {
      throw Diagnostic(.usage, error.message, hint: error.hint)
    }
  }
}
