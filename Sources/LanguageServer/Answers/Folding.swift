import Builtins
import Language

/// What can be folded: the head, steps, fences, and blocks of code.
enum FoldingAnswer {
  static func answer(_ document: OpenDocument, _ parameters: JSON) throws(Declined) -> JSON {
    var ends: [Int: Int] = [:]
    func fold(_ first: Int, _ last: Int) {
      // One fold a line: the longest.
      if last > first { ends[first] = max(ends[first] ?? last, last) }
    }
    let source = document.source
    let steps = document.reading.lab.steps.filter { $0.number > 0 }
    for (index, step) in steps.enumerated() {
      let isLast = index + 1 == steps.count
      var last =
        isLast ? source.lineStarts.count : source.location(of: steps[index + 1].span.start).line - 1
      while last > 1, source.line(last).allSatisfy(\.isWhitespace) { last -= 1 }
      fold(source.location(of: step.span.start).line, last)
    }
    for code in document.reading.code { fold(code.lowerBound - 1, code.upperBound + 1) }
    if source.line(1) == "---", source.lineStarts.count > 1,
      let last = (2...source.lineStarts.count).first(where: { source.line($0) == "---" })
    {
      fold(1, last)
    }
    for step in document.reading.lab.steps {
      step.code.forEachStatement { statement in
        fold(statement.span.lines.lowerBound, statement.span.lines.upperBound)
      }
    }
    return .list(
      ends.sorted { $0.key < $1.key }.map { first, last in
        .object([("startLine", .int(first - 1)), ("endLine", .int(last - 1))])
      })
  }
}
