import Foundation
import Language
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// The names that 384 lessons of six courses use: each exists, or there is a hint.
@Suite struct NamesTests {
  struct Name: CustomTestStringConvertible, Sendable {
    let lessons: Int
    let full: String
    var last: String { full.split(separator: ".").last.map(String.init) ?? full }
    var isMember: Bool { full.hasPrefix(".") }
    var testDescription: String { full }
  }

  static let names: [Name] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/names.tsv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").dropFirst().compactMap { line in
      let parts = line.split(separator: "\t")
      return Int(parts[0]).map { Name(lessons: $0, full: String(parts[1])) }
    }
  }()

  private static var table: BuiltinTable { BuiltinTable() }
  private static let words = Set(LanguageWord.all.map(\.name))

  /// Whether it can be called or read by its own name.
  private static func isThere(_ name: Name) -> Bool {
    let table = table
    if table.value(of: name.last) != nil || words.contains(name.last) { return true }
    return name.isMember && table.memberNames.contains(name.last)
  }

  @Test func thereAreNames() { #expect(Self.names.count == 340) }

  @Test(arguments: names) func isThereOrHasAHint(_ name: Name) throws {
    guard !Self.isThere(name) else { return }
    let code = name.isMember ? "zeros(2)\(name.full)()" : name.last
    let failure = try #require(try run(code).outcome.failure)
    let hint = try #require(failure.hint, "\(name.full): \(failure.message)")
    #expect(!hint.hasPrefix("did you mean"), "\(hint)")
    guard let shown = hint.wholeMatch(of: /write `(.+)`/) else { return }
    // What the hint says to write exists, too.
    let table = Self.table
    for word in shown.1.matches(of: /([A-Za-z_]\w+)\(/).map({ String($0.1) }) {
      #expect(
        table.value(of: word) != nil || table.memberNames.contains(word), "\(hint)")
    }
  }

  @Test func coverage() {
    let all = Self.names.reduce(0) { $0 + $1.lessons }
    let there = Self.names.filter(Self.isThere).reduce(0) { $0 + $1.lessons }
    let hinted = AbsentNames.hints
    let either = Self.names.filter {
      Self.isThere($0) || hinted.name($0.last, among: [])?.hasPrefix("write") == true
    }
    .reduce(0) { $0 + $1.lessons }
    let absent = Self.names.filter { !Self.isThere($0) }.map { "\($0.lessons) \($0.full)" }
    print("not there by name:", absent.joined(separator: ", "))
    print("by lessons: \(100 * there / all)% there by name, \(100 * either / all)% with one named")
    #expect(100 * there >= 97 * all)
    #expect(100 * either >= 99 * all)
  }
}
