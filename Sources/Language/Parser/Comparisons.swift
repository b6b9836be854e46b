extension Parser {
  /// `compare base, row1 { table params, test_acc; plot test_acc }`.
  mutating func comparisonOfVariations() throws(Diagnostic) -> Comparison {
    try advance()
    var comparison = Comparison(try commaSeparated("the name of a variation"))
    var below = 0
    try braces(after: "compare …") { parser throws(Diagnostic) in
      try parser.entry(of: &comparison)
      below = max(below, parser.height)
    }
    height = below
    return comparison
  }

  private mutating func entry(of comparison: inout Comparison) throws(Diagnostic) {
    if isWord("table") {
      try advance()
      comparison.table += try commaSeparated("the name of a report")
    } else if isWord("plot") {
      try advance()
      let (names, options) = try namesAndOptions("the name of a recorded series")
      var look = CurveLook()
      for option in options where !look.set(option.name, to: option.value) {
        throw Diagnostic(
          .syntax, "`plot` does not take this `\(option.name)`",
          at: option.value.span, hint: CurveLook.hint)
      }
      comparison.plot += names.map { ($0.name, $0.span, look) }
    } else if isWord("bar") {
      try advance()
      let (names, options) = try namesAndOptions("the name of a report")
      var isLog = false
      for option in options {
        guard option.name == "scale", case .string(let word) = option.value.kind,
          ["linear", "log"].contains(word)
        else {
          throw Diagnostic(
            .syntax, "`bar` does not take this `\(option.name)`", at: option.value.span,
            hint: "scale is \"linear\" or \"log\"")
        }
        isLog = word == "log"
      }
      comparison.bars += names.map { ($0.name, $0.span, isLog) }
    } else if isWord("seeds") {
      try advance()
      guard case .int(let count) = token.kind, (1...UInt64(Comparison.mostSeeds)).contains(count)
      else { throw unexpected("a number of seeds, at most \(Comparison.mostSeeds)") }
      comparison.seeds = Int(count)
      try advance()
    } else if isWord("show") {
      comparison.shows.append(try shown())
    } else {
      throw unexpected("`table`, `plot`, `bar`, `seeds` or `show`")
    }
  }

  /// `loss, acc, yscale = "log"`.
  private mutating func namesAndOptions(
    _ what: String
  ) throws(Diagnostic) -> (
    names: [(name: String, span: Span)], options: [(name: String, value: Expression)]
  ) {
    var names: [(name: String, span: Span)] = []
    var options: [(name: String, value: Expression)] = []
    repeat {
      token.isFirstOnLine = false
      let name = try name(what)
      if isSign(.assign), !isAtNewline {
        try advance()
        options.append((name.name, try expression()))
      } else {
        names.append(name)
      }
    } while try acceptComma()
    return (names, options)
  }
}
