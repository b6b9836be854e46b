import Language
import Platform
import Text

/// The grades of a class as files: a table, a page for each student, and free answers side by side.
///
/// The same hand-ins give the same bytes.
package struct GradeBook {
  private let sheet: GradeSheet
  private let grades: [(student: String, grade: Grade)]

  /// The grades of students in order.
  package init(_ sheet: GradeSheet, _ grades: [(student: String, grade: Grade)]) {
    (self.sheet, self.grades) = (sheet, grades)
  }

  /// Writes `grades.csv`, `answers.md` and a page for each student below `folder`. Throws where that
  /// fails.
  package func write(to folder: String) throws(Diagnostic) {
    Folder.make("\(folder)/pages")
    try ReportFile.write(table, to: "\(folder)/grades.csv")
    try ReportFile.write(answers, to: "\(folder)/answers.md")
    for (file, entry) in zip(Self.files(grades.map(\.student)), grades) {
      try ReportFile.write(page(entry.student, entry.grade), to: "\(folder)/pages/\(file).md")
    }
  }

  /// A line for each student (RFC 4180): how far it got, how many columns hold and of how many, and the
  /// columns.
  var table: String {
    let head = ["student", "status", "held", "of"] + sheet.columns.map(\.name) + ["note"]
    let rows = grades.map { student, grade in
      let marks = sheet.columns.map { grade.marks[$0.name] ?? "" }
      return [student, grade.status.rawValue, String(grade.held), String(sheet.most)] + marks
        + [grade.note]
    }
    return ([head] + rows).map { $0.map(Self.field).joined(separator: ",") + "\n" }.joined()
  }

  /// A field that no spreadsheet takes for a formula.
  private static func field(_ text: String) -> String {
    var text = visible(text)
    if let first = text.first, "=+-@".contains(first) { text = "'" + text }
    guard text.contains(where: { ",\"".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// The answers that no one has judged, question by question; equal ones stand together.
  var answers: String {
    var text = "# \(GradePage.plain(sheet.key.title)): answers\n"
    for question in sheet.key.steps.flatMap(\.questions)
    where !question.isPrediction && !question.isJudged {
      text += "\n## \(GradePage.plain(question.text))\n"
      if case .open(let answer?) = question.form {
        text += "\nThe author's answer: \(GradePage.plain(answer))\n"
      }
      var groups: [(text: String, students: [String])] = []
      for (student, grade) in grades {
        guard let answer = grade.answers.first(where: { $0.question == question.id })?.text else {
          continue
        }
        let words = answer.lowercased().split(whereSeparator: \.isWhitespace)
        let place = groups.firstIndex {
          $0.text.lowercased().split(whereSeparator: \.isWhitespace) == words
        }
        if let place {
          groups[place].students.append(student)
        } else {
          groups.append((answer, [student]))
        }
      }
      text += "\n" + (groups.isEmpty ? "No answers.\n" : "")
      for group in groups {
        text +=
          "- **\(GradePage.plain(group.students.joined(separator: ", ")))**: "
          + "\(GradePage.plain(group.text))\n"
      }
    }
    return text
  }

  private func page(_ student: String, _ grade: Grade) -> String {
    let head = "\(GradePage.plain(student)): "
    switch grade.status {
    case .graded:
      return head + "\(grade.held) of \(sheet.most) hold"
        + (grade.note.isEmpty ? "" : " (\(GradePage.plain(grade.note)))") + ".\n\n" + grade.page
    case .refused, .stopped:
      return head + "\(grade.status.rawValue): \(GradePage.plain(grade.note)).\n"
    }
  }

  /// Names of files for names of students, which may be paths.
  static func files(_ students: [String]) -> [String] {
    var taken: Set<String> = []
    return students.map { student in
      let name = String(
        student.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "-" }.prefix(60))
      let own = name.hasPrefix(".") ? "-" + name : name
      let file = taken.contains(own.lowercased()) ? "\(own)-\(HashedName.of(student))" : own
      taken.insert(file.lowercased())
      return file
    }
  }
}
