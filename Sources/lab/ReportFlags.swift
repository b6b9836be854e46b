import ArgumentParser
import Language
import Platform
import Running
import Text

/// Flags about reports for programs.
struct ReportFlags: ParsableArguments {
  @Option(help: "Write the results to this file as JSON.", completion: .file())
  var json: String?
  @Option(help: "Write the results to this file as JUnit XML.", completion: .file())
  var junit: String?

  /// The reports of the runs called `names`, checked to be writable before anything runs.
  ///
  /// Those of an earlier run are removed, so that a killed run leaves nothing that looks like
  /// success.
  func begin(_ names: [RunName], mustCheck: Bool) throws -> RunReports {
    for path in [json, junit].compactMap(\.self) {
      try ReportFile.prepare(path, besides: names.map(\.path))
    }
    if let json, let junit, ReportFile.areSame(json, junit) {
      throw Diagnostic(.usage, "--json and --junit name the same file, \(json)")
    }
    return RunReports(names, json: json, junit: junit, mustCheck: mustCheck)
  }
}

extension Supervisor {
  /// Makes the reports mention a lab that does not stop after its time limit.
  func report(stuckLabsTo reports: RunReports) {
    whenStuck {
      let reason = "it did not stop within \(Int(2 * Supervisor.grace)) s of its time limit"
      let path = reports.giveUp(reason)
      StandardStreams.standard().errors.write(
        "error: \(visible(path)): \(reason); the run ends here\n")
    }
  }
}
