import ArgumentParser
import Language
import Platform
import Running
import Text

/// `lab release FILE…`.
struct ReleaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release", abstract: "Write labs as students get them, and their keys.",
    discussion: """
      A released lab has no solutions, no wrong answers, no checks marked `hidden`, and no author's \
      answers to questions; its key is the lab as it was. It still checks and runs.
      """)

  @ArgumentParser.Argument(help: "The labs.", completion: .labs)
  var files: [String]
  @Option(name: .shortAndLong, help: "The folder for the labs.", completion: .directory)
  var output = "released"
  @Option(help: "The folder for their keys.", completion: .directory)
  var keys = "keys"
  @OptionGroup var look: LookFlags

  func run() throws {
    let streams = StandardStreams(look.flags) {}
    let console = streams.console(look.detail, .none)
    var isSound = true
    for path in try LabFolder.labs(in: files.map(Course.path)) {
      let mistakes = LabCheck.mistakes(in: path)
      for mistake in mistakes { console.report(mistake) }
      guard mistakes.isEmpty else {
        isSound = false
        continue
      }
      let name = LabFile.name(path)
      let (released, key) = ("\(output)/\(name).lab", "\(keys)/\(name).key.lab")
      for target in [released, key] where ReportFile.areSame(target, path) {
        throw Diagnostic(
          .usage, "\(target) is the lab itself", hint: "name another folder with --output")
      }
      let source = try LabFile.source(path)
      let text = try ReleasedLab.text(source, key: "\(name).key.lab")
      Folder.make(output)
      Folder.make(keys)
      try ReportFile.write(String(decoding: source.bytes, as: UTF8.self), to: key)
      try ReportFile.write(text, to: released)
      if let recording = try LabRecording(of: path) {
        try ReportFile.write(recording.released.text, to: LabRecording.path(of: released))
      }
      streams.sink.write("wrote \(visible(released)) and \(visible(key))\n")
    }
    try streams.checked(isSound ? .passed : .usage).finish()
  }
}
