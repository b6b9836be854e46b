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

  @Test(arguments: ["Learning/Layers", "Learning/Optimizers"])
  func everyLayerAndOptimizerHasABuiltin(folder: String) throws {
    let builtins = try Self.texts("Builtins").joined()
    let classes = try Self.texts(folder).flatMap { text in
      text.matches(of: /package final class (\w+): (Module|Optimizer)/).map { String($0.1) }
    }
    #expect(!classes.isEmpty)
    for name in classes {
      #expect(
        try Regex(#"[^\w"]\#(name)\("#).firstMatch(in: builtins) != nil,
        "no builtin makes a \(name)")
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
