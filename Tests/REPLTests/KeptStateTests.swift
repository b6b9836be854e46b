import Foundation
import Glibc
import TestSupport
import Testing

/// What is kept of a session when it ends, however it ends.
@Suite(.serialized) struct KeptStateTests {
  private static let lab = """
    # Kept

    ## A net {#net}

    ```lab
    model Net() {
      fc = Linear(8, 4)
      def forward(x) { fc(x) }
    }
    net = Net()
    opt = Adam(net.parameters(), lr = 0.1)
    x = randn(16, 8)
    ```

    ## Training {#train}

    ```lab
    def go(times) {
      for i in range(times) {
        opt.zero_grad()
        loss = (net(x) ** 2).mean()
        loss.backward()
        opt.step()
      }
    }
    go(20)
    ```

    ## More {#more}

    ```lab
    noise = randn(3)
    go(20)
    ```

    ## The end {#end}

    ```lab
    go(20)
    print(f"end {net.fc.weight.sum().item()} {noise.sum().item()} {opt.lr}.")
    ```

    """

  private static let lastLine =
    #"print(f"end {net.fc.weight.sum().item()} {noise.sum().item()} {opt.lr}.")"#

  private let folder: TemporaryFolder
  private var state: String { folder.path + "/state" }

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.lab, to: "kept.lab")
  }

  private func open(_ state: String? = nil, _ arguments: [String] = []) throws -> Pty {
    try Pty(
      [folder.path + "/kept.lab"] + arguments,
      environment: ["XDG_STATE_HOME": state ?? self.state])
  }

  private func end(of shown: String) -> Substring? {
    shown.split(separator: "\n").first { $0.hasPrefix("end ") }
  }

  /// Also after another seed or profile was chosen, which come back with it.
  @Test func theSeedComesBack() throws {
    let first = try open()
    try first.see("kept> ")
    try first.ask(":run 1")
    try first.ask(":seed 7")
    try first.ask("mine = 3")
    first.enter(":quit")
    #expect(try first.code() == 0)
    let second = try open()
    try second.see("continue> ")
    try second.ask("", "kept> ")
    try second.ask(":seed", "seed 7")
    try second.ask("mine", "3\n")
    second.enter(":quit")
    #expect(try second.code() == 0)
    // What a session does not go on from is not lost with its first step.
    let third = try open(nil, ["--seed", "5"])
    try third.see("It is kept as a checkpoint")
    try third.see("kept> ")
    try third.ask(":run 1")
    try third.ask("mine", "unknown name")
    try third.ask(":restore", "Back at the latest checkpoint.")
    try third.ask("mine", "3\n")
    third.enter(":quit")
    #expect(try third.code() == 0)
  }

  /// In the session in which a checkpoint was taken, its steps have the states before them.
  @Test func restoredStepsRunAgain() throws {
    let pty = try open()
    try pty.see("kept> ")
    try pty.ask(":run 1..2")
    try pty.ask(":checkpoint", "Kept.")
    let kept = try pty.ask("net.fc.weight.sum().item()")
    try pty.ask(":run 3")
    try pty.ask(":restore", "Back at the latest checkpoint.")
    #expect(try pty.ask("net.fc.weight.sum().item()") == kept)
    try pty.ask(":run 2", "2 Training")
    #expect(try pty.ask("net.fc.weight.sum().item()") == kept)
    try pty.ask(":run 3", "3 More")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  /// The step behind the kept state goes on from it, also if it has run before.
  @Test func theStepThatIsOfferedRuns() throws {
    let first = try open()
    try first.see("kept> ")
    try first.ask(":run 1..3")
    try first.ask(":run 2", "2 Training")
    first.enter(":quit")
    #expect(try first.code() == 0)
    let second = try open()
    try second.see("Enter continues at step 3 More")
    try second.see("continue> ")
    try second.ask("", "Enter: 3 More")
    #expect(!(try second.ask("")).contains("earlier session"))
    try second.ask("noise.shape", "[3]")
    second.enter(":quit")
    #expect(try second.code() == 0)
  }

  @Test func theNextSessionGoesOn() throws {
    let whole = try open(folder.path + "/other")
    try whole.see("kept> ")
    let undisturbed = end(of: try whole.ask(":run all"))
    #expect(undisturbed != nil)

    let first = try open()
    try first.see("kept> ")
    try first.ask("", "1 A net")
    try first.ask("", "2 Training")
    try first.ask("mine = 5")
    first.signal(SIGKILL)
    #expect(try first.code() == 128 + SIGKILL)

    let second = try open()
    try second.see("Enter continues at step 3 More")
    try second.see("continue> ")
    second.enter("")
    try second.see("Enter: 3 More")
    try second.see("kept> ")
    try second.ask("mine", "5\n")
    try second.ask(":run 2", "ran in an earlier session", "`:run ..2`")
    try second.ask("", "3 More")
    #expect(end(of: try second.ask("", "4 The end")) == undisturbed)
    try second.ask(":run 4")
    second.enter(":quit")
    #expect(try second.code() == 0)

    let third = try open()
    try third.see("Enter continues after the last step")
    third.enter("n")
    try third.see("kept> ")
    try third.ask("mine", "unknown name")
  }

  @Test func aCheckpointComesBack() throws {
    let pty = try open()
    try pty.see("kept> ")
    try pty.ask(":restore", "there is no checkpoint")
    try pty.ask(":run ..2")
    try pty.ask("before = net.fc.weight.sum().item()")
    try pty.ask(":checkpoint", "Kept.")
    try pty.ask(":run 3")
    try pty.ask("net.fc.weight.sum().item() == before", "false")
    try pty.ask(":restore", "Enter: 3 More")
    try pty.ask("net.fc.weight.sum().item() == before", "true")
  }

  @Test func aLabIsOpenOnce() throws {
    let first = try open()
    try first.see("kept> ")
    let second = try open()
    try second.see("kept is open in another terminal")
    try second.see("--session NAME")
    #expect(try second.code() == 2)
    let third = try open(nil, ["--session", "other"])
    try third.see("kept> ")
    third.enter(":quit")
    #expect(try third.code() == 0)
  }

  @Test func whatIsDamagedIsRefused() throws {
    let first = try open()
    try first.see("kept> ")
    try first.ask("", "1 A net")
    try first.ask("", "2 Training")
    first.enter(":quit")
    #expect(try first.code() == 0)
    let sessions = state + "/lab/sessions"
    let place = sessions + "/" + (try FileManager.default.contentsOfDirectory(atPath: sessions)[0])
    let files = try FileManager.default.contentsOfDirectory(atPath: place)
    let latest = try #require(files.filter { $0.hasPrefix("auto-2") }.first)
    let file = place + "/" + latest
    var bytes = try Data(contentsOf: URL(filePath: file))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: URL(filePath: file))

    let second = try open()
    try second.see("Enter continues at step 2 Training")
    second.enter("")
    try second.see("is damaged")
    try second.see("kept> ")
    second.enter(":quit")
    #expect(try second.code() == 0)

    let forget = try open(nil, [])
    try forget.see("continue> ")
    forget.enter(":quit")
    #expect(try forget.code() == 0)
    let dropped = try Pty(
      ["forget", folder.path + "/kept.lab"], environment: ["XDG_STATE_HOME": state])
    try dropped.see("dropped ")
    #expect(try dropped.code() == 0)
    let anew = try open()
    #expect(!(try anew.see("kept> ")).contains("Enter continues"))
  }

  /// Kills the program at moments that differ from run to run; after each it goes on where it was.
  /// `LAB_KILLS` says how often at least.
  @Test func killingItLosesNoStep() throws {
    let whole = try open(folder.path + "/other")
    try whole.see("kept> ")
    let undisturbed = end(of: try whole.ask(":run all"))
    var generator = SystemRandomNumberGenerator()
    let least = ProcessInfo.processInfo.environment["LAB_KILLS"].flatMap { Int($0) } ?? 15
    var (round, kills) = (0, 0)
    while kills < least {
      round += 1
      let state = folder.path + "/round\(round)"
      var finished = 0
      for _ in 0..<30 where finished < 4 {
        let pty = try open(state)
        // A step may have been kept although the kill came before its end was shown.
        var start = try pty.see("> ")
        let isOffered = start.contains("Enter continues")
        #expect(isOffered || finished == 0)
        if isOffered {
          pty.enter("")
          start = try pty.see("kept> ")
        }
        let reached = start.split(separator: "\n").last { $0.hasPrefix("Enter: ") }
        if isOffered {
          // At least what was finished is there.
          let next = reached.flatMap { Int($0.dropFirst(7).prefix { $0.isNumber }) } ?? 5
          #expect(next > finished)
          finished = next - 1
        }
        let count = Int.random(in: 0...2, using: &generator)
        for _ in 0..<count where finished < 4 {
          let shown = try pty.ask("")
          finished += 1
          if finished == 4 { #expect(end(of: shown) == undisturbed) }
        }
        pty.type("\r")
        usleep(UInt32.random(in: 0...60_000, using: &generator))
        pty.signal(SIGKILL)
        _ = try pty.code()
        kills += 1
      }
      // Whatever was killed when, what is there in the end is what an undisturbed run leaves.
      let last = try open(state)
      try last.see("Enter continues after the last step")
      last.enter("")
      try last.see("kept> ")
      #expect(end(of: try last.ask(Self.lastLine)) == undisturbed)
    }
  }
}
