/// A lab's result as reports and summaries have it, whichever process ran the lab.
package struct LabReport: Sendable {
  /// The lab, and which of its runs this is.
  package let name: RunName
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
    name: RunName, exit: ExitCode, claims: (held: Int, failed: Int, notChecked: Int),
    steps: [(name: String, seconds: Double)], json: String, junit: String
  ) {
    (self.name, self.exit, self.claims, self.steps) = (name, exit, claims, steps)
    (self.json, self.junit) = (json, junit)
  }

  /// The report of a result; `mustCheck` requires at least one claim that was judged. One that is kept
  /// for later runs says so among its times.
  package init(_ result: LabResult, mustCheck: Bool, isKept: Bool = false) {
    self.init(
      name: result.name, exit: result.exitCode(mustCheck: mustCheck), claims: result.claims,
      steps: result.steps.compactMap { step in
        step.outcome.map { ("\(step.step.number) \(step.step.title)", $0.seconds) }
      },
      json: JSONReport.lab(result, mustCheck, isKept).text,
      junit: JUnitReport.suite(result, mustCheck))
  }
}
