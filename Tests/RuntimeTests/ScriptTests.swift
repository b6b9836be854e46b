import Foundation
import Testing

/// One script for each behaviour of the language.
@Suite struct ScriptTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Scripts")

  static var scripts: [Script] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (names ?? []).filter { $0.hasSuffix(".script") }.sorted().compactMap { name in
      let path = folder.appending(path: name).path
      return (try? String(contentsOfFile: path, encoding: .utf8)).map {
        Script(name: name, code: $0)
      }
    }
  }

  @Test func thereAreScripts() { #expect(Self.scripts.count > 20) }

  @Test(arguments: scripts) func behaves(_ script: Script) throws { try script.check() }
}
