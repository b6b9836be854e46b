import Glibc
import Language
import Testing

@testable import REPL

@Suite struct CommandTests {
  @Test(arguments: [
    ("next", "next"), ("n", "next"), ("ne", "next"), ("b", "back"), ("q", "quit"), ("QUIT", "quit"),
    ("l", "list"), ("se", nil), ("set", "set"), ("seed", "seed"), ("see", "seed"), ("try", "try"),
    ("tr", nil),
    ("t", nil), ("r", nil), ("ru", "run"), ("rel", "reload"), ("", nil), ("nxt", nil), ("zzz", nil),
  ])
  func abbreviations(_ name: String, _ expected: String?) {
    #expect((try? Command.named(name))?.name == expected)
  }

  @Test func aTypoIsToldTheNearest() {
    #expect(hint { _ = try Command.named("nxt") } == "did you mean :next?")
    #expect(hint { _ = try Command.named("lsit") } == "did you mean :list?")
    #expect(hint { _ = try Command.named("qqqqqq") } == ":help lists the commands")
  }

  @Test func anAbbreviationOfSeveralNamesThem() {
    #expect(message { _ = try Command.named("se") } == ":se could be :set or :seed")
    #expect(
      message { _ = try Command.named("r") }
        == ":r could be :run, :recording, :restore, :results, :revert or :reload")
  }

  @Test func everyFileOfCommandsIsRegistered() throws {
    let here = #filePath
    let end = try #require(here.firstRange(of: "/Tests/"))
    let files = try names(in: here[..<end.lowerBound] + "/Sources/REPL/Commands")
    let parts = Command.all.map { $0.name.split(separator: "-") }
    #expect(files == Set(parts.map { $0.map { String($0).capitalizedFirst }.joined() + ".swift" }))
  }

  @Test func namesAreDifferentAndSayWhatTheyDo() {
    #expect(Set(Command.all.map(\.name)).count == Command.all.count)
    for command in Command.all {
      #expect(!command.summary.isEmpty && command.usage.count + command.summary.count < 100)
    }
  }

  @Test(arguments: [
    ("k=v", "k", "v"), ("k = v", "k", "v"), ("k v", "k", "v"), ("k=a=b", "k", "a=b"),
    ("k = [1, 2]", "k", "[1, 2]"),
  ])
  func settings(_ text: String, _ name: String, _ value: String) {
    let setting = Command.Setting(text)
    #expect(setting?.name == name)
    #expect(setting?.value == value)
  }

  @Test(arguments: [
    ("a=1 b=2", ["a", "1", "b", "2"]), ("a = 1  b = [2, 3]", ["a", "1", "b", "[2, 3]"]),
    ("a=\"x y=2\" b=[y=1, 2]", ["a", "\"x y=2\"", "b", "[y=1, 2]"]),
    ("a = 2 * 3", ["a", "2 * 3"]), ("a=b == 2", ["a", "b == 2"]), ("a=b <= 2", ["a", "b <= 2"]),
    ("a x y", ["a", "x y"]), ("a=x=y", ["a", "x=y"]),
  ])
  func severalSettings(_ text: String, _ parts: [String]) {
    #expect(Command.Setting.all(in: text)?.flatMap { [$0.name, $0.value] } == parts)
  }

  @Test(arguments: ["", "a=1 b=", "=1 b=2", "a b=1"])
  func noSeveralSettings(_ text: String) { #expect(Command.Setting.all(in: text) == nil) }

  @Test(arguments: ["", "k", "k=", "=v", "k ="])
  func noSettings(_ text: String) { #expect(Command.Setting(text) == nil) }

  @Test(arguments: [
    ("2", 2, 2), ("2..", 2, 3), ("1..2", 1, 2), ("..2", 0, 2), ("two", 2, 2), ("two..", 2, 3),
    ("1...2", 1, 2), (" 1 .. 2", 1, 2),
  ])
  func ranges(_ text: String, _ first: Int, _ last: Int) throws {
    let range = try StepRange(text, try threeSteps())
    #expect(range.first == first && range.last == last)
  }

  @Test(arguments: ["4", "tow", "3..1", "x.."])
  func noRanges(_ text: String) throws {
    let lab = try threeSteps()
    #expect(throws: Diagnostic.self) { try StepRange(text, lab) }
  }

  @Test(arguments: [
    (0.00084, "840 us"), (0.0123456, "12.3 ms"), (2.0512, "2.05 s"), (0, "0 us"), (61, "61 s"),
  ])
  func spans(_ seconds: Double, _ text: String) { #expect(Command.span(seconds) == text) }

  private func threeSteps() throws -> Lab {
    let text = "# T\n\n## A {#one}\n\n## B {#two}\n\n## C {#three}\n"
    return try Parser.parseLab(SourceFile(name: "t.lab", text: text))
  }

  private func hint(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return (error as? Diagnostic)?.hint }
    return nil
  }

  private func message(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return (error as? Diagnostic)?.message }
    return nil
  }

  private func names(in path: String) throws -> Set<String> {
    let folder = try #require(opendir(path))
    defer { closedir(folder) }
    var names: Set<String> = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".swift") { names.insert(name) }
    }
    return names
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
