import Foundation
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// The examples of docs/language.md do what the comments in them say.
@Suite struct ReferenceTests {
  static let document = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../docs/language.md")

  /// The fences marked `lab`, named by the heading above and the line.
  static var examples: [Script] {
    guard let text = try? String(contentsOf: document, encoding: .utf8) else { return [] }
    var examples: [Script] = []
    var heading = ""
    var code: [Substring]?
    var isOtherFence = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if let lines = code {
        if line == "```" {
          let first = index - lines.count + 1
          examples.append(
            Script(name: "\(heading), line \(first)", code: lines.joined(separator: "\n")))
          code = nil
        } else {
          code = lines + [line]
        }
      } else if line == "```lab", !isOtherFence {
        code = []
      } else if line.hasPrefix("````") {
        isOtherFence.toggle()
      } else if line.hasPrefix("## ") {
        heading = String(line.dropFirst(3))
      }
    }
    return examples
  }

  /// The labs in fences of four backticks.
  static var labs: [Script] {
    guard let text = try? String(contentsOf: document, encoding: .utf8) else { return [] }
    let parts = text.split(separator: "````", omittingEmptySubsequences: false)
    return parts.enumerated().filter { $0.offset % 2 == 1 }.map { part in
      let code = part.element.drop { $0 != "\n" }.dropFirst()
      return Script(name: "lab \(part.offset / 2 + 1)", code: String(code))
    }
  }

  @Test(arguments: labs) func runs(_ example: Script) throws {
    var options = SessionOptions()
    options.runsComparisons = true
    let run = try Run.all(example.code, options)
    #expect(run.failure?.message == nil)
    let printed = run.recorder.text.split(separator: "\n").map(String.init)
    #expect(printed == example.comments("# expect: "))
    #expect(!run.outcomes.contains { !$0.passed })
  }

  @Test func thereAreExamples() { #expect(Self.examples.count >= 10) }

  @Test(arguments: examples) func behaves(_ example: Script) throws { try example.check() }
}
