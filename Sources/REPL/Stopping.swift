import Language
import Running
import Session

/// What Ctrl-C can stop.
extension Prompt {
  var wasStopped: Bool { supervisor.interrupt.reason != nil }

  /// Runs code that Ctrl-C can stop, and shows how it ended; `step` is the one it belongs to.
  func guarded(
    _ step: Step? = nil, goesOn: Bool = false, discardsTyped: Bool = false,
    _ body: () -> Session.Outcome
  ) -> Session.Outcome {
    if let step { kept?.note(running: step.id) }
    defer {
      if step != nil { kept?.note(running: nil) }
      checkFiles()
    }
    return stoppable(discardsTyped: discardsTyped) { driver.run(step, goesOn: goesOn, as: body) }
  }

  /// Does something that Ctrl-C can stop.
  ///
  /// What is typed meanwhile is discarded if it takes long enough for someone to type blindly, or
  /// if that is wanted anyway.
  func stoppable<Result>(discardsTyped: Bool = false, _ body: () -> Result) -> Result {
    supervisor.interrupt.clear()
    supervisor.enter(isInteractive ? .stepping : .running)
    let keyboard = isInteractive ? Keyboard(supervisor) : nil
    let start = ContinuousClock.now
    let result = body()
    let isLong = ContinuousClock.now - start > .milliseconds(200)
    keyboard?.comeBack(discardsTyped: discardsTyped || isLong)
    supervisor.enter(.prompting)
    if !isInteractive, wasStopped {
      codes.append(supervisor.interrupt.reason == .timeout ? .timedOut : .interrupted)
      isOver = true
    }
    return result
  }

  /// Where it was: ` in line 7`.
  static func line(_ failure: Diagnostic) -> String {
    guard let span = failure.span else { return "" }
    return " in line \(span.file.location(of: span.start).line)"
  }
}
