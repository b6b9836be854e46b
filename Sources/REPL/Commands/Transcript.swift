import Language
import Platform
import Running
import Text

extension Command {
  static let transcript = Command(
    "transcript", "FILE", "write what was typed and shown so far to a file"
  ) { (prompt, argument) throws(Diagnostic) in
    guard !argument.isEmpty else {
      throw Diagnostic(.usage, ":transcript needs a file", hint: "such as `:transcript notes.txt`")
    }
    // A file of someone's own is not to be lost by a slip.
    guard (try? Folder.existing(argument)) == nil || prompt.transcripts.contains(argument) else {
      throw Diagnostic(
        .usage, "\(visible(argument)) already exists", hint: "choose another name")
    }
    do throws(FileError) {
      try AtomicFile.write(Array(prompt.console.transcript.utf8), to: argument)
    } catch {
      throw Diagnostic(.usage, error.message, hint: error.hint)
    }
    prompt.transcripts.insert(argument)
    prompt.console.note("wrote \(visible(argument))")
  }
}
