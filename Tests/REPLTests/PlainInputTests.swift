import Glibc
import TestSupport
import Testing

/// Lines from a pipe instead of a terminal.
///
/// They are read as they are, and the exit code says how they went.
@Suite struct PlainInputTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let input: String
    let code: Int32
    let says: [String]
    var testDescription: String { input }
  }

  private static let lab = """
    # Tiny

    ```lab
    param loops = 2
    ```

    ## A loop

    ```lab
    total = 0
    for i in range(loops) { total += 1 }
    print(f"total {total}")
    ```

    ## A claim

    ```lab
    expect total == 2
    ```

    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.lab, to: "tiny.lab")
  }

  /// What `lab` with the arguments prints for `input`, and its exit code.
  private func run(_ arguments: String, _ input: String) throws -> (text: String, code: Int32) {
    try folder.write(input, to: "input")
    let program = Program.path
    let command =
      "cd '\(folder.path)' && HOME=. XDG_STATE_HOME=. '\(program)' \(arguments) < input 2>&1"
    guard let pipe = popen(command, "r") else { throw Pty.Failed(description: "cannot start lab") }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 12)
    while case let count = fread(&piece, 1, piece.count, pipe), count > 0 {
      bytes += piece[..<count]
    }
    let status = pclose(pipe)
    return (String(decoding: bytes, as: UTF8.self), status & 0x7F == 0 ? status >> 8 & 0xFF : -1)
  }

  @Test(arguments: [
    Case(input: "\n\n\n", code: 0, says: ["1 A loop", "total 2", "2 A claim", "ok total == 2"]),
    Case(input: ":run all", code: 0, says: ["total 2", "ok total == 2"]),
    Case(input: ":run 1\ntotal + 40\n", code: 0, says: ["total 2", "42\n"]),
    Case(input: "def f(x) {\n  x + 1\n}\nf(1)\n", code: 0, says: ["2\n"]),
    Case(input: "", code: 0, says: ["Tiny"]),
    Case(input: "1\n:quit\nprint(\"not \" + \"reached\")\n", code: 0, says: ["1\n"]),
    Case(input: ":set loops=5\n:run all\n", code: 1, says: ["total 5", "FAILED total == 2"]),
    Case(input: "1 // 0\n40 + 2\n", code: 3, says: ["division by zero", "42\n"]),
    Case(input: ":lst\n40 + 2\n", code: 2, says: ["did you mean :list?", "42\n"]),
    Case(input: "x = (", code: 2, says: ["error:"]),
  ])
  func linesAreReadAndTheCodeTells(_ wanted: Case) throws {
    let (text, code) = try run("tiny.lab", wanted.input)
    #expect(code == wanted.code, "\(text)")
    var rest = text[...]
    for part in wanted.says {
      let found = try #require(rest.firstRange(of: part), "\(part) is not in:\n\(text)")
      rest = rest[found.upperBound...]
    }
    #expect(!text.contains("\u{1B}") && !text.contains("tiny> "), "\(text)")
    #expect(!text.contains("not reached"))
  }

  @Test func nothingIsRemembered() throws {
    _ = try run("tiny.lab", "secret = 1\n")
    #expect(access(folder.path + "/lab/history", F_OK) != 0)
  }

  @Test func theListOfLabsAsksForNone() throws {
    let (text, code) = try run("", "1\n")
    #expect(text.contains("1  tiny") && text.contains("Tiny"))
    #expect(!text.contains("lab> ") && !text.contains("1 A loop"))
    #expect(code == 0)
  }
}
