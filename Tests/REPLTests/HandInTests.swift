import Foundation
import TestSupport
import Testing

/// `:hand-in`: what a student has done, in a file that the key judges.
@Suite(.serialized) struct HandInTests {
  private static let key = """
    # Sums

    ```lab
    param n = 3 in 1...9
    ```

    ## Doubling {#doubling}

    ```lab
    predict grows "Does it grow?" {
      choices "yes", "no"
      correct "yes"
    }
    question count "How many?" { number n ± 0 }
    question why "Why?" { answer "So." }
    ```

    ```exercise twice
    def twice(x) {
      x  # your line
    }
    ```

    ```check twice hidden
    expect twice(3) == 6 "three"
    ```

    ```hint twice
    Add.
    ```

    ```solution twice
    def twice(x) { 2 * x }
    ```

    ## Total {#total}

    ```lab
    noise = randn(3).sum().item()
    report total = twice(n) + noise
    ```

    """

  private let program: Program
  private var folder: TemporaryFolder { program.folder }

  init() throws {
    program = try Program()
    try folder.write(Self.key, to: "sums.lab")
    #expect(try program.run("release", "sums.lab").code == 0)
  }

  private func open(_ state: String = "state") throws -> Pty {
    try Pty(
      ["released/sums.lab"], environment: ["XDG_STATE_HOME": "\(folder.path)/\(state)"],
      in: folder.path)
  }

  /// Does the whole lab up to the file, which it returns.
  private func work(_ state: String, _ file: String) throws -> String {
    let pty = try open(state)
    try pty.see("sums> ")
    try pty.ask(":set n=4")
    pty.enter("")
    try pty.see("your prediction> ")
    pty.enter("1")
    try pty.see("your answer> ")
    pty.enter("4")
    try pty.see("your answer> ")
    pty.enter("because")
    try pty.see("sums> ")
    try pty.ask("def twice(x) { 2 * x }", "`:check` judges this answer to twice")
    try pty.ask("", "2 Total")
    let shown = try pty.ask(":hand-in \(file)")
    for line in [
      "lab ", "seed 0, profile default, n = 4", "exercises", "twice", "predictions", "grows",
      "answers", "count, why", "results", "total",
    ] { #expect(shown.contains(line), "\(line) is not in\n\(shown)") }
    #expect(shown.contains("Nothing was sent"))
    pty.enter(":quit")
    #expect(try pty.code() == 0)
    return try folder.read(file)
  }

  @Test func theSameWorkGivesTheSameBytes() throws {
    let one = try work("one", "one.json")
    #expect(try work("two", "two.json") == one)
    // After a kill it is still all there.
    let pty = try open("one")
    try pty.see("continue> ")
    pty.enter("")
    try pty.see("sums> ")
    try pty.ask(":hand-in", "Wrote ", "sums.hand-in.json", "Nothing was sent")
    #expect(try folder.read("sums.hand-in.json") == one)
    try pty.ask(":hand-in", "Replaced ")
    try pty.ask(":hand-in sums.lab", "sums.lab already exists, and is no hand-in")
    try pty.ask(":hand-in nowhere/x.json", "cannot write nowhere/x.json")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func itIsGraded() throws {
    let file = try work("state", "in.json")
    try folder.write(file, to: "class/ada.json")
    let ending = try program.run("grade", "class", "--key", "keys/sums.key.lab")
    #expect(ending.code == 0, "\(ending.all)")
    #expect(
      try folder.read("grades/grades.csv") == """
        student,status,held,of,twice.1,predict grows,question count,question why,report total,note
        ada,graded,3,3,1,answered,1,answered,1,

        """)
  }

  /// What was taken from `:solution` is the author's, and the teacher sees that.
  @Test func aShownSolutionIsToldApart() throws {
    // A released lab has no solutions: this one is its own key.
    let pty = try Pty(
      ["sums.lab"], environment: ["XDG_STATE_HOME": "\(folder.path)/shown"], in: folder.path)
    try pty.see("sums> ")
    try pty.ask(":set n=4")
    pty.enter("")
    try pty.see("your prediction> ")
    pty.enter("")
    try pty.see("your answer> ")
    pty.enter("")
    try pty.see("your answer> ")
    pty.enter("")
    try pty.see("sums> ")
    try pty.ask(":hand-in", "not written    twice", "not answered   grows, count, why", "Wrote ")
    try pty.ask("def twice(x) { 2 * x }", "judges this answer")
    #expect(!(try pty.ask(":hand-in own.json", "twice")).contains("was shown"))
    try pty.ask(":check", "held")
    try pty.ask(":solution", "This is in place now")
    try pty.ask(":hand-in", "exercises", "twice (its solution was shown)")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
    // Who comes back has still seen it.
    let later = try Pty(
      ["sums.lab"], environment: ["XDG_STATE_HOME": "\(folder.path)/shown"], in: folder.path)
    try later.see("continue> ")
    later.enter("")
    try later.see("sums> ")
    try later.ask("twice(4)", "8")
    try later.ask("def twice(x) { x + x }", "judges this answer")
    try folder.write("", to: "class/empty")
    try later.ask(":hand-in class/bob.json", "twice (its solution was shown)")
    try folder.write(folder.read("own.json"), to: "class/ada.json")
    later.enter(":quit")
    #expect(try later.code() == 0)
    let ending = try program.run("grade", "class", "--key", "sums.lab")
    #expect(ending.code == 0, "\(ending.all)")
    let grades = try folder.read("grades/grades.csv")
    #expect(grades.contains("bob,graded") && grades.contains("solution was shown: twice"))
    #expect(grades.split(separator: "\n").count { $0.contains("was shown") } == 1)
    #expect(try folder.read("grades/pages/bob.md").contains("Its solution was shown"))
  }
}
