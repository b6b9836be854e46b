import Glibc
import Language
import Platform
import Session

/// Runs a lab again as its author saves it: from the first step that has changed, and what depends on
/// it. What was trained before stays trained.
package struct Watcher {
  /// Microseconds between two looks at the file.
  private static let interval: UInt32 = 50_000
  private let path: String
  private let options: SessionOptions
  private let console: Console
  private let supervisor: Supervisor

  /// A watcher of the lab at `path`.
  package init(
    _ path: String, _ options: SessionOptions, _ console: Console, _ supervisor: Supervisor
  ) {
    (self.path, self.options, self.console) = (path, options, console)
    self.supervisor = supervisor
  }

  /// Watches until Ctrl-C.
  package func run() throws -> ExitCode {
    var options = options
    options.folder = options.folder ?? Folder.containing(path)
    supervisor.enter(.running)
    var stamp: FileStamp?
    var running: (timeline: Timeline, driver: StepDriver)?
    while supervisor.interrupt.reason == nil {
      // An editor that puts a new file in the place of the old one leaves a moment without any.
      guard let now = FileStamp(of: path), now != stamp else {
        if stamp == nil, running == nil { _ = try LabFile.source(path) }
        usleep(Self.interval)
        continue
      }
      stamp = now
      do {
        let lab = try LabFile.load(path)
        if let running {
          try running.timeline.replace(lab)
        } else {
          let driver = try StepDriver(
            lab, options, console, supervisor, Runner.Bounds(seconds: nil))
          console.begin(lab, options)
          running = (Timeline(driver.session), driver)
        }
      } catch {
        console.report(error)
        continue
      }
      if let running { renew(running.timeline, running.driver) { FileStamp(of: path) != stamp } }
      console.note("watching \(path); Ctrl-C ends")
    }
    return .interrupted
  }

  /// Runs what has not run or is stale, until something fails or the file has changed again.
  private func renew(_ timeline: Timeline, _ driver: StepDriver, hasChanged: () -> Bool) {
    for step in timeline.session.lab.steps where !step.statements.isEmpty {
      guard supervisor.interrupt.reason == nil, !hasChanged() else { return }
      guard timeline.status(of: step) != .passed else { continue }
      let outcome = driver.run(step) { timeline.run(step) }
      if outcome.failure != nil { return }
    }
  }
}
