import Builtins
import Interpreter
import Language
import Platform
import Session
import Text

/// Runs labs from top to bottom, and reports to an observer.
package struct Runner {
  /// How much of a lab is run, and for how long.
  package struct Bounds: Sendable {
    /// Seconds for a whole lab.
    package var seconds: Double?
    /// Seconds for one step.
    package var stepSeconds: Double?
    /// Which steps.
    package var part: LabPart

    /// The bounds of a headless run, which always has a limit.
    package init(
      seconds: Double? = 3600, stepSeconds: Double? = nil, part: LabPart = LabPart()
    ) {
      self.seconds = seconds
      self.stepSeconds = stepSeconds
      self.part = part
    }
  }

  private let supervisor: Supervisor
  private let bounds: Bounds
  private let table: BuiltinTable

  /// A runner that `supervisor` stops, of scripts that call what is in `table`.
  package init(
    _ supervisor: Supervisor, _ bounds: Bounds = Bounds(), table: BuiltinTable = .program
  ) {
    self.supervisor = supervisor
    self.bounds = bounds
    self.table = table
  }

  /// Runs the lab in the file at `path`; `options` returns the options once the lab is known. The run
  /// ends behind the head of the lab if `isKnown`, which gets the session then.
  package func run(
    _ path: String, _ observer: any RunObserver, isKnown: (Session) -> Bool = { _ in false },
    options: (Lab) -> SessionOptions
  ) -> LabResult {
    let lab: Lab
    do {
      lab = try LabFile.load(path)
    } catch {
      return refused(path, nil, error, observer)
    }
    do {
      let wanted = try bounds.part.steps(of: lab)
      var options = options(lab)
      options.folder = options.folder ?? Folder.containing(path)
      let earlier =
        bounds.part.skips ? Session.steps(neededBy: wanted, in: lab, options) : []
      // What comes before the first step always runs, and says which data is used.
      let hidden = earlier.subtracting([0])
      let observer = hidden.isEmpty ? observer : PreparingSteps(hidden, observer)
      let steps = wanted.union(earlier)
      let driver = try StepDriver(lab, options, observer, supervisor, bounds, table: table)
      observer.begin(lab, options)
      supervisor.enter(.running)
      for step in lab.steps where steps.contains(step.number) {
        guard supervisor.interrupt.reason == nil else { break }
        let outcome = driver.run(step) { driver.session.run(step: step.number) }
        if outcome.failure != nil || step.number == 0 && isKnown(driver.session) { break }
      }
      let result = driver.result(path, of: steps)
      if driver.isAbandoned { supervisor.renewInterrupt() }
      observer.end(result)
      return result
    } catch {
      return refused(path, lab, error, observer)
    }
  }

  private func refused(
    _ path: String, _ lab: Lab?, _ failure: Diagnostic, _ observer: any RunObserver
  ) -> LabResult {
    let result = LabResult(
      path: path, lab: lab, failure: failure, steps: [], session: nil, stopped: nil,
      limit: nil, brokenVariations: 0)
    observer.end(result)
    return result
  }
}

extension Lab {
  /// The step with that number or id. Throws `.usage` and suggests the nearest id.
  package func step(called name: String) throws(Diagnostic) -> Step {
    if let step = steps.first(where: { $0.id == name || String($0.number) == name }) {
      return step
    }
    let near = nearest(name, among: steps.map(\.id))
    throw Diagnostic(
      .usage, "there is no step \(visible(name))",
      hint: near.map { "did you mean \($0)?" }
        ?? "steps are numbered 0 to \(steps.last?.number ?? 0)")
  }
}
