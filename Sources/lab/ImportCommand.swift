import ArgumentParser
import Language
import Platform
import Running
import Text

/// `lab import NOTEBOOK.ipynb`.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Write the draft of a lab from a Jupyter notebook.",
    discussion: """
      Markdown becomes prose. Python becomes code where it translates line by line; what does not stays \
      as a comment. `lab check` shows what is left to do.
      """)

  @ArgumentParser.Argument(help: "The notebook.", completion: .file(extensions: ["ipynb"]))
  var notebook: String
  @Option(name: .shortAndLong, help: "The lab to write (default: the notebook's name, here).")
  var output: String?

  func run() throws {
    let streams = StandardStreams.standard()
    let draft = try NotebookImport(notebook)
    let name = (notebook.split(separator: "/").last.map(String.init) ?? notebook)
    let target = output ?? (name.hasSuffix(".ipynb") ? String(name.dropLast(6)) : name) + ".lab"
    guard (try? Folder.existing(target)) == nil else {
      throw Diagnostic(
        .usage, "\(target) is there already", hint: "name another file with --output")
    }
    try ReportFile.write(draft.text, to: target)
    let (lines, translated) = draft.count
    streams.sink.write(
      "wrote \(visible(target)): \(translated) of \(lines) lines of code translated; "
        + "`lab check \(visible(target))` shows what is left\n")
    try streams.checked(.passed).finish()
  }
}
