import Builtins
import Language
import Platform
import Session

/// What one process tells another about its run of a lab, and what the cache keeps of a run.
///
/// It is one JSON text, written whole or not at all, so that a process that was killed leaves none.
package struct LabRecord {
  private static let largest = 1 << 30
  /// The lab's part of reports and summaries.
  package let report: LabReport
  /// What it reported and recorded, as one row; nil where nothing is to be compared.
  package let results: ComparisonResult?

  /// The record of a run.
  package init(_ report: LabReport, _ results: ComparisonResult? = nil) {
    (self.report, self.results) = (report, results)
  }

  /// Writes it below `place`. Throws where that fails.
  package func write(to place: String) throws(Diagnostic) {
    try ReportFile.write(json.text, to: place + ".record")
  }

  /// The record below `place` of a lab; nil where there is no whole one.
  package static func read(_ place: String, of name: RunName) -> LabRecord? {
    guard let bytes = try? RegularFile.bytes(of: place + ".record", atMost: largest) else {
      return nil
    }
    return JSON(reading: bytes).flatMap { LabRecord($0, of: name) }
  }

  /// As JSON.
  package var json: JSON {
    let claims = [report.claims.held, report.claims.failed, report.claims.notChecked]
    var fields: [(String, JSON)] = [
      ("exit", .int(Int(report.exit.rawValue))), ("claims", .list(claims.map { .int($0) })),
      ("steps", .list(report.steps.map { .list([.string($0.name), .number($0.seconds)]) })),
      ("json", .string(report.json)), ("junit", .string(report.junit)),
    ]
    if let results { fields.append(("results", ComparisonTable.json([results]))) }
    return .object(fields)
  }

  /// The one of which this is the JSON; nil if it is not complete.
  package init?(_ json: JSON, of name: RunName) {
    guard let code = json["exit"]?.int, let exit = Int32(exactly: code).flatMap(ExitCode.init),
      let claims = json["claims"]?.elements?.compactMap(\.int), claims.count == 3,
      let saved = json["steps"]?.elements, let text = json["json"]?.string,
      let junit = json["junit"]?.string
    else { return nil }
    let steps = saved.compactMap { step -> (name: String, seconds: Double)? in
      guard let parts = step.elements, parts.count == 2, let name = parts[0].string,
        let seconds = parts[1].double
      else { return nil }
      return (name, seconds)
    }
    guard steps.count == saved.count else { return nil }
    report = LabReport(
      name: name, exit: exit, claims: (claims[0], claims[1], claims[2]), steps: steps, json: text,
      junit: junit)
    results = json["results"].flatMap { ComparisonTable.comparisons($0).first }
  }
}
