import ArgumentParser
import Language
import Plotting
import Running

/// `lab list [PATH…]`.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the labs of a folder.")

  @ArgumentParser.Argument(help: "Labs, and folders of labs (default: Labs).", completion: .labs)
  var paths: [String] = []
  @OptionGroup var look: LookFlags

  func run() throws {
    let output = StandardStreams(look.flags) {}
    let paths = try LabFolder.labs(in: paths.isEmpty ? [LabFolder.standard] : paths)
    let rows = Course.entries(paths).map { entry -> [Table.Cell] in
      guard let lab = entry.lab else {
        return [.text(entry.path), .missing, .missing, .text("cannot be read; try lab check")]
      }
      let minutes = lab.frontMatter.minutes.map { Table.Cell.integer($0) } ?? .missing
      let about = lab.frontMatter.summary ?? lab.title
      return [.text(entry.path), .integer(lab.steps.count - 1), minutes, .text(about)]
    }
    if rows.isEmpty {
      output.sink.write("no labs here\n")
    } else {
      let table = Table(header: ["lab", "steps", "minutes", "about"], rows: rows)
      output.sink.write(render(table, output.capabilities.style))
    }
    try output.checked(rows.isEmpty ? .nothing : .passed).finish()
  }
}

/// `lab params FILE`.
struct ParamsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "params", abstract: "List a lab's parameters, data, profiles and variations.")

  @ArgumentParser.Argument(help: "The lab.", completion: .labs)
  var file: String
  @OptionGroup var look: LookFlags

  func run() throws {
    let output = StandardStreams(look.flags) {}
    let lab = try LabFile.load(Course.path(file))
    for table in LabTables.all(lab) {
      output.sink.write(render(table, output.capabilities.style) + "\n")
    }
    try output.checked(.passed).finish()
  }
}
