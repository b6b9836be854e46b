import Language
import Running
import Text

extension Supervisor {
  /// Writes what another process waits for if a run does not stop at its time limit, and says so.
  func recordWhenStuck(
    _ name: RunName, mustCheck: Bool, in record: String, _ output: StandardStreams
  ) {
    whenStuck {
      let reason = "it did not stop within \(Int(2 * Supervisor.grace)) s of its time limit"
      var result = LabResult.stuck(name.path, Diagnostic(.limit, reason))
      result.choice = name.choice
      try? LabRecord(LabReport(result, mustCheck: mustCheck)).write(to: record)
      output.errors.write("error: \(visible(name.text)): \(reason)\n")
    }
  }
}
