import Builtins
import Language
import Platform
import Session

/// What GitHub shows beside the line of a commit: a command to its runner, in a line of the log.
package enum Annotation {
  /// Whether GitHub runs this.
  package static var isWanted: Bool { Environment.variable("GITHUB_ACTIONS") == "true" }

  /// The annotation of a mistake; `path` is the lab's, for one without a place.
  package static func line(of mistake: Diagnostic, in path: String) -> String {
    let text = [mistake.message, mistake.hint].compactMap(\.self).joined(separator: "\n")
    return line(mistake.span, path, mistake.code.map { "lab: \($0)" } ?? "lab", text)
  }

  /// The annotations of all that failed in a lab.
  package static func lines(of result: LabResult) -> [String] {
    var lines: [String] = []
    for step in result.steps {
      for claim in step.outcome?.expectations ?? [] where claim.status == .failed {
        let parts = [claim.text, claim.values, claim.message, claim.variation]
        let text = parts.compactMap(\.self).joined(separator: "\n")
        lines.append(line(claim.span, result.path, "lab: a claim failed", text))
      }
      if let failure = step.outcome?.failure { lines.append(line(of: failure, in: result.path)) }
    }
    if let failure = result.failure { lines.append(line(of: failure, in: result.path)) }
    for complaint in result.complaints {
      lines.append(line(nil, result.path, "lab: \(complaint.kind.rawValue)", complaint.message))
    }
    if lines.isEmpty, result.exitCode(mustCheck: true) == .nothing, let reason = result.emptiness {
      lines.append(line(nil, result.path, "lab", reason))
    }
    return lines
  }

  private static func line(_ span: Span?, _ path: String, _ title: String, _ text: String) -> String
  {
    var place = [("file", span?.file.name ?? path)]
    if let span {
      let (line, column) = span.file.location(of: span.start)
      place += [("line", String(line)), ("col", String(column))]
    }
    place.append(("title", title))
    let properties = place.map { "\($0.0)=\(escaped($0.1, isProperty: true))" }
    return "::error " + properties.joined(separator: ",") + "::" + escaped(text, isProperty: false)
  }

  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar.value < 0x20 ? "\u{FFFD}" : scalar)
      }
    }
    return result
  }
}
