import Foundation
import Language
import Testing

@testable import Runtime

/// One script for each behaviour of the language: what it prints stands in `# expect:` comments,
/// the error that ends it in an `# error:` comment (its message, or the beginning of it).
@Suite struct ScriptTests {
  struct Script: CustomTestStringConvertible {
    let path: String
    let name: String
    var testDescription: String { name }
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Scripts")

  static var scripts: [Script] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (names ?? []).filter { $0.hasSuffix(".script") }.sorted().map {
      Script(path: folder.appending(path: $0).path, name: $0)
    }
  }

  @Test func thereAreScripts() { #expect(Self.scripts.count > 20) }

  @Test(arguments: scripts) func behaves(_ script: Script) throws {
    let code = try String(contentsOfFile: script.path, encoding: .utf8)
    var expected: [String] = []
    var error: String?
    for line in code.split(separator: "\n", omittingEmptySubsequences: false) {
      if let range = line.range(of: "# expect: ") {
        expected.append(String(line[range.upperBound...]))
      }
      if let range = line.range(of: "# error: ") { error = String(line[range.upperBound...]) }
    }
    #expect(!expected.isEmpty || error != nil, "the script expects nothing")
    var printed = ""
    var failure: Diagnostic?
    do {
      let result = try run(code)
      printed = result.text
      failure = result.outcome.failure
    } catch let diagnostic as Diagnostic {
      failure = diagnostic
    }
    var lines = printed.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    #expect(lines == expected)
    if let error {
      #expect(failure?.message.hasPrefix(error) == true, "got: \(failure?.message ?? "no error")")
      #expect(failure?.span != nil, "the error has no place")
    } else {
      #expect(failure?.message == nil)
    }
  }
}
