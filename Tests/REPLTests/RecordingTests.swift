import Foundation
import Glibc
import TestSupport
import Testing

@testable import REPL

/// The recording of a long step, as a student sees it.
@Suite(.serialized) struct RecordingTests {
  private static let lab = """
    # Slow

    ```lab
    param n = 3 in 1...9 "how many"
    ```

    ## Sum {#sum minutes=2}

    Before it runs.

    ```lab
    predict much f"What comes of {1 + 2}?" { number total ± 0 }
    total = 0
    for i in range(n) {
      total = total + i + 1
      record(total)
    }
    print("total is", total)
    show bar([1, 2], title = "bars")
    report total = total
    expect total == 6 under default
    ```

    Behind it.

    ## After {#after}

    ```lab
    print(total)
    ```

    """
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.lab, to: "slow.lab")
    let process = Process()
    process.executableURL = URL(filePath: Program.path)
    process.arguments = ["record", "-q", folder.path + "/slow.lab"]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  private func open() throws -> Pty {
    let pty = try Pty(
      [folder.path + "/slow.lab"], environment: ["XDG_STATE_HOME": folder.path + "/state"])
    try pty.see("slow> ")
    return pty
  }

  @Test func itIsShownAndNothingHasRun() throws {
    let pty = try open()
    try pty.ask("", "Enter: 1 Sum, about 2 min. r shows a recording, s skips it.")
    // The prediction comes first, and nothing that answers it.
    let asked = try pty.ask("r", "1 Sum", "Before it runs.", "What comes of 3?", "your prediction")
    #expect(!asked.contains("total is") && !asked.contains("Behind it."))
    let shown = try pty.ask(
      "5", "Recorded with lab", "nothing counts as passed", "total = 0", "total is 6", "bars",
      "total == 6: held in the recording", "recorded: total 6", "Behind it.",
      "What comes of 3?", "You said: 5", "Answer: 6", "Step 1 has not run", "Enter: 1 Sum")
    #expect(!shown.contains("✓"))
    #expect(!(try pty.ask(":list", "Sum")).contains("ran, next"))
    try pty.ask("total", "unknown name `total`")
    try pty.ask(":results", "reported")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  /// Times are given: what a step really takes here is nobody's business.
  @Test func theTimeIsThatOfThisMachine() throws {
    let file = folder.path + "/state/lab/times"
    var times = StepTimes(folder.path + "/slow.lab", in: file)
    times.note("sum", "", seconds: 7.2)
    times.note("sum", "n=4", seconds: 130)
    let pty = try open()
    try pty.ask("", "Enter: 1 Sum, 7 s the last time. r shows a recording, s skips it.")
    try pty.ask(":list", "time", "next", "7 s")
    try pty.ask(":set n=4")
    try pty.ask(":goto 1", "Enter: 1 Sum, 2 min the last time. s skips it.")
    try pty.ask(":set n=5")
    try pty.ask(":goto 1", "Enter: 1 Sum. s skips it.")
    // What runs to its end is noted, for this session and for later ones.
    try pty.ask(":run 1")
    pty.enter("")
    try pty.see("slow> ")
    try pty.ask(":goto 1", "the last time. s skips it.")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
    let later = StepTimes(folder.path + "/slow.lab", in: file)
    #expect(later.lastTime("sum", "n=5") != nil)
    #expect(later.lastTime("sum", "") == 7.2)
  }

  @Test func whatIsNotThatStepIsNotShown() throws {
    let pty = try open()
    try pty.ask(":set n=4", "n = 4")
    #expect(
      !(try pty.ask(":goto 1", "Enter: 1 Sum. s skips it.")).contains("recording"))
    #expect(
      !(try pty.ask(":recording", "is of something else: `n` is 4 here, and 3 in it"))
        .contains("total is"))
    try pty.ask(":set n=3")
    try pty.ask(":seed 7")
    try pty.ask(":recording 1", "the seed is 7 here, and 0")
    try pty.ask(":seed 0")
    try pty.ask(":recording after", "step 2 is not recorded", "there are recordings of step 1")
    try pty.ask("s", "Skipped step 1", "Enter: 2 After")
    try pty.ask("s", "unknown name `s`")
    try pty.ask(":goto 1")
    try pty.ask("r = 5")
    try pty.ask("r", "5\n")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  /// What a stranger's file says reaches the terminal as text.
  @Test func controlCharactersAreShown() throws {
    let path = folder.path + "/slow.recording"
    let text = try String(contentsOfFile: path, encoding: .utf8)
      .replacing("total is 6", with: "\\u001B]0;title\\u0007 \\u001B[2J")
      .replacing("bars", with: "\\u001B[31mbars")
      .replacing("\"total\"", with: "\"\\u001B[7mtotal\"")
      .replacing("0.1.0", with: "\\u001B[5m")
    try folder.write(text, to: "slow.recording")
    let pty = try open()
    try pty.ask("")
    try pty.ask("r")
    try pty.ask("", "\\u{1B}[5m", "\\u{1B}]0;title\\u{7} \\u{1B}[2J", "\\u{1B}[31mbars")
    for code in ["\u{1B}]0", "\u{1B}[2J", "\u{1B}[31mb", "\u{1B}[7mt", "\u{1B}[5m"] {
      #expect(!String(decoding: pty.raw, as: UTF8.self).contains(code))
    }
    try folder.write("{}", to: "slow.recording")
    try pty.ask(":recording 1", "slow.recording is damaged", "`lab record` writes it anew")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }
}
