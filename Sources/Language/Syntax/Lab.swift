/// A whole `.lab` file: Markdown with fences of code, cut into steps.
public struct Lab: Sendable {
  /// The file.
  public let source: SourceFile
  /// What stands between the `---` lines.
  public let frontMatter: FrontMatter
  /// The text of the `#` heading; the file's name where there is none.
  public let title: String
  /// Step 0 (what stands before the first `##`, perhaps empty), then one for each `##`.
  public let steps: [Step]

  /// A lab of `steps`.
  public init(source: SourceFile, frontMatter: FrontMatter, title: String, steps: [Step]) {
    self.source = source
    self.frontMatter = frontMatter
    self.title = title
    self.steps = steps
  }
}

/// What a lab says of itself before its title.
public struct FrontMatter: Sendable {
  /// One line for lists.
  public let summary: String?
  /// How long a student takes.
  public let minutes: Int?
  /// Ids of labs to do first.
  public let needs: [String]

  /// Front matter.
  public init(summary: String? = nil, minutes: Int? = nil, needs: [String] = []) {
    self.summary = summary
    self.minutes = minutes
    self.needs = needs
  }
}

/// The unit of running, timing, reporting and resuming: one `##` section.
public struct Step: Sendable {
  /// 0 for what stands before the first `##`.
  public let number: Int
  /// From `{#id}`, else a slug of the title; unique in the lab.
  public let id: String
  /// The heading's text.
  public let title: String
  /// `{optional}`: may be skipped.
  public let isOptional: Bool
  /// `{minutes=4}`.
  public let minutes: Int?
  /// Prose and fences in order.
  public let sections: [Section]
  /// The heading.
  public let span: Span

  /// A step of `sections`.
  public init(
    number: Int, id: String, title: String, isOptional: Bool, minutes: Int?, sections: [Section],
    span: Span
  ) {
    self.number = number
    self.id = id
    self.title = title
    self.isOptional = isOptional
    self.minutes = minutes
    self.sections = sections
    self.span = span
  }

  /// The statements of the step's `lab` fences in order.
  public var statements: [Statement] {
    sections.flatMap { section -> [Statement] in
      if case .code(let block, folded: _) = section { block.statements } else { [] }
    }
  }
}

/// A piece of a step.
public enum Section: Sendable {
  /// Markdown between fences.
  case prose(String, Span)
  /// ```` ```lab ````; `lab fold` is collapsed in the REPL.
  case code(Block, folded: Bool)
  /// ```` ```exercise ID ````: code that the student completes.
  case exercise(id: String, Block)
  /// ```` ```check ID ````: expectations about the exercise.
  case check(id: String, Block)
  /// ```` ```hint ID ````, in order.
  case hint(id: String, String)
  /// ```` ```wrong ID "message" ````: an answer that must fail with that message.
  case wrong(id: String, message: String, Block)
  /// ```` ```solution ID ````.
  case solution(id: String, Block)
}
