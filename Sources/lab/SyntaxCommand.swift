import ArgumentParser
import Language
import Running

/// `lab syntax vim|textmate`.
struct SyntaxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "syntax", abstract: "Print the rules by which an editor colours labs.")

  @ArgumentParser.Argument(help: "The kind of rules: vim, or textmate for others.")
  var editor: EditorSyntax

  func run() throws {
    let output = StandardStreams.standard()
    output.sink.write(editor.text)
    try output.checked(.passed).finish()
  }
}

extension EditorSyntax: ExpressibleByArgument {}
