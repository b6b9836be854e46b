import Language
import Platform
import Text

/// The output that a lab is known to have: what it prints and records, in a file that people can read
/// and give tolerances.
package struct Golden {
  /// How goldens are compared.
  package struct Rules: Sendable {
    /// The folder that holds them.
    package let folder: String
    /// Whether they are written anew.
    package let updates: Bool
    let tolerance: GoldenLine.Tolerance

    /// Those of `folder`; numbers may be apart by the relative or the absolute tolerance.
    package init(folder: String, updates: Bool, relative: Double, absolute: Double) {
      (self.folder, self.updates) = (folder, updates)
      tolerance = GoldenLine.Tolerance(relative: relative, absolute: absolute)
    }
  }

  private static let largest = 64 << 20
  private let path: String
  private let rules: Rules
  /// The golden that this run would have.
  private let lines: [String]

  /// The golden of a result, of which `trace` is kept.
  package init(_ result: LabResult, _ trace: RunTrace, _ rules: Rules) {
    self.rules = rules
    path = "\(rules.folder)/\(LabFile.name(result.path)).golden"
    lines = Self.lines(result, trace)
  }

  /// What is wrong; nil if the run is as it was. Writes the golden anew where the rules say so, which
  /// is also a complaint, so that nothing passes that nobody has looked at.
  package func complaint() -> LabResult.Complaint? {
    do {
      let old = try text()
      if rules.updates {
        try write(over: old)
        let what = old == nil ? "is new" : "was written anew"
        return complaint(
          "the golden \(path) \(what): look at it, and test again without --update-golden")
      }
      guard let old else {
        return complaint("there is no golden \(path): --update-golden writes it")
      }
      return difference(from: old)
    } catch {
      return complaint(error.message)
    }
  }

  private func complaint(_ message: String) -> LabResult.Complaint {
    LabResult.Complaint(kind: .golden, message: message)
  }

  private func text() throws(FileError) -> [String]? {
    do {
      let bytes = try RegularFile.bytes(of: path, atMost: Self.largest)
      var lines = String(decoding: bytes, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      if lines.last == "" { lines.removeLast() }
      return lines
    } catch  where error.kind == .missing {
      return nil
    }
  }

  private func write(over old: [String]?) throws(FileError) {
    // A line that is the same but for numbers keeps the tolerances that its author gave it.
    var known: [String: [GoldenLine]] = [:]
    for line in (old ?? []).reversed() {
      let line = GoldenLine(line)
      known[line.words.joined(separator: "\u{0}"), default: []].append(line)
    }
    var text = ""
    for line in lines {
      let new = GoldenLine(line)
      let kept = known[new.words.joined(separator: "\u{0}")]?.popLast()
      text += (kept.map(new.keeping) ?? line) + "\n"
    }
    Folder.make(rules.folder)
    try AtomicFile.write(Array(text.utf8), to: path)
  }

  private func difference(from old: [String]) -> LabResult.Complaint? {
    var step = ""
    if old.first != lines.first {
      return complaint(
        "\(path):1: the golden is of another run: `\(old.first ?? "")`, not `\(lines[0])`")
    }
    for (number, line) in lines.enumerated() {
      if line.hasPrefix("step ") { step = line }
      guard number < old.count else {
        return complaint("\(path):\(number + 1): \(step) gives more than it did: `\(line)`")
      }
      if let difference = GoldenLine(old[number]).difference(
        from: GoldenLine(line), rules.tolerance)
      {
        return complaint("\(path):\(number + 1): \(step): \(difference)")
      }
    }
    guard old.count > lines.count else { return nil }
    return complaint("\(path):\(lines.count + 1): the lab gives no `\(old[lines.count])` any more")
  }

  private static func lines(_ result: LabResult, _ trace: RunTrace) -> [String] {
    let options = result.session?.options
    let data = result.session?.dataSets ?? []
    var head = "golden of \(LabFile.name(result.path)), profile \(options?.profile ?? "default")"
    if !data.isEmpty { head += ", data \(data.joined(separator: " "))" }
    head += ", seed \(options?.seed ?? 0)"
    var lines = [head]
    for part in trace.parts where !part.text.isEmpty || !part.series.isEmpty {
      lines.append("step \(part.step) \(part.title)")
      var printed = part.text.split(separator: "\n", omittingEmptySubsequences: false)
      if printed.last == "" { printed.removeLast() }
      lines += printed.map { "| \($0)" }
      for series in part.series {
        lines.append("series \(series.name)" + (series.label.map { " of \($0)" } ?? ""))
        lines += series.points.map {
          "  \(Digits.general($0.x, 9)) \(Digits.general($0.y, 7))"
        }
      }
    }
    return lines.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
  }
}
