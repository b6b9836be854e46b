import Text

/// Cuts a `.lab` file into front matter, steps, prose and fences, and parses each fence once.
///
/// A mistake is noted and reading goes on after it, so that one run reports several.
struct LabReader {
  static let maximumMistakes = 20

  let source: SourceFile
  /// The line to read next, from 0.
  var line = 0
  var diagnostics: [Diagnostic] = []

  private var title: String?
  private var steps: [Step] = []
  private var heading: Heading
  private var headingSpan: Span
  private var sections: [Section] = []
  private var prose = ProseBuffer()
  private var ids: Set<String> = []
  /// The exercises so far, and the steps that they belong to.
  private var exercises: [String: Int] = [:]
  /// The exercises that have a solution.
  private var solved: Set<String> = []
  /// The code of all fences in order.
  private var fences: [(range: Range<Int>, block: Block)] = []

  /// The lines of code in fences, from 1, in order.
  private var codeLines: [ClosedRange<Int>] = []

  /// The lab, as far as it could be read, its mistakes, and the lines of its code.
  static func read(
    _ source: SourceFile
  ) -> (lab: Lab, diagnostics: [Diagnostic], codeLines: [ClosedRange<Int>]) {
    var reader = LabReader(source)
    let frontMatter = reader.readFile()
    let lab = Lab(
      source: source, frontMatter: frontMatter, title: reader.title ?? reader.fileTitle,
      steps: reader.steps)
    return (lab, reader.diagnostics, reader.codeLines)
  }

  /// What an author keeps of the lab when it is released: whole fences, their marks included.
  var kept: [Range<Int>] = []

  /// The code of the lab's fences, as far as it could be read, and the lab's mistakes.
  static func code(
    _ source: SourceFile
  ) -> (fences: [(range: Range<Int>, block: Block)], diagnostics: [Diagnostic]) {
    var reader = LabReader(source)
    _ = reader.readFile()
    return (reader.fences, reader.diagnostics)
  }

  /// The ranges of the fences that an author keeps. Throws the lab's first mistake.
  static func keptFences(_ source: SourceFile) throws(Diagnostic) -> [Range<Int>] {
    var reader = LabReader(source)
    _ = reader.readFile()
    if let mistake = reader.diagnostics.first { throw mistake }
    return reader.kept
  }

  private init(_ source: SourceFile) {
    self.source = source
    heading = Heading(title: "", id: "0")
    headingSpan = Span(source, 0, 0)
  }

  private mutating func readFile() -> FrontMatter {
    var frontMatter = FrontMatter()
    do throws(Diagnostic) {
      try source.checkText()
    } catch {
      // What is not text has no lines worth reading.
      diagnostics.append(error)
      return frontMatter
    }
    note { reader throws(Diagnostic) in frontMatter = try reader.readFrontMatter() }
    while line < source.lineStarts.count, diagnostics.count < LabReader.maximumMistakes {
      note { reader throws(Diagnostic) in try reader.readLine() }
    }
    finishStep()
    return frontMatter
  }

  /// Runs `part`, and notes the mistake that it throws, if any.
  mutating func note(_ part: (inout LabReader) throws(Diagnostic) -> Void) {
    do throws(Diagnostic) {
      try part(&self)
    } catch {
      diagnostics.append(error)
    }
  }

  private var fileTitle: String {
    let name = source.name.split(separator: "/").last.map(String.init) ?? source.name
    return name.hasSuffix(".lab") ? String(name.dropLast(4)) : name
  }

  // MARK: Lines

