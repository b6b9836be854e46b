import Foundation
import Testing

/// Every file in a folder with a table has its line in it.
@Suite struct RegistrationTests {
  /// A folder, what its files declare, and where that is listed.
  struct Folder: CustomTestStringConvertible, Sendable {
    let folder: String
    /// Finds what a file declares.
    let pattern: String
    /// The file with the list; nil for any file outside the folder's module.
    let table: String?
    /// The ways in which it writes a name.
    let entry: @Sendable (String) -> [String]
    /// Files that declare nothing of the kind.
    var helpers: Set<String> = []
    var testDescription: String { folder }
  }

  static let folders = [
    Folder(
      folder: "Learning/Layers", pattern: #"final class (\w+): Module\b"#, table: nil,
      entry: { ["\($0)("] }, helpers: ["TrainingMode.swift"]),
    Folder(
      folder: "Learning/Optimizers", pattern: #"final class (\w+): Optimizer\b"#, table: nil,
      entry: { ["\($0)("] }, helpers: ["Optimizer.swift", "ParameterMoves.swift"]),
    Folder(
      folder: "Plotting/Figures", pattern: #"struct (\w+): Figure\b"#, table: nil,
      entry: { ["\($0)(", "\($0)."] }),
    Folder(
      folder: "Datasets/Sets", pattern: #"static let (\w+) = DataSource\("#,
      table: "DataSource.swift", entry: { ["\n    .\($0),\n"] }),
    Folder(
      folder: "REPL/Commands", pattern: #"static let `?(\w+)`? = Command\("#,
      table: "Command.swift", entry: { ["\n    .\($0),\n"] }),
    Folder(
      folder: "Sources/lab", pattern: #"struct (\w+Command): ParsableCommand\b"#,
      table: "LabCommand.swift", entry: { ["\($0).self"] },
      helpers: [
        "GetData.swift", "GradeFlags.swift", "LabCommand.swift", "PassFlags.swift",
        "ReportFlags.swift", "RunCommand+Pool.swift", "RunFlags.swift", "StandardStreams.swift",
        "Supervisor+Stuck.swift", "SweepFlags.swift", "TestFlags.swift",
      ]),
  ]

  @Test(arguments: folders) func everyFileIsListed(_ folder: Folder) throws {
    let files = Repository.folder(folder.folder)
    #expect(files.count > 1, "there is no folder \(folder.folder)")
    let module = folder.folder.split(separator: "/").first ?? ""
    let elsewhere = Repository.sources.filter { !$0.path.hasPrefix("Sources/\(module)/") }
    let table =
      try folder.table.map { try #require(Repository.source($0)).text }
      ?? elsewhere.map(\.text).joined()
    for file in files where !folder.helpers.contains(file.name) {
      let names = try file.text.matches(of: Regex(folder.pattern)).compactMap {
        $0.output[1].substring.map(String.init)
      }
      #expect(!names.isEmpty, "\(file.path) declares nothing that \(folder.folder) is for")
      for name in names {
        #expect(
          folder.entry(name).contains { table.contains($0) },
          "\(name), in \(file.path), is in no \(folder.table ?? "builtin")")
      }
    }
  }

  @Test func everyFigureIsInTheGallery() {
    let gallery = Repository.files(in: "Tests/PlottingTests", ["swift"]).map(\.text).joined()
    for file in Repository.folder("Plotting/Figures") {
      for name in file.text.matches(of: /struct (\w+): Figure\b/).map(\.1) {
        #expect(gallery.contains("\(name)("), "no entry of the gallery is a \(name)")
      }
    }
  }

  @Test func everyDataSetIsInTheDocuments() throws {
    let page = try Repository.text("docs/data.md")
    for file in Repository.folder("Datasets/Sets") {
      for name in file.text.matches(of: /name: "(\w+)"/).map(\.1) {
        #expect(page.contains("`\(name)`"), "docs/data.md does not know `\(name)`")
      }
    }
  }

  @Test func everyLabIsInTheReadme() throws {
    let page = try Repository.text("README.md")
    for lab in Repository.files(in: "Labs", ["lab"]) {
      #expect(page.contains("| `\(lab.path)` |"), "README.md has no row for \(lab.path)")
    }
  }
}
