import Foundation
import Testing

/// What a module exposes is used by another module or by a test.
///
/// This searches for words, not meanings: a name that occurs nowhere else is dead or should not be
/// exposed; a common name escapes.
@Suite struct DeadCodeTests {
  /// Exposed, though no other file names them, and why.
  private static let exceptions = [
    "buildExpression": "the compiler calls it",
    "buildBlock": "the compiler calls it", "buildArray": "the compiler calls it",
    "readList": "what an array's conformance asks of its elements",
    "sharing": "what figures implement for their protocol",
  ]

  @Test func whatIsShownIsUsedElsewhere() {
    var modules: [Substring: Set<Substring>] = [:]
    for file in Repository.sources + Repository.files(in: "Tests", ["swift"]) {
      let module = Self.module(file)
      for line in file.lines {
        for word in Self.words(Self.code(line)) { modules[word, default: []].insert(module) }
      }
    }
    // Another line of its file, or a line of its module that exposes something.
    let isExposed = { (name: Substring, file: Repository.File) in
      let mentions = { (line: Substring) in Self.words(Self.code(line)).contains(name) }
      return file.lines.count(where: mentions) > 1
        || Repository.sources.contains { other in
          other.path != file.path && Self.module(other) == Self.module(file)
            && other.lines.contains { $0.contains("package ") && mentions($0) }
        }
    }
    var count = 0
    for file in Repository.sources where file.name.hasSuffix(".swift") {
      let shown = file.lines.filter { $0.contains("package ") }
      for line in shown {
        guard let (kind, name) = Self.declared(line) else { continue }
        count += 1
        // A type is used if something else that is exposed mentions it.
        let isMentioned = { !["func", "var", "let"].contains(kind) && isExposed(name, file) }
        #expect(
          modules[name] != [Self.module(file)] || isMentioned()
            || Self.exceptions[String(name)] != nil,
          "\(name) is shown by \(file.path), and no other module uses it")
      }
    }
    #expect(count > 500)
  }

  @Test func declarationsAreFound() {
    #expect(Self.declared("  package static func f(x: Int)")?.1 == "f")
    #expect(Self.declared("@inlinable package final class C<T> {")?.1 == "C")
    #expect(Self.declared("  package internal(set) var v = 1")?.1 == "v")
    #expect(Self.declared("  func f() { package = 1 }") == nil)
    #expect(Self.declared("  /// package func f") == nil)
  }

  private static let kinds: Set<Substring> = [
    "func", "var", "let", "struct", "class", "enum", "protocol", "typealias",
  ]

  private static func declared(_ line: Substring) -> (Substring, Substring)? {
    var words = line.split(separator: " ").drop { $0.hasPrefix("@") }
    guard let first = words.popFirst(), first.hasPrefix("package") else { return nil }
    while let word = words.popFirst() {
      guard kinds.contains(word) else { continue }
      return words.first.map { (word, Self.words($0).first ?? $0) }
    }
    return nil
  }

  /// A module of the sources, or a test target.
  private static func module(_ file: Repository.File) -> Substring {
    file.path.split(separator: "/")[1]
  }

  /// The line without its comment.
  private static func code(_ line: Substring) -> Substring {
    line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
  }

  private static func words(_ line: Substring) -> [Substring] {
    line.split { !($0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_") }
  }
}
