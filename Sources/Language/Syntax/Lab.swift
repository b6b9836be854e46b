/// A whole `.lab` file: Markdown with fences of code, cut into steps.
package struct Lab: Sendable {
  /// The file.
  package let source: SourceFile
  /// What is between the `---` lines.
  package let frontMatter: FrontMatter
  /// The text of the `#` heading; the file's name if there is none.
  package let title: String
  /// Step 0 (what comes before the first `##`, perhaps empty), then one for each `##`.
  package let steps: [Step]

  /// A lab of `steps`.
  package init(source: SourceFile, frontMatter: FrontMatter, title: String, steps: [Step]) {
    self.source = source
    self.frontMatter = frontMatter
    self.title = title
    self.steps = steps
  }
}

extension Lab {
  /// What the step with that number asks, in order.
  package func questions(ofStep number: Int) -> [Question] {
    steps.first { $0.number == number }?.questions ?? []
  }
}

/// What a lab says about itself before its title.
package struct FrontMatter: Sendable {
  /// One line for lists.
  package let summary: String?
  /// How long a student takes.
  package let minutes: Int?
  /// Names of the labs to do first.
  package let needs: [String]
  /// Its place among the labs of a course, from 1.
  package let lesson: Int?
  /// The lab that holds the solutions; nil in one that has its own.
  package let key: String?

  /// Front matter.
  package init(
    summary: String? = nil, minutes: Int? = nil, needs: [String] = [], lesson: Int? = nil,
    key: String? = nil
  ) {
    self.summary = summary
    self.minutes = minutes
    self.needs = needs
    self.lesson = lesson
    self.key = key
  }
}

/// The unit of running, timing, reporting and resuming: one `##` section.
package struct Step: Sendable {
  /// 0 for what comes before the first `##`.
  package let number: Int
  /// From `{#id}`, else a slug of the title; unique in the lab.
  package let id: String
  /// The heading's text.
  package let title: String
  /// `{optional}`: may be skipped.
  package let isOptional: Bool
  /// `{minutes=4}`.
  package let minutes: Int?
  /// Prose and fences in order.
  package let sections: [Section]
  /// The heading.
  package let span: Span

  /// A step of `sections`.
  package init(
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

  /// The step's `lab` fences and exercises in order, and which of the sections they are.
  package var runs: [(section: Int, block: Block)] {
    sections.enumerated().compactMap { index, section in
      switch section {
      case .code(let block, folded: _), .exercise(id: _, let block): (index, block)
      case .prose, .check, .hint, .wrong, .solution: nil
      }
    }
  }

  /// The statements of the step's `lab` fences and exercises in order.
  package var statements: [Statement] { runs.flatMap(\.block.statements) }
}

extension Step {
  /// What the step asks, in order: its predictions and its questions.
  package var questions: [Question] {
    statements.compactMap { statement in
      if case .question(let question) = statement.kind { question } else { nil }
    }
  }

  /// Whether it asks for predictions, which the rest of the step may give away.
  package var asksPredictions: Bool { questions.contains(where: \.isPrediction) }

  /// All its code, that of exercises included.
  package var code: Block {
    let blocks = sections.compactMap { section -> Block? in
      switch section {
      case .code(let block, folded: _), .exercise(id: _, let block), .check(id: _, let block),
        .wrong(id: _, message: _, let block), .solution(id: _, let block):
        block
      case .prose, .hint: nil
      }
    }
    return Block(blocks.flatMap(\.statements), span)
  }
}

/// A piece of a step.
package enum Section: Sendable {
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
