import Foundation
import TestSupport
import Testing

@testable import Running

/// `lab record`: what is written, and when it is out of date.
@Suite struct RecordingTests {
  private static let text = """
    # Slow

    ```lab
    import twice from "helpers.lab"

    param n = 3 in 1...9 "how many"
    param colour = "red" "no matter"
    profile wide { n = 5 }
    ```

    ## Before {#before}

    ```lab
    start = 1
    print("a start")
    show start
    print(colour)
    ```

    ```exercise more
    def more(x) { x }
    ```
    ```check more
    expect more(1) == 2 "one more"
    ```
    ```hint more
    Add 1.
    ```
    ```solution more
    def more(x) { x + 1 }
    ```

    ## Sum {#sum minutes=2}

    ```lab
    predict much "What comes?" { number total ± 0 }
    total = twice(0)
    for i in range(n) {
      total = total + more(i)
      record(total)
    }
    print("total is", total)
    show bar([1, 2], title = "bars")
    report total = total
    expect total > start
    try four "four of them" { n = 4 }
    compare base, four { table total
      bar total }
    ```

    """
  private let program: Program

  init() throws {
    program = try Program()
    try program.folder.write("# Help\n\n```lab\ndef twice(x) { 2 * x }\n```\n", to: "helpers.lab")
    try program.folder.write(Self.text, to: "slow.lab")
  }

  private var path: String { program.folder.path + "/slow.recording" }

  private func recorded(_ arguments: String...) throws -> String {
    let ending = try program.run(["record", "slow.lab"] + arguments)
    #expect(ending.code == 0, "\(ending.all)")
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  private func findings(_ change: (String) -> String) throws -> [String] {
    try program.folder.write(change(Self.text), to: "slow.lab")
    defer { _ = try? program.folder.write(Self.text, to: "slow.lab") }
    return LabCheck.mistakes(in: program.folder.path + "/slow.lab").map(\.message)
  }

  @Test func theSameRunGivesTheSameBytes() throws {
    let first = try recorded()
    #expect(first == (try recorded()))
    for part in ["\"bars", "total is 6", "total > start", "four of them", "\"much\": \"6\""] {
      #expect(first.contains(part), "\(part): \(first)")
    }
    let wide = try recorded("--profile", "wide")
    #expect(wide.contains("total is 15") && wide.contains("\"profile\": \"wide\""))
  }

  @Test func onlyWhatHasPassedIsRecorded() throws {
    try program.folder.write(
      Self.text.replacing("expect total > start", with: "expect total < start"), to: "slow.lab")
    let ending = try program.run("record", "slow.lab")
    #expect(ending.code == 1 && ending.errors.contains("nothing is recorded"), "\(ending.all)")
    #expect(!FileManager.default.fileExists(atPath: path))
    try program.folder.write(Self.text.replacing(" minutes=2", with: ""), to: "slow.lab")
    let other = try program.run("record", "slow.lab")
    #expect(other.code == 2 && other.errors.contains("no step of slow.lab"), "\(other.all)")
  }

  @Test func whatChangesTheResultMakesItStale() throws {
    _ = try recorded()
    #expect(try findings { $0 } == [])
    for (old, new, reason) in [
      ("start = 1\n", "start = 2\n", "step 1 has changed"),
      ("more(i)\n", "more(i) + 1\n", "step 2 has changed"),
      ("param n = 3", "param n = 4", "`n` is 4 here, and 3 in it"),
      ("def more(x) { x + 1 }", "def more(x) { 1 + x }", "the solution of `more` has changed"),
      ("{#sum minutes=2}", "{#summ minutes=2}", "no step `sum`"),
    ] {
      let found = try findings { $0.replacing(old, with: new) }
      #expect(found.count == 1 && found[0].contains(reason), "\(found), not \(reason)")
    }
    // Neither prose, nor what an earlier step shows, nor another variation's parameter is a reason.
    #expect(
      try findings {
        $0.replacing("## Before {#before}\n", with: "## Before {#before}\n\nProse.\n")
          .replacing("show start", with: "show [start]")
          .replacing("\"how many\"", with: "\"the number\"")
      } == [])
    try program.folder.write(
      "# Help\n\n```lab\ndef twice(x) { x + x }\n```\n", to: "helpers.lab")
    let found = try findings { $0 }
    #expect(found.count == 1 && found[0].contains("helpers.lab has changed"), "\(found)")
  }

  @Test func damagedFilesAreRefused() throws {
    let text = try recorded()
    var damaged = [
      "", "{}", "[]", text.replacing("\"format\": 1", with: "\"format\": 2"),
      text.replacing("\"seed\": 0", with: "\"seed\": \"0\""),
      text.replacing("\"fence\": 0", with: "\"fence\": \"0\""),
      text.replacing("\"narrow ascii\"", with: "\"narrow\""),
      text.replacing("\"look\": [false", with: "\"look\": [7"),
      text.replacing("\"points\"", with: "\"dots\""),
      String(repeating: "[", count: 100_000), String(repeating: " ", count: 5 << 20),
    ]
    damaged += stride(from: 1, to: text.count - 1, by: 331).map { String(text.prefix($0)) }
    for text in damaged {
      try program.folder.write(text, to: "slow.recording")
      #expect(throws: (any Error).self) { try LabRecording(of: program.folder.path + "/slow.lab") }
      #expect(try findings { $0 }.count == 1)
    }
  }

  /// Where numbers are wild, what can be drawn is drawn.
  @Test func wildNumbersAreBounded() throws {
    let text = try recorded().replacing("false, 1]", with: "false, -9223372036854775808]")
      .replacing("\"fence\": 0", with: "\"fence\": 9223372036854775807")
    try program.folder.write(text, to: "slow.recording")
    let recording = try #require(try LabRecording(of: program.folder.path + "/slow.lab"))
    for case .points(let points) in recording.steps[0].parts {
      #expect(points.allSatisfy { $0.look.smoothing == 1 })
    }
  }

  @Test func studentsGetItWithoutAnswers() throws {
    _ = try recorded()
    let ending = try program.run("release", "slow.lab")
    #expect(ending.code == 0, "\(ending.all)")
    let released = try String(
      contentsOfFile: program.folder.path + "/released/slow.recording", encoding: .utf8)
    #expect(released.contains("total is 6") && !released.contains("much"))
    // It is still of that lab, though solutions are gone.
    let help = program.folder.path + "/released/helpers.lab"
    try FileManager.default.copyItem(atPath: program.folder.path + "/helpers.lab", toPath: help)
    let found = LabCheck.mistakes(in: program.folder.path + "/released/slow.lab")
    #expect(found.map(\.message) == [])
  }
}
