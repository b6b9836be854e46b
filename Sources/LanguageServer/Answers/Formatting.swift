import Builtins
import Language

/// The lab as `lab fmt` lays it out.
enum FormattingAnswer {
  static func answer(_ document: OpenDocument, _ parameters: JSON) throws(Declined) -> JSON {
    let after: [UInt8]
    do {
      after = Array(try LabFormatter.formatted(document.source).utf8)
    } catch {
      let line = error.span.map { " in line \($0.lines.lowerBound)" } ?? ""
      throw Declined(.failed, "the lab cannot be laid out: \(error.message)\(line)")
    }
    let before = document.source.bytes
    guard after != before else { return .list([]) }
    // Only the lines that change, so that a cursor elsewhere stays where it is.
    let first = commonLines(before, after)
    let rest = (before[first...], after[first...])
    var tail = 0
    while tail < min(rest.0.count, rest.1.count),
      before[before.count - 1 - tail] == after[after.count - 1 - tail]
    {
      tail += 1
    }
    // Whole lines again.
    while tail > 0, before[before.count - tail - 1] != UInt8(ascii: "\n") { tail -= 1 }
    let text = String(decoding: after[first..<after.count - tail], as: UTF8.self)
    return .list([
      .object([
        ("range", document.lines.range(first..<before.count - tail)), ("newText", .string(text)),
      ])
    ])
  }

  /// The bytes of the lines that both begin with.
  private static func commonLines(_ one: [UInt8], _ other: [UInt8]) -> Int {
    var place = 0
    var start = 0
    while place < min(one.count, other.count), one[place] == other[place] {
      place += 1
      if one[place - 1] == UInt8(ascii: "\n") { start = place }
    }
    return start
  }
}
