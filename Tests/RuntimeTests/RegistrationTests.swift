import Foundation
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// Every file in a folder with a table has its line in it.
@Suite struct RegistrationTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources").standardizedFileURL

  private static func texts(_ folder: String) throws -> [String] {
    let files = FileManager.default.enumerator(
      at: sources.appending(path: folder), includingPropertiesForKeys: nil)
    return try (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
      .map { try String(contentsOf: $0, encoding: .utf8) }
  }

  @Test func everyGroupOfBuiltinsIsInTheTable() throws {
    let table = try String(
      contentsOf: Self.sources.appending(path: "Builtins/AllBuiltins.swift"),
      encoding: .utf8)
    let names = try Self.texts("Builtins").flatMap { text in
      text.matches(of: /static func (\w+)\(\) -> BuiltinGroup/).map { String($0.1) }
    }
    #expect(names.count == BuiltinTable.groups().count)
    for name in names {
      #expect(table.contains("\n      \(name)(),\n"), "\(name)() is not in AllBuiltins.swift")
    }
  }

  @Test func everyFigureIsInTheDocument() throws {
    let page = try String(
      contentsOf: Self.sources.appending(path: "../docs/plots.md"), encoding: .utf8)
    let figures = try #require(BuiltinTable.groups().first { $0.title == "Figures" })
    for builtin in figures.builtins where builtin.receiver == nil {
      #expect(page.contains("\(builtin.name)("), "docs/plots.md does not show \(builtin.name)")
    }
  }

  @Test func noTwoBuiltinsShareAName() {
    var seen: Set<String> = []
    for builtin in BuiltinTable.groups().flatMap(\.builtins) {
      let name = "\(builtin.receiver ?? "").\(builtin.name)"
      #expect(seen.insert(name).inserted, "\(name) is there twice")
    }
  }
}
