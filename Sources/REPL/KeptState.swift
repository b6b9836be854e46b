import Language
import Platform
import Running
import Session
import Text

/// What is kept of a session for the next one, and for `:restore`.
enum KeptState {
  /// Why there is nothing to keep it in.
  static var missing: Diagnostic {
    Diagnostic(
      .usage, "nothing is kept here",
      hint: "it is at a terminal, where the user has a home folder")
  }

  /// The folder for the lab at `path`. Throws where another terminal has it open.
  static func folder(_ path: String, session: String?) throws(Diagnostic) -> CheckpointFolder? {
    guard let state = UserFolders.state else { return nil }
    if let folder = CheckpointFolder(of: path, session: session, in: state) { return folder }
    let place = CheckpointFolder.path(of: path, session: session, in: state)
    // A folder that cannot be written to is no reason not to work.
    guard Folder.exists(place), Folder.isWritable(place) else { return nil }
    let name = visible(LabFile.name(path))
    throw Diagnostic(
      .usage, "\(name) is open in another terminal",
      hint: "`lab \(name) --session NAME` opens it a second time, with a state of its own")
  }
}

extension Prompt {
  /// Offers the state of an earlier session, and takes it if that is wanted; returns whether
  /// something was there to offer.
  func offerKept() -> Bool {
    noteCutOff()
    guard let (checkpoint, damaged) = kept?.latest(.automatic), let last = checkpoint.step,
      let step = session.lab.steps.first(where: { $0.id == last })
    else { return false }
    guard checkpoint.fits(session.options) else {
      console.note("The state of the last session was made with other settings.")
      setAside(checkpoint)
      console.note(Self.opening)
      return true
    }
    let next = steps.first { $0.number > step.number }
    let place = next.map { "at step \(console.heading(of: $0))" } ?? "after the last step"
    console.note("You have been here before. Enter continues \(place), n starts anew.")
    while true {
      guard case .line(let line) = reply("continue> ") else { return true }
      switch Input.trimmed(line).lowercased() {
      case "", "y", "yes":
        do {
          try restore(checkpoint, damaged: damaged)
        } catch {
          fail(error)
        }
        return true
      case "n", "no":
        setAside(checkpoint)
        console.note(Self.opening)
        return true
      case ":q", ":quit", "quit", "exit":
        isOver = true
        return true
      default: console.note("Enter continues, n starts anew, :quit leaves.")
      }
    }
  }

  /// Tells of a step that was running when the session before was cut off.
  private func noteCutOff() {
    guard let id = kept?.cutOff else { return }
    kept?.note(running: nil)
    guard let step = session.lab.steps.first(where: { $0.id == id }) else { return }
    console.note(
      "The last session was cut off in step \(console.heading(of: step)): what that had done is not kept."
    )
  }

  /// Keeps a state that this session will not go on from: what it does itself would take its place.
  private func setAside(_ checkpoint: Checkpoint) {
    kept?.write(checkpoint, .wanted)
    guard !noteKeeping() else { return }
    console.note("It is kept as a checkpoint: `:restore` goes back to it.")
  }

  /// Makes the session what it was when a checkpoint was taken, and says what could not be kept.
  func restore(_ checkpoint: Checkpoint, damaged: Int) throws(Diagnostic) {
    if damaged > 0 {
      console.note("What was kept last is damaged; this is what was kept before it.")
    }
    var restoration: Result<Restoration, Diagnostic> = .success(Restoration())
    stoppable { restoration = Result { () throws(Diagnostic) in try timeline.restore(checkpoint) } }
    let found = try restoration.get()
    position =
      checkpoint.step.flatMap { id in session.lab.steps.first { $0.id == id } }
      .map { $0.number + 1 } ?? position
    lastRun = nil
    for (name, reason) in found.lost {
      console.note("`\(visible(name))` could not be kept: \(visible(reason))")
    }
    if !found.changed.isEmpty {
      console.note("Changed since they ran: \(found.changed.map(visible).joined(separator: ", "))")
    }
    noteStale()
    announce()
  }

  /// Begins to keep what the session holds now.
  func keep() {
    guard let kept, !timeline.isFresh else { return }
    kept.write(timeline.checkpoint(), .automatic)
    // A small state is there before anyone can pull the plug.
    kept.finish(seconds: 0.5)
    noteKeeping()
  }

  /// Says, once, that the state could not be kept; returns whether that was so.
  @discardableResult
  func noteKeeping() -> Bool {
    guard let failure = kept?.takeFailure(), !toldOfKeeping else { return toldOfKeeping }
    toldOfKeeping = true
    console.note("The state of this session is not kept: \(visible(failure))")
    return true
  }

  /// Whether the steps can run: those of an earlier session have no state before them to start from,
  /// unless all before them run again, too.
  func canRun(_ wanted: [Step]) -> Bool {
    guard let old = wanted.first(where: timeline.isFromEarlier) else { return true }
    let earlier = session.lab.steps.filter {
      $0.number < old.number && timeline.isFromEarlier($0)
    }
    guard earlier.allSatisfy({ step in wanted.contains { $0.id == step.id } }) else {
      let last = wanted.last ?? old
      fail(
        Diagnostic(
          .usage, "step \(old.number) ran in an earlier session, and the state before it is gone",
          hint: "`:run ..\(last.number)` runs \(wanted.count > 1 ? "these" : "it") with all steps "
            + "before"))
      return false
    }
    timeline.startOver(keepsTyped: true)
    return true
  }
}
