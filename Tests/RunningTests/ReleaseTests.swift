import Foundation
import TestSupport
import Testing

@testable import Language
@testable import Running

/// `lab release`: what students get, and what stays with the author.
@Suite struct ReleaseTests {
  private static let text = """
    ---
    summary: Twice
    ---
    # Twice

    ```lab
    param n = 3 in 1...9
    ```

    ## Twice {#twice}

    ```lab
    predict more "More than n?" {
      choices "yes", "no"
      correct "yes"
    }
    question why "Why?" { answer "SECRET-ANSWER" }
    question count "How many?" { number 7 ± 0 }
    print(n)
    ```

    ```exercise twice
    def twice(x) {
      x  # your line
    }
    ```

    ```check twice
    expect twice(n) == 2 * n "visible: n and n"
    ```

    ```check twice hidden
    expect twice(-1) == -2 "SECRET-CHECK"
    ```

    ```hint twice
    Add it to itself.
    ```

    ```wrong twice "visible"
    def twice(x) { x * x }
    ```

    ```wrong twice "SECRET-CHECK"
    def twice(x) { abs(x) * 2 }
    ```

    ```solution twice
    def twice(x) { SECRET_NAME = x; SECRET_NAME + x }
    ```

    Prose stays.

    """

  @Test func whatStudentsGet() throws {
    let program = try Program()
    try program.folder.write(Self.text, to: "t.lab")
    let ending = try program.run("release", "t.lab")
    #expect(ending.code == 0, "\(ending.all)")
    #expect(ending.output == "wrote released/t.lab and keys/t.key.lab\n")
    #expect(try program.folder.read("keys/t.key.lab") == Self.text)
    let released = try program.folder.read("released/t.lab")
    for secret in ["SECRET", "correct", "number", "wrong", "solution", "x * x"] {
      #expect(!released.contains(secret), "\(secret) is in:\n\(released)")
    }
    #expect(
      released == """
        ---
        summary: Twice
        key: t.key.lab
        ---
        # Twice

        ```lab
        param n = 3 in 1...9
        ```

        ## Twice {#twice}

        ```lab
        predict more "More than n?" {
          choices "yes", "no"
        }
        question why "Why?"
        question count "How many?"
        print(n)
        ```

        ```exercise twice
        def twice(x) {
          x  # your line
        }
        ```

        ```check twice
        expect twice(n) == 2 * n "visible: n and n"
        ```

        ```hint twice
        Add it to itself.
        ```

        Prose stays.

        """)
    // It checks and runs, and says which visible check fails.
    let check = try program.run("check", "released/t.lab")
    #expect(check.code == 0, "\(check.all)")
    #expect(try program.run("fmt", "--check", "released/t.lab").code == 0)
    let run = try program.run("run", "released/t.lab")
    #expect(run.code == 1)
    #expect(run.output.contains("visible: n and n") && run.output.contains("FAILED exercise twice"))
    // The key is a whole lab, with the hidden check.
    #expect(try program.run("verify", "keys/t.key.lab").code == 0)
    #expect(try program.run("test", "keys/t.key.lab").code == 0)
    try program.folder.write(
      Self.text.replacing("SECRET_NAME + x", with: "abs(2 * x)"), to: "keys/t.key.lab")
    #expect(try program.run("test", "keys/t.key.lab").output.contains("SECRET-CHECK"))
  }

  @Test func whatIsRefused() throws {
    let program = try Program()
    try program.folder.write(Self.text, to: "t.lab")
    let itself = try program.run("release", "t.lab", "-o", ".")
    #expect(itself.code == 2 && itself.errors.contains("is the lab itself"), "\(itself.all)")
    #expect(program.folder.contents == ["t.lab"])
    _ = try program.run("release", "t.lab")
    let again = try program.run("release", "released/t.lab", "-o", "x", "--keys", "y")
    #expect(again.code == 2 && again.errors.contains("is released already"), "\(again.all)")
    try program.folder.write(Self.text.replacing("print(n)", with: "print(m)"), to: "bad.lab")
    let bad = try program.run("release", "bad.lab", "t.lab")
    #expect(bad.code == 2 && bad.errors.contains("unknown name `m`"), "\(bad.all)")
    #expect(!program.folder.contents.contains("released/bad.lab"))
    // Without a key, a choice that nobody calls right is a mistake.
    let text = Self.text.replacing("  correct \"yes\"\n", with: "")
    try program.folder.write(text, to: "none.lab")
    let none = try program.run("check", "none.lab")
    #expect(none.code == 2 && none.errors.contains("[question-without-answer]"), "\(none.all)")
  }

  /// All labs: what is released has no mistakes, and nothing of what is kept.
  @Test func theLabs() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Labs")
    let folder = try TemporaryFolder()
    let paths = try LabFolder.labs(in: [root.path])
    var released: [String] = []
    for path in paths {
      let text = try ReleasedLab.text(try LabFile.source(path), key: "x.key.lab")
      released.append(try folder.write(text, to: LabFile.name(path) + ".lab"))
    }
    var count = 0
    for (path, original) in zip(released, paths) {
      #expect(LabCheck.mistakes(in: path).map(\.message) == [], "\(path)")
      let (lab, whole) = (try LabFile.load(path), try LabFile.load(original))
      #expect(lab.exercises.count == whole.exercises.count)
      #expect(lab.steps.flatMap(\.questions).count == whole.steps.flatMap(\.questions).count)
      #expect(lab.exercises.allSatisfy { $0.solution == nil && $0.wrongAnswers.isEmpty })
      #expect(lab.steps.flatMap(\.questions).allSatisfy { $0.answerSpan == nil })
      count += whole.exercises.count
    }
    #expect(count > 10)
  }
}
