import Language
import Platform
import Synchronization

/// The reports of a run over labs, rewritten on disk as each lab ends.
///
/// A run that is killed thus leaves what it did, and says which labs it did not reach. The signal
/// thread reports a lab that does not stop while the main thread is stuck in it; what they share is
/// behind the lock.
package final class RunReports: @unchecked Sendable {
  private let names: [RunName]
  private let json: String?
  private let junit: String?
  private let mustCheck: Bool
  private let lock = Mutex(())
  private var ended: [LabReport?]
  private var failure: Diagnostic?

  /// Reports on the runs called `names` to the files at `json` and `junit`, if given.
  package init(_ names: [RunName], json: String?, junit: String?, mustCheck: Bool) {
    (self.names, self.json, self.junit, self.mustCheck) = (names, json, junit, mustCheck)
    ended = names.map { _ in nil }
  }

  /// The reports of the labs that have ended.
  package var reports: [LabReport] { lock.withLock { _ in ended.compactMap(\.self) } }

  /// Adds the result of the next lab.
  package func add(_ result: LabResult) {
    lock.withLock { _ in add(LabReport(result, mustCheck: mustCheck)) }
  }

  /// Adds the report of the lab with that number.
  package func add(_ report: LabReport, of number: Int) {
    lock.withLock { _ in
      ended[number] = report
      write(isOver: false)
    }
  }

  /// Gives up on a lab that does not stop, as timed out, and ends the run. Returns its path.
  package func giveUp(_ reason: String) -> String {
    lock.withLock { _ in
      let path = ended.firstIndex { $0 == nil }.map { names[$0].path } ?? ""
      add(LabReport(.stuck(path, Diagnostic(.limit, reason)), mustCheck: mustCheck), isOver: true)
      return path
    }
  }

  private func add(_ report: LabReport, isOver: Bool = false) {
    guard let next = ended.firstIndex(where: { $0 == nil }) else { return }
    ended[next] = report
    write(isOver: isOver)
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
    let scope = ReportScope(isOver: isOver)
    if let json, isOver || AtomicFile.replaces(json) {
      write(JSONReport.text(of: ended, names, scope), to: json)
    }
    if let junit, isOver || AtomicFile.replaces(junit) {
      write(JUnitReport.text(of: ended, names, scope), to: junit)
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
  /// Whether the run is over; until then, what is not reached counts as an error.
  var isOver = true
}
