import ArgumentParser
import Language
import Platform
import Running
import Session
import Text

/// `lab forget LAB`: drops the state that is kept between sessions.
struct ForgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget", abstract: "Drop what is kept of a lab between sessions.",
    discussion: "Without a lab, it says where the states are and how large.")

  @ArgumentParser.Argument(help: "The lab.", completion: .labs)
  var file: String?
  @Option(help: "The name of a session of its own.")
  var session: String?

  func run() throws {
    let output = StandardStreams.standard()
    guard let state = UserFolders.state else {
      output.sink.write("there is no folder for states: $HOME is not set\n")
      return
    }
    if let file {
      let path = CheckpointFolder.path(of: Course.path(file), session: session, in: state)
      guard (try? Folder.existing(path)) != nil else {
        throw Diagnostic(
          .usage,
          "nothing is kept of \(visible(file))"
            + (session.map { ", session \(visible($0))" } ?? ""),
          hint: "`lab forget` lists what is kept")
      }
      let size = CheckpointFolder.size(of: path)
      guard let folder = CheckpointFolder(of: Course.path(file), session: session, in: state) else {
        throw Diagnostic(.usage, "\(visible(file)) is open in another terminal")
      }
      folder.forget()
      output.sink.write("dropped \(Self.amount(size)) in \(visible(path))\n")
    } else {
      let states = CheckpointFolder.all(in: state)
      for (lab, session, path) in states {
        let name = visible(lab) + (session.map { ", session \(visible($0))" } ?? "")
        let size = Self.amount(CheckpointFolder.size(of: path))
        output.sink.write("\(name): \(size) in \(visible(path))\n")
      }
      if states.isEmpty { output.sink.write("nothing is kept\n") }
    }
    try output.checked(.passed).finish()
  }

  private static func amount(_ bytes: Int) -> String {
    bytes < 1 << 20
      ? "\((bytes + 1023) >> 10) kB" : "\(Digits.general(Double(bytes) / 1_048_576, 3)) MB"
  }
}
