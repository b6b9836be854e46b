import Foundation
import Testing

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

  @Test func thereAreExamples() { #expect(Self.examples.count >= 10) }

  @Test(arguments: examples) func behaves(_ example: Script) throws { try example.check() }
}
