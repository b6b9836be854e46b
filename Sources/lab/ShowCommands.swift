import ArgumentParser
import Datasets
import Grading
import Language
import Runtime

/// `lab list`: the labs of a folder.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the labs of a folder.")

  @ArgumentParser.Argument(help: ArgumentHelp("Folders with labs.", valueName: "path"))
  var paths = ["Labs"]
  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console()
    let files = LabFolder.files(in: paths)
    let width = files.map(\.count).max() ?? 0
    for file in files {
      do {
        let lab = try LabFile.load(file)
        let space = String(repeating: " ", count: width - file.count + 2)
        console.line(file + space + lab.title)
      } catch {
        console.report(error)
      }
    }
    if files.isEmpty { throw ArgumentParser.ExitCode(5) }
  }
}

/// `lab params FILE`: what can be set.
struct ParamsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "params", abstract: "Shows what can be set in a lab.")

  @ArgumentParser.Argument(help: ArgumentHelp("The lab.", valueName: "file"))
  var file: String
  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console()
    do {
      let lab = try LabFile.load(file)
      for data in lab.data {
        console.line("\(data.name) = \(data.choices.map(\.name).joined(separator: " else "))")
      }
      for parameter in lab.parameters {
        let help = parameter.help.map { "   # \($0)" } ?? ""
        console.line("\(parameter.name)\(help)")
      }
      for profile in lab.profiles { console.line("--profile \(profile.name)") }
    } catch {
      console.report(error)
      throw ArgumentParser.ExitCode(2)
    }
  }
}

/// `lab data`: where data sets come from.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Shows the data sets and whether they are here.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console()
    console.line("data path: \(common.dataPath.directory)")
    for source in DataSource.all {
      let isHere = (try? source.isAvailable(in: common.dataPath)) ?? false
      console.line("\(isHere ? "+" : "-") \(source.name): \(source.summary)")
      if !isHere { console.line("    \(source.remedy)") }
    }
  }
}

/// `lab doc NAME`: the reference.
struct DocCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doc", abstract: "The reference of the language's functions.")

  @ArgumentParser.Argument(help: ArgumentHelp("A function or method; none lists all.", valueName: "name"))
  var name: String?
  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console()
    let table = BuiltinTable()
    guard let name else {
      for group in table.groups {
        console.line(group.title)
        for builtin in group.builtins {
          let receiver = builtin.receiver.map { "\($0)." } ?? ""
          console.line("  \(receiver)\(builtin.signature)")
        }
        console.line("")
      }
      return
    }
    let entries = table.entries(called: name)
    guard !entries.isEmpty else {
      let near = nearest(name, among: table.names)
      console.report(
        Diagnostic(
          .usage, "nothing is called \(visible(name))",
          hint: near.map { "did you mean \($0)?" } ?? "`lab doc` lists everything"))
      throw ArgumentParser.ExitCode(2)
    }
    for entry in entries {
      let receiver = entry.receiver.map { "\($0)." } ?? ""
      console.line("\(receiver)\(entry.signature)")
      console.line("  \(entry.summary)")
      if !entry.details.isEmpty { console.line("  \(entry.details)") }
      if !entry.example.isEmpty { console.line("  Example: \(entry.example)") }
    }
  }
}
