import ArgumentParser
import Datasets
import Platform
import Plotting
import Running
import Text

/// `lab data list|path|get`.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Where data sets come from.",
    subcommands: [ListData.self, PathOfData.self, GetData.self], defaultSubcommand: ListData.self)

  struct ListData: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the data sets, and which are available.")

    @Option(help: "The folder with data sets.", completion: .directory)
    var data: String?
    @OptionGroup var look: LookFlags

    func run() throws {
      let output = StandardStreams(look.flags) {}
      let path = try dataPath(data)
      let rows = DataSource.all.map { source -> [Table.Cell] in
        var state = "no: \(source.remedy)"
        do throws(DataError) {
          if try source.isAvailable(in: path) { state = "yes" }
        } catch {
          state = "damaged: \(error.message)"
        }
        return [.text(source.name), .text(source.summary), .text(state)]
      }
      let table = Table(header: ["name", "holds", "there"], rows: rows)
      output.sink.write(render(table, output.capabilities.style))
      try output.checked(.passed).finish()
    }
  }

  struct PathOfData: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "path", abstract: "Print the folder in which data sets are looked for.")

    @Option(help: "The folder with data sets.", completion: .directory)
    var data: String?

    func run() throws {
      let output = StandardStreams.standard()
      let path = try dataPath(data).directory
      // A program gets it as it is.
      output.sink.write((Terminal.isTerminal(1) ? visible(path) : path) + "\n")
      try output.checked(.passed).finish()
    }
  }
}
