import Glibc
import TestSupport
import Testing

/// Ctrl-C in a loop over batches: once before the next batch, twice at once.
///
/// (PressesTests define "twice".)
@Suite(.serialized) struct StoppingTests {
  private static let lab = """
    # Batches

    ```lab
    data images = digits
    param work = 100_000
    begun = 0
    done = 0
    ```

    ## Train

    ```lab
    for (x, y) in batches(images.test, 10) {
      begun += 1
      print(f"batch {begun}")
      for i in range(work) { begun = begun }
      done += 1
    }
    ```

    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.lab, to: "train.lab")
  }

  private func open() throws -> Pty {
    let pty = try Pty(
      [folder.path + "/train.lab"], environment: ["XDG_STATE_HOME": folder.path + "/state"])
    try pty.see("train> ")
    return pty
  }

  @Test func theFirstLetsTheBatchEnd() throws {
    let pty = try open()
    try pty.ask(":run 0")
    pty.enter("")
    try pty.see("batch 2")
    pty.signal(SIGINT)
    try pty.see("`:continue` goes on there; Enter runs step 1 again")
    try pty.see("train> ")
    try pty.ask("begun >= 2 and begun == done", "true")
    try pty.ask(":list", "stopped, next")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func theSecondStopsAtOnceAndTakesTheStepBack() throws {
    let pty = try open()
    try pty.ask(":run 0")
    try pty.ask(":set work=9_000_000_000")
    pty.enter("")
    try pty.see("batch 1")
    let stopped = try pty.signal(SIGINT, until: "train> ")
    #expect(stopped.contains("Stopped. Everything is as it was before step 1."))
    #expect(!stopped.contains("batch 2"))
    try pty.ask("[begun, done]", "[0, 0]")
    let steps = try pty.ask(":list")
    #expect(steps.contains("next") && !steps.contains("stopped"))
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }
}
