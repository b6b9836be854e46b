import Testing

/// Test targets build what they run, and share what they have in common.
@Suite struct TestTargetTests {
  private static let tests = Repository.files(in: "Tests", ["swift"])

  /// The folder of a test file: its target.
  private static func target(_ file: Repository.File) -> Substring {
    file.path.split(separator: "/")[1]
  }

  @Test func whatRunsTheProgramDependsOnIt() throws {
    let manifest = try Repository.text("Package.swift")
    var count = 0
    for target in Set(Self.tests.map(Self.target)) where target.hasSuffix("Tests") {
      let files = Self.tests.filter { Self.target($0) == target }
      let runs = files.contains {
        $0.text.contains("Program.path") || $0.text.contains("Program()")
      }
      guard runs, target != "HabitsTests" else { continue }
      count += 1
      let start = try #require(manifest.firstRange(of: "name: \"\(target)\"")).upperBound
      let call = manifest[start...].prefix { $0 != ")" }
      #expect(call.contains("\"lab\""), "\(target) runs lab and does not depend on it")
    }
    #expect(count >= 2)
  }

  /// Types of helpers, wherever they are declared; nested types are their suite's business.
  @Test func noHelperIsThereTwice() {
    var homes: [Substring: Set<String>] = [:]
    for file in Self.tests where !file.path.hasPrefix("Tests/Fuzz") {
      for line in file.lines {
        let words = line.split(separator: " ")
        guard let first = line.first, first.isLetter, first != "@",
          let place = words.firstIndex(where: { ["struct", "class", "enum"].contains($0) }),
          words.count > place + 1
        else { continue }
        let name = words[place + 1].prefix { $0.isLetter || $0.isNumber }
        guard !name.hasSuffix("Tests") else { continue }
        homes[name, default: []].insert(file.path)
      }
    }
    #expect(homes.count > 10)
    for (name, files) in homes where files.count > 1 {
      // A link is one file with two names.
      let texts = Set(files.compactMap { try? Repository.text($0) })
      #expect(texts.count == 1, "\(name) is declared in \(files.sorted().joined(separator: ", "))")
    }
  }
}
