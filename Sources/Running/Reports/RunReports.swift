import Language
import Platform
import Synchronization

/// The reports of a run over labs, rewritten on disk as each lab ends.
///
/// A run that is killed thus leaves what it did, and says which labs it did not reach. The signal
/// thread reports a lab that does not stop while the main thread is stuck in it; what they share is
/// behind the lock.
package final class RunReports: @unchecked Sendable {
  private let labs: [String]
  private let json: String?
  private let junit: String?
  private let mustCheck: Bool
  private let lock = Mutex(())
  private var ended: [LabResult] = []
  private var failure: Diagnostic?

  /// Reports on `labs` to the files at `json` and `junit`, if given.
  package init(_ labs: [String], json: String?, junit: String?, mustCheck: Bool) {
    (self.labs, self.json, self.junit, self.mustCheck) = (labs, json, junit, mustCheck)
  }

  /// The results of the labs that have ended.
  package var results: [LabResult] { lock.withLock { _ in ended } }

  /// Adds the result of the next lab.
  package func add(_ result: LabResult) {
    lock.withLock { _ in
      ended.append(result)
      write(isOver: false)
    }
  }

  /// Gives up on a lab that does not stop, as timed out, and ends the run. Returns its path.
  package func giveUp(_ reason: String) -> String {
    lock.withLock { _ in
      let path = labs.indices.contains(ended.count) ? labs[ended.count] : ""
      ended.append(.stuck(path, Diagnostic(.limit, reason)))
      write(isOver: true)
      return path
    }
  }

  /// Writes the final reports. Throws the first failure to write.
  package func finish() throws(Diagnostic) {
    let failure = lock.withLock { _ in
      write(isOver: true)
      return self.failure
    }
    if let failure { throw failure }
  }

  /// One that cannot be written does not affect the others.
  private func write(isOver: Bool) {
    let rest = Array(labs.dropFirst(ended.count))
    let scope = ReportScope(notReached: rest, isOver: isOver, mustCheck: mustCheck)
    if let json, isOver || AtomicFile.replaces(json) {
      write(JSONReport.text(of: ended, scope), to: json)
    }
    if let junit, isOver || AtomicFile.replaces(junit) {
      write(JUnitReport.text(of: ended, scope), to: junit)
    }
  }

  private func write(_ text: String, to path: String) {
    do throws(Diagnostic) {
      try ReportFile.write(text, to: path)
    } catch {
      failure = failure ?? error
    }
  }
}

/// What a report says besides results.
struct ReportScope: Sendable {
  /// Labs that were not run, or not yet.
  var notReached: [String] = []
  /// Whether the run is over; until then, what is not reached counts as an error.
  var isOver = true
  /// Whether a lab in which nothing was checked has failed.
  var mustCheck = false
}
