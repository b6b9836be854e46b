import Foundation
import Testing

/// docs/architecture.md draws the arrows that are in Package.swift.
@Suite struct ArchitectureTests {
  /// Targets that are not part of the program's pipeline.
  private static let besides: Set = [
    "Benchmarks", "TestSupport", "ParserFuzz", "InterpreterFuzz", "HandInFuzz",
  ]

  @Test func theArrowsAreThoseOfThePackage() throws {
    let drawn = try Self.drawn(try Repository.text("docs/architecture.md"))
    let built = Self.built(try Repository.text("Package.swift"))
    #expect(built.count > 8)
    for (name, arrows) in built where !Self.besides.contains(name) {
      #expect(drawn[name] == arrows, "should read: \(name) → \(arrows.sorted())")
    }
    for name in drawn.keys { #expect(built[name] != nil, "there is no module \(name)") }
  }

  /// A build finds what another target has made, whether the manifest says so or not.
  @Test func importsFollowTheArrows() throws {
    let manifest = try Repository.text("Package.swift")
    let (built, tests) = (Self.built(manifest), Self.built(manifest, "testTarget"))
    let files = Repository.sources + Repository.files(in: "Tests", ["swift"])
    #expect(tests.count > 8)
    for (module, arrows) in built.merging(tests, uniquingKeysWith: { $0.union($1) })
    where !Self.besides.contains(module) {
      var below = arrows
      while true {
        let more = below.reduce(below) { $0.union(built[$1] ?? []) }
        if more == below { break }
        below = more
      }
      let folder = "\(tests[module] == nil ? "Sources" : "Tests")/\(module)/"
      for file in files where file.path.hasPrefix(folder) {
        for line in file.text.matches(of: /(?m)^(?:@testable )?import (\w+)/)
        where built[String(line.1)] != nil {
          #expect(below.contains(String(line.1)), "\(file.path) imports \(line.1)")
        }
      }
    }
  }

  @Test func theReadersAgreeOnAnExample() throws {
    let package = """
      .target(name: "A"),
      .executableTarget(
        name: "B", dependencies: ["A", .product(name: "X", package: "y")], exclude: ["C"]),
      .testTarget(name: "D", dependencies: ["A"]),
      """
    let page = "```arrows\nA →\nB → A, X\n```"
    #expect(Self.built(package) == ["A": [], "B": ["A", "X"]])
    #expect(Self.built(package, "testTarget") == ["D": ["A"]])
    #expect(try Self.drawn(page) == Self.built(package))
  }

  @Test func everyModuleHasAReadme() {
    let modules = Set(
      Repository.sources.compactMap { $0.path.split(separator: "/").dropFirst().first })
    for module in modules where !["lab", "Benchmarks"].contains(module) && !module.hasPrefix("C") {
      #expect((try? Repository.text("Sources/\(module)/README.md")) != nil, "\(module)")
    }
  }

  /// The lines of the fence `arrows`.
  private static func drawn(_ page: String) throws -> [String: Set<String>] {
    let fence = try #require(page.firstMatch(of: /```arrows\n([^`]*)```/)).1
    var result: [String: Set<String>] = [:]
    for line in fence.split(separator: "\n") {
      let sides = line.split(separator: "→", omittingEmptySubsequences: false)
      try #require(sides.count == 2, "no arrow: \(line)")
      result[sides[0].trimmingCharacters(in: .whitespaces)] = Set(
        sides[1].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
          .filter { !$0.isEmpty })
    }
    return result
  }

  /// The targets of a manifest and what they depend on: the program's, or those of another kind.
  private static func built(_ manifest: String, _ kind: String? = nil) -> [String: Set<String>] {
    var result: [String: Set<String>] = [:]
    for part in manifest.matches(of: /\.(\w*[tT]arget)\(\s*name: "(\w+)"/) {
      let kinds = kind.map { [$0] } ?? ["target", "executableTarget"]
      guard kinds.contains(String(part.1)) else { continue }
      let call = String(balanced(manifest[part.range.lowerBound...], "(", ")"))
      var names: Set<String> = []
      if let found = call.firstRange(of: "dependencies: ") {
        let list = balanced(call[found.upperBound...], "[", "]")
          .replacing(/package: "[^"]*"/, with: "")
        names = Set(list.matches(of: /"([^"]*)"/).map { String($0.1) })
      }
      result[String(part.2)] = names
    }
    return result
  }

  /// The beginning of `text` up to the bracket that closes the first one.
  private static func balanced(_ text: Substring, _ open: Character, _ close: Character)
    -> Substring
  {
    var depth = 0
    for index in text.indices {
      if text[index] == open { depth += 1 }
      if text[index] == close {
        depth -= 1
        if depth == 0 { return text[...index] }
      }
    }
    return text
  }
}
