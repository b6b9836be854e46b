import Language
import Platform
import Running
import Session
import Text

extension Prompt {
  /// What the lab asks for and the student has not done.
  fileprivate var missingWork: [(name: String, meaning: String)] {
    let notRun = steps.filter { !$0.statements.isEmpty && timeline.status(of: $0) == .notRun }
    let questions = session.lab.steps.flatMap(\.questions).map(\.id)
      .filter { session.responses[$0] == nil }
    let lists = [
      ("not run", notRun.isEmpty ? "" : Self.numbers(notRun)),
      ("not written", session.starters.map(\.id).joined(separator: ", ")),
      ("not answered", questions.joined(separator: ", ")),
    ]
    return lists.filter { !$0.1.isEmpty }.map { (name: $0.0, meaning: visible($0.1)) }
  }
}

extension Command {
  static let handIn = Command(
    "hand-in", "[FILE]", "write your answers, code and results to a file for the teacher"
  ) { (prompt, argument) throws(Diagnostic) in
    let file = argument.isEmpty ? "\(LabFile.name(prompt.path)).hand-in.json" : argument
    let handIn = try HandIn(of: prompt.timeline, at: prompt.path, prompt.edits)
    prompt.console.definitions(handIn.contents + prompt.missingWork)
    let isThere = (try? Folder.existing(file)) != nil
    guard !isThere || isHandIn(file) else {
      throw Diagnostic(
        .usage, "\(visible(file)) already exists, and is no hand-in", hint: "choose another name")
    }
    do throws(FileError) {
      try AtomicFile.write(Array(handIn.text.utf8), to: file)
    } catch {
      throw Diagnostic(.usage, error.message, hint: error.hint)
    }
    prompt.console.line("\(isThere ? "Replaced" : "Wrote") \(visible(Folder.resolved(file)))")
    prompt.console.note("Nothing was sent: hand in this file.")
  }

  private static func isHandIn(_ file: String) -> Bool {
    guard let bytes = try? RegularFile.bytes(of: file, atMost: HandIn.largest) else { return false }
    return (try? HandIn(reading: bytes)) != nil
  }
}
