import ArgumentParser
import Language
import Platform
import Running
import Text

/// `lab new NAME`.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a small lab to start from.",
    discussion: "The lab is complete: it passes check, run and verify. Comments say where to go on."
  )

  @ArgumentParser.Argument(help: "The lab's name, such as token-mixing.")
  var name: String
  @OptionGroup var look: LookFlags

  func validate() throws {
    let file = name.split(separator: "/").last ?? ""
    guard !file.isEmpty, !file.hasPrefix("."), !name.hasSuffix("/") else {
      throw ValidationError("\(name) is not the name of a lab")
    }
  }

  func run() throws {
    let output = StandardStreams(look.flags) {}
    let path = name.hasSuffix(".lab") ? name : name + ".lab"
    guard (try? Folder.existing(path)) == nil else {
      throw Diagnostic(.usage, "\(path) already exists", hint: "choose another name")
    }
    let text = LabTemplate.text(title: LabTemplate.title(ofName: LabFile.name(path)))
    do {
      try AtomicFile.write(Array(text.utf8), to: path)
    } catch {
      throw Diagnostic(.usage, error.message, hint: error.hint)
    }
    output.sink.write("wrote \(visible(path)); `lab \(visible(path))` opens it\n")
    try output.checked(.passed).finish()
  }
}