  /// The bytes of a line without its end.
  func range(ofLine line: Int) -> Range<Int> {
    var start = source.lineStarts[line]
    // The byte order mark with which some editors begin a file.
    if line == 0, source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    var end = source.bytes.count
    if line + 1 < source.lineStarts.count { end = source.lineStarts[line + 1] - 1 }
    if end > start, source.bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<max(start, end)
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: source.bytes[range], as: UTF8.self)
  }

  func span(_ range: Range<Int>) -> Span { Span(source, range.lowerBound, range.upperBound) }

  private mutating func readLine() throws(Diagnostic) {
    let range = range(ofLine: line)
    if let fence = Fence(source, range) {
      try readFence(fence, onLine: range)
    } else if let level = headingLevel(range) {
      line += 1
      try readHeading(level, range)
    } else {
      try readProse(range)
    }
  }

  // MARK: Headings

  /// 1 for `# Title`, 2 for `## Step`.
  private func headingLevel(_ range: Range<Int>) -> Int? {
    let marks = source.bytes[range].prefix { $0 == UInt8(ascii: "#") }.count
    guard marks == 1 || marks == 2 else { return nil }
    if marks == 1, title != nil || !steps.isEmpty || heading.id != "0" { return nil }
    let after = range.lowerBound + marks
    let isHeading =
      after == range.upperBound || source.bytes[after] == UInt8(ascii: " ")
      || source.bytes[after] == UInt8(ascii: "\t")
    return isHeading || marks == 2 ? marks : nil
  }

  private mutating func readHeading(_ level: Int, _ range: Range<Int>) throws(Diagnostic) {
    let body = range.lowerBound + level..<range.upperBound
    if level == 1 {
      let text = trimmed(text(body))
      title = text.isEmpty ? nil : text
      headingSpan = span(range)
      return
    }
    finishStep()
    headingSpan = span(range)
    // Even a malformed heading starts a step.
    heading = Heading(title: trimmed(text(body)), id: "step-\(steps.count)")
    if let first = source.bytes[body].first, first != UInt8(ascii: " "), first != 0x09 {
      throw Diagnostic(
        .syntax, "a space is missing after `##`", at: span(range), hint: "write `## Title`")
    }
    var read = try Heading.read(source, body)
    if read.id.isEmpty { read.id = "step-\(steps.count)" }
    heading = read
    guard ids.insert(read.id).inserted else {
      throw Diagnostic(
        .syntax, "a second step is called `\(read.id)`", at: span(range),
        hint: "give it an id of its own: `## \(read.title) {#\(read.id)-2}`")
    }
  }

  private mutating func finishStep() {
    flushProse()
    steps.append(
      Step(
        number: steps.count, id: heading.id,
        title: steps.isEmpty ? title ?? fileTitle : heading.title,
        isOptional: heading.isOptional, minutes: heading.minutes, sections: sections,
        span: headingSpan))
    sections = []
  }

  // MARK: Prose

  private mutating func flushProse() {
    if let text = prose.take() { sections.append(.prose(text.text, span(text.range))) }
  }

  /// Adds a line of prose, without its comments, which may end lines later.
  private mutating func readProse(_ range: Range<Int>) throws(Diagnostic) {
    var start = range.lowerBound
    var end = range.upperBound
    line += 1
    while let open = source.bytes[start..<end].firstRange(of: Array("<!--".utf8)) {
      prose.append(source.bytes[start..<open.lowerBound], at: start)
      let rest = source.bytes[open.upperBound...]
      guard let close = rest.firstRange(of: Array("-->".utf8)) else {
        line = source.lineStarts.count
        throw Diagnostic(
          .syntax, "this comment is never closed", at: span(open), hint: "end it with `-->`")
      }
      start = close.upperBound
      // The comment may have spanned several lines.
      while line < source.lineStarts.count, source.lineStarts[line] < start { line += 1 }
      end = max(start, self.range(ofLine: line - 1).upperBound)
    }
    prose.append(source.bytes[start..<end], at: start)
    prose.endLine()
  }

  // MARK: Fences

  private mutating func readFence(_ fence: Fence, onLine range: Range<Int>) throws(Diagnostic) {
    let opening = line
    let open = span(range)
    let kind: FenceKind?
    do throws(Diagnostic) {
      kind = try FenceKind(fence, source)
    } catch {
      // Its body is skipped, or code would be read as prose.
      diagnostics.append(error)
      _ = try body(of: fence, at: open, isOurs: true)
      return
    }
    let body: Range<Int>
    do throws(Diagnostic) {
      body = try self.body(of: fence, at: open, isOurs: kind != nil)
      noteCode(kind, opening + 2, line - 1)
    } catch {
      noteCode(kind, opening + 2, line)
      throw error
    }
    guard let kind else {
      for line in opening..<line {
        let range = self.range(ofLine: line)
        prose.append(source.bytes[range], at: range.lowerBound)
        prose.endLine()
      }
      return
    }
    flushProse()
    if kind.isKept {
      let end = line < source.lineStarts.count ? source.lineStarts[line] : source.bytes.count
      kept.append(range.lowerBound..<end)
    }
    sections.append(try section(kind, body, at: open))
  }

  /// Notes the lines of a fence that holds code.
  private mutating func noteCode(_ kind: FenceKind?, _ first: Int, _ last: Int) {
    if let kind, kind.isCode, first <= last { codeLines.append(first...last) }
  }

  /// The bytes between a fence's lines; leaves `line` after the closing one.
  private mutating func body(
    of fence: Fence, at open: Span, isOurs: Bool
  ) throws(Diagnostic) -> Range<Int> {
    line += 1
    let start = line < source.lineStarts.count ? source.lineStarts[line] : source.bytes.count
    while line < source.lineStarts.count {
      let range = range(ofLine: line)
      if let other = Fence(source, range), other.mark == fence.mark {
        if other.info.isEmpty, other.length >= fence.length {
          line += 1
          return start..<max(start, range.lowerBound)
        }
        if isOurs, !other.info.isEmpty {
          throw Diagnostic(
            .syntax, "this fence is not closed before the next one, on line \(line + 1)", at: open,
            hint: "end it with \(fence.marks) on a line of its own")
        }
      }
      line += 1
    }
    throw Diagnostic(
      .syntax, "this fence is never closed", at: open,
      hint: "end it with \(fence.marks) on a line of its own")
  }

  private mutating func section(
    _ kind: FenceKind, _ body: Range<Int>, at open: Span
  ) throws(Diagnostic) -> Section {
    switch kind {
    case .lab(let folded): return .code(try code(body), folded: folded)
    case .exercise(let id):
      guard exercises.updateValue(steps.count, forKey: id) == nil else {
        throw Diagnostic(
          .syntax, "another exercise is already called `\(id)`", at: open,
          hint: "give it another id")
      }
      return .exercise(id: id, try code(body))
    case .check(let id, isHidden: _):
      try requireExercise(id, at: open)
      return .check(id: id, try code(body))
    case .hint(let id):
      try requireExercise(id, at: open)
      return .hint(id: id, trimmed(text(body)))
    case .wrong(let id, let message):
      try requireExercise(id, at: open)
      return .wrong(id: id, message: message, try code(body))
    case .solution(let id):
      try requireExercise(id, at: open)
      guard solved.insert(id).inserted else {
        throw Diagnostic(.syntax, "the exercise `\(id)` has a second solution", at: open)
      }
      return .solution(id: id, try code(body))
    }
  }

  private func requireExercise(_ id: String, at open: Span) throws(Diagnostic) {
    if let step = exercises[id] {
      guard step == steps.count else {
        throw Diagnostic(
          .syntax, "the exercise `\(id)` is in an earlier step", at: open,
          hint: "keep all fences of an exercise in one step")
      }
      return
    }
    throw Diagnostic(
      .syntax, "there is no exercise `\(id)` above", at: open,
      hint: Spelling.hint(id, exercises.keys.sorted())
        ?? "write a fence marked `exercise \(id)` first")
  }

  private mutating func code(_ body: Range<Int>) throws(Diagnostic) -> Block {
    var parser = try Parser(
      source, from: body.lowerBound, to: body.upperBound,
      place: Parser.Place(mayDeclare: steps.isEmpty))
    let block = try parser.statements()
    fences.append((body, block))
    return block
  }
}
