/// A word that means something around the code of a lab: a key of the front matter, the mark of a fence.
package struct LabWord: Sendable {
  /// The word.
  package let name: String
  /// One line for lists.
  package let summary: String

  private init(_ name: String, _ summary: String) { (self.name, self.summary) = (name, summary) }

  /// What may stand between the `---` lines at the beginning.
  package static let frontMatter: [LabWord] = [
    .init("summary", "One line for lists."),
    .init("minutes", "How long a student takes."),
    .init("needs", "The labs to do first."),
    .init("lesson", "Its place in the course, from 1."),
    .init("key", "The lab that holds the solutions."),
  ]

  /// What may follow the marks that open a fence.
  package static let fences: [LabWord] = [
    .init("lab", "Code that runs; `lab fold` is shown folded."),
    .init("exercise", "Code that the student completes: `exercise id`."),
    .init("check", "Claims about an exercise: `check id`, `check id hidden`."),
    .init("hint", "A hint for an exercise, in order: `hint id`."),
    .init("wrong", "An answer that must fail with a message: `wrong id \"message\"`."),
    .init("solution", "The author's answer: `solution id`."),
  ]
}
