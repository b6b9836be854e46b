import Testing

/// A name means one thing.
@Suite struct NameTests {
  /// Separate executables, which nothing imports.
  private static let besides: Set<Substring> = ["Benchmarks"]

  @Test func noTwoModulesHaveATypeOfOneName() {
    var homes: [Substring: Set<Substring>] = [:]
    for file in Repository.sources where file.name.hasSuffix(".swift") {
      let module = file.path.split(separator: "/")[1]
      guard !Self.besides.contains(module) else { continue }
      for line in file.lines {
        if let name = Self.type(line) { homes[name, default: []].insert(module) }
      }
    }
    #expect(homes.count > 300)
    for (name, modules) in homes.sorted(by: { $0.key < $1.key }) {
      #expect(
        modules.count == 1, "\(name) is a type of \(modules.sorted().joined(separator: ", "))")
    }
  }

  @Test func typesAreFound() {
    #expect(Self.type("package final class A: B {") == "A")
    #expect(Self.type("@available(*, deprecated) indirect enum C {") == "C")
    #expect(Self.type("protocol D<E> {") == "D")
    #expect(Self.type("typealias F = Int") == "F")
    // What is visible only to a file or a type may have any name.
    #expect(Self.type("private struct G {") == nil)
    #expect(Self.type("  struct H {") == nil)
    #expect(Self.type("extension I {") == nil)
    #expect(Self.type("/// struct J {") == nil)
  }

  /// The type that a line declares at the top of a file, if it is visible outside that file.
  private static func type(_ line: Substring) -> Substring? {
    guard let first = line.first, first.isLetter || first == "@" else { return nil }
    var words = line.split(separator: " ")[...]
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "actor", "typealias"]
    while let word = words.popFirst() {
      if word == "private" || word == "fileprivate" || word.hasPrefix("//") { return nil }
      if kinds.contains(word) {
        return words.first?.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      }
      if ["extension", "func", "var", "let", "import", "case"].contains(word) { return nil }
    }
    return nil
  }
}
