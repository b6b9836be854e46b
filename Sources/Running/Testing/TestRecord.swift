import Language
import Platform

/// The report of a lab in files, by which one process hands it to another.
///
/// The file `NUMBER.record` comes last and ends in a mark, so that a process that was killed leaves
/// none.
package enum TestRecord {
  private static let mark = "whole"
  private static let largest = 1 << 30

  /// Writes a report below `place`. Throws where that fails.
  package static func write(_ report: LabReport, to place: String) throws(Diagnostic) {
    try ReportFile.write(report.json, to: place + ".json")
    try ReportFile.write(report.junit, to: place + ".junit")
    let claims = [report.claims.held, report.claims.failed, report.claims.notChecked]
    var lines = [String(report.exit.rawValue), claims.map(String.init).joined(separator: " ")]
    for step in report.steps {
      let name = step.name.split(whereSeparator: \.isNewline).joined(separator: " ")
      lines.append("\(step.seconds) \(name)")
    }
    lines.append(mark)
    try ReportFile.write(lines.joined(separator: "\n"), to: place + ".record")
  }

  /// The report below `place` of the lab at `path`; nil where there is no whole one.
  package static func read(_ place: String, of path: String) -> LabReport? {
    guard let record = text(place + ".record"), let json = text(place + ".json"),
      let junit = text(place + ".junit")
    else { return nil }
    let lines = record.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count >= 3, lines.last == mark, let code = Int32(lines[0]),
      let exit = ExitCode(rawValue: code)
    else { return nil }
    let claims = lines[1].split(separator: " ").compactMap { Int($0) }
    guard claims.count == 3 else { return nil }
    let steps = lines[2..<lines.count - 1].map { line -> (name: String, seconds: Double) in
      let parts = line.split(separator: " ", maxSplits: 1)
      return (parts.count > 1 ? String(parts[1]) : "", parts.first.flatMap { Double($0) } ?? 0)
    }
    return LabReport(
      path: path, exit: exit, claims: (claims[0], claims[1], claims[2]), steps: steps, json: json,
      junit: junit)
  }

  private static func text(_ path: String) -> String? {
    (try? RegularFile.bytes(of: path, atMost: largest)).map { String(decoding: $0, as: UTF8.self) }
  }
}
