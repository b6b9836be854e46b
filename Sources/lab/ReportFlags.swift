import ArgumentParser
import Language
import Running

/// Flags about reports for programs.
struct ReportFlags: ParsableArguments {
  @Option(help: "Write the results to this file as JSON.")
  var json: String?
  @Option(help: "Write the results to this file as JUnit's XML.")
  var junit: String?

  private var paths: [String] { [json, junit].compactMap(\.self) }

  /// Makes sure before anything runs that the reports can be written; those of an earlier run go, so
  /// that a run that is killed leaves no good news.
  func prepare(besides labs: [String]) throws {
    for path in paths { try ReportFile.prepare(path, besides: labs) }
    if let json, let junit, ReportFile.areSame(json, junit) {
      throw Diagnostic(.usage, "--json and --junit name the same file, \(json)")
    }
  }

  /// Writes the reports; one that cannot be written spoils no other.
  func write(_ results: [LabResult], mustCheck: Bool) throws {
    var failure: Diagnostic?
    func keep(_ text: String, _ path: String?) {
      guard let path else { return }
      do { try ReportFile.write(text, to: path) } catch { failure = failure ?? error }
    }
    keep(JSONReport.text(of: results, mustCheck: mustCheck), json)
    keep(JUnitReport.text(of: results, mustCheck: mustCheck), junit)
    if let failure { throw failure }
  }
}
