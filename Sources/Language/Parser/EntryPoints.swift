extension Parser {
  /// Parses a `.lab` file; throws its first mistake.
  package static func parseLab(_ source: SourceFile) throws(Diagnostic) -> Lab {
    let reading = LabReader.read(source)
    if let first = reading.diagnostics.first { throw first }
    return reading.lab
  }

  /// The mistakes of a `.lab` file in order, at most 20; empty exactly when `parseLab` succeeds.
  ///
  /// They are the first of each fence, and those of the headings and fences themselves.
  package static func mistakes(in source: SourceFile) -> [Diagnostic] {
    LabReader.read(source).diagnostics
  }

  /// Parses what was typed at the prompt: statements.
  package static func parseSnippet(_ source: SourceFile) throws(Diagnostic) -> Block {
    try source.checkText()
    var parser = try Parser(source, from: 0, to: source.bytes.count)
    return try parser.statements()
  }

  /// Whether what was typed at the prompt is unfinished, so that it should ask for another line.
  ///
  /// It is if a bracket or triple-quoted string is open, or an operator lacks its operand.
  package static func isIncomplete(_ source: SourceFile) -> Bool {
    guard (try? source.checkText()) != nil else { return false }
    var parser = Parser(unread: source, from: 0, to: source.bytes.count)
    do throws(Diagnostic) {
      try parser.advance()
      _ = try parser.statements()
      return false
    } catch {
      return parser.ranOut || parser.lexer.ranOut
    }
  }
}
