/// A lab's result as reports and summaries have it, whichever process ran the lab.
package struct LabReport: Sendable {
  /// The lab's path.
  package let path: String
  /// How it ended.
  package let exit: ExitCode
  /// The claims that held, failed, and were not judged.
  package let claims: (held: Int, failed: Int, notChecked: Int)
  /// The steps that ran, each with its wall-clock seconds.
  package let steps: [(name: String, seconds: Double)]
  /// Its part of the report as JSON.
  package let json: String
  /// Its part of the report as JUnit's XML.
  package let junit: String

  init(
    path: String, exit: ExitCode, claims: (held: Int, failed: Int, notChecked: Int),
    steps: [(name: String, seconds: Double)], json: String, junit: String
  ) {
    (self.path, self.exit, self.claims, self.steps) = (path, exit, claims, steps)
    (self.json, self.junit) = (json, junit)
  }

  /// The report of a result; `mustCheck` requires at least one claim that was judged.
  package init(_ result: LabResult, mustCheck: Bool) {
    self.init(
      path: result.path, exit: result.exitCode(mustCheck: mustCheck), claims: result.claims,
      steps: result.steps.compactMap { step in
        step.outcome.map { ("\(step.step.number) \(step.step.title)", $0.seconds) }
      },
      json: JSONReport.lab(result, mustCheck).text, junit: JUnitReport.suite(result, mustCheck))
  }
}
