import Foundation
import TestSupport
import Testing

/// The commands in the guides do what the guides say.
@Suite struct DocumentedCommandTests {
  /// A command and the lines that follow it.
  private struct Example {
    let command: String
    var lines: [String] = []
  }

  private static func guide(_ name: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: "docs/\(name)"), encoding: .utf8)
  }

  private static func examples(_ text: String) -> [Example] {
    var examples: [Example] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isInside = line == "```console"
      } else if isInside, line.hasPrefix("$ ") {
        examples.append(Example(command: String(line.dropFirst(2))))
      } else if isInside {
        examples[examples.count - 1].lines.append(String(line))
      }
    }
    return examples
  }

  private static func program() throws -> Program {
    var program = try Program()
    try FileManager.default.createDirectory(
      atPath: program.folder.path + "/bin", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: program.folder.path + "/bin/lab", withDestinationPath: Program.path)
    program.environment["PATH"] = program.folder.path + "/bin:/usr/bin:/bin"
    return program
  }

  private static func check(_ examples: [Example], _ program: Program) throws {
    for example in examples {
      let ending = try program.run(shell: "{ \(example.command); } 2>&1")
      var lines = ending.output.split(separator: "\n", omittingEmptySubsequences: false)
      if lines.last == "" { lines.removeLast() }
      #expect(lines.count == example.lines.count, "\(example.command): \(ending.output)")
      for (line, wanted) in zip(lines, example.lines) {
        let parts = wanted.split(separator: "…", omittingEmptySubsequences: false)
        let pattern = parts.map { NSRegularExpression.escapedPattern(for: String($0)) }
          .joined(separator: ".*")
        #expect(
          try Regex(pattern).wholeMatch(in: String(line)) != nil,
          "\(example.command): `\(line)`, not `\(wanted)`")
      }
    }
  }

  @Test func authoring() throws {
    let examples = Self.examples(try Self.guide("authoring.md"))
    #expect(examples.count > 15)
    try Self.check(examples, Self.program())
  }

  @Test func grading() throws {
    let examples = Self.examples(try Self.guide("grading.md"))
    #expect(examples.count == 9)
    try Self.check(examples, Self.program())
  }

  /// The commands of the guide, and those of both workflows.
  @Test func continuousIntegration() throws {
    let text = try Self.guide("ci.md")
    let program = try Self.program()
    for name in ["first", "second"] {
      let made = try program.run(shell: "mkdir -p Labs && lab new Labs/\(name)")
      #expect(made.code == 0, "\(made.all)")
    }
    let examples = Self.examples(text)
    #expect(examples.count == 5)
    try Self.check(examples, program)
    let github = text.matches(of: /- run: (lab .*)/).map { String($0.1) }
    let gitlab = text.matches(of: /\n    - (lab .*)/).map { String($0.1) }
    #expect(github.count == 5)
    #expect(github == gitlab)
    // The workflows only show more of what passes.
    #expect(
      github.map { $0.replacing(" -q", with: "") }
        == examples.map { $0.command.replacing(" -q", with: "") })
    // Each ends well in a lab that is sound.
    for command in github {
      let ending = try program.run(shell: command)
      #expect(ending.code == 0, "\(command): \(ending.all)")
    }
    try program.folder.write("Prose.\n", to: "Labs/third.lab")
    #expect(try program.run(shell: github[3]).code == 5)
  }
}
