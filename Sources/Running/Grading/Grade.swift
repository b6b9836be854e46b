import Builtins
import Language
import Platform

/// What became of one hand-in.
package struct Grade: Sendable {
  /// How far it got.
  package enum Status: String, Sendable {
    /// It was run and judged.
    case graded
    /// It is none of this lab's, or says what is not so.
    case refused
    /// It did not end, or its process was lost.
    case stopped
  }

  /// How far it got.
  package let status: Status
  /// Why it is not graded, or what is remarkable; empty for most.
  package let note: String
  /// What each column says: `1`, `0`, or a word; a column that is missing is empty.
  let marks: [String: String]
  /// What was written to questions without a judged answer, by their ids.
  let answers: [(question: String, text: String)]
  /// What held, as Markdown.
  package let page: String

  init(
    _ status: Status, _ note: String = "", marks: [String: String] = [:],
    answers: [(question: String, text: String)] = [], page: String = ""
  ) {
    (self.status, self.note, self.marks) = (status, note, marks)
    (self.answers, self.page) = (answers, page)
  }

  /// One that did not end, or of which nothing is left.
  package static func stopped(_ note: String) -> Grade { Grade(.stopped, note) }

  /// One that cannot be run.
  package static func refused(_ note: String) -> Grade { Grade(.refused, note) }

  /// How many columns say `1`.
  var held: Int { marks.values.count { $0 == "1" } }
}

/// By which one process hands a grade to another.
extension Grade {
  private static let largest = 64 << 20

  /// Writes it to `path`, whole or not at all. Throws where that fails.
  package func write(to path: String) throws(Diagnostic) {
    let marks = marks.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }
    try ReportFile.write(
      JSON.object([
        ("status", .string(status.rawValue)), ("note", .string(note)), ("marks", .object(marks)),
        ("answers", .object(answers.map { ($0.question, .string($0.text)) })),
        ("page", .string(page)),
      ]).text, to: path)
  }

  /// The grade in the file at `path`; nil where there is none.
  static func read(_ path: String) -> Grade? {
    guard let bytes = try? RegularFile.bytes(of: path, atMost: largest),
      let json = JSON(reading: bytes), let word = json["status"]?.string,
      let status = Status(rawValue: word), let note = json["note"]?.string,
      case .object(let marks)? = json["marks"], case .object(let answers)? = json["answers"],
      let page = json["page"]?.string
    else { return nil }
    return Grade(
      status, note,
      marks: Dictionary(marks.map { ($0.0, $0.1.string ?? "") }) { first, _ in first },
      answers: answers.map { ($0.0, $0.1.string ?? "") }, page: page)
  }
}
