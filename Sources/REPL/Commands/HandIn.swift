import Language
import Platform
import Running
import Text

extension Command {
  static let handIn = Command(
    "hand-in", "[FILE]", "write your answers, code and results to a file for the teacher"
  ) { (prompt, argument) throws(Diagnostic) in
    let file = argument.isEmpty ? "\(LabFile.name(prompt.path)).hand-in.json" : argument
    let handIn = try HandIn(of: prompt.timeline, at: prompt.path, prompt.edits)
    prompt.console.definitions(handIn.contents)
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
