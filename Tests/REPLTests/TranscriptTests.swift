import Foundation
import TestSupport
import Testing

/// What documents show of the prompt is what the program prints.
///
/// A fence without a language that has lines beginning with `mlp> ` is a transcript: those lines
/// are typed, and what is below each is compared with the answer. A line `…` matches any lines.
/// `<!-- before: … -->` above a fence is typed first; its answer is not shown.
@Suite struct TranscriptTests {
  struct Entry {
    let input: String
    /// The lines below it; nil for what is typed before.
    var answer: [String]?
    let line: Int
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL
  private static let prompt = "mlp> "

  @Test(arguments: [("docs/repl.md", 8), ("README.md", 3), ("docs/student.md", 8)])
  func theProgramAnswersAsThePageSays(page: String, atLeast least: Int) throws {
    let text = try String(contentsOf: Self.root.appending(path: page), encoding: .utf8)
    let entries = Self.entries(of: text)
    #expect(entries.count { $0.answer != nil } >= least)
    let answers = try Self.answers(to: entries.map(\.input))
    try #require(answers.count == entries.count, "\(answers)")
    for (entry, answer) in zip(entries, answers) {
      guard let expected = entry.answer else { continue }
      #expect(
        Self.matches(answer[...], expected[...]),
        "\(page):\(entry.line): \(entry.input)\n\(answer.joined(separator: "\n"))")
    }
  }

  @Test func linesMayBeLeftOut() {
    #expect(Self.matches(["a", "b", "c", "d"], ["a", "…", "d"]))
    #expect(Self.matches(["a", "b"], ["…"]))
    #expect(!Self.matches(["a", "b"], ["a"]))
    #expect(!Self.matches(["a", "b"], ["b", "…"]))
    let page = "<!-- before: x -->\n```\nmlp> y\n1\n```\n"
    #expect(Self.entries(of: page).map(\.input) == ["x", "y"])
  }

  private static func entries(of page: String) -> [Entry] {
    var entries: [Entry] = []
    var fence: String?
    var isTranscript = false
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        fence = fence == nil ? String(line.dropFirst(3)) : nil
        isTranscript = false
      } else if fence == nil, line.hasPrefix("<!-- before: "), line.hasSuffix(" -->") {
        entries.append(
          Entry(input: String(line.dropFirst(13).dropLast(4)), answer: nil, line: index + 1))
      } else if fence == "", line.hasPrefix(prompt) {
        isTranscript = true
        entries.append(
          Entry(input: String(line.dropFirst(prompt.count)), answer: [], line: index + 1))
      } else if isTranscript {
        entries[entries.count - 1].answer?.append(String(line))
      }
    }
    return entries.map { entry in
      var entry = entry
      entry.answer = entry.answer.map(trimmed)
      return entry
    }
  }

  /// What the program answers to each line, with a terminal's characters and width.
  private static func answers(to inputs: [String]) throws -> [[String]] {
    let folder = try TemporaryFolder()
    let mark = "--------8<--------"
    let lines = inputs.flatMap { ["print(\"\(mark)\")", $0] }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "input")
    let arguments =
      "open '\(root.path)/Labs/mlp.lab' --profile quick -p images=digits"
      + " --glyphs unicode --width 80 --progress none"
    let program = Program.path
    let command =
      "cd '\(folder.path)' && HOME=. XDG_STATE_HOME=. '\(program)' \(arguments) < input 2>&1"
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.components(separatedBy: mark + "\n").dropFirst().map { part in
      trimmed(part.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }
  }

  /// Without blank lines at its ends.
  private static func trimmed(_ lines: [String]) -> [String] {
    let first = lines.firstIndex { !$0.isEmpty } ?? lines.endIndex
    let last = lines.lastIndex { !$0.isEmpty } ?? first - 1
    return Array(lines[first..<max(first, last + 1)])
  }

  private static func matches(_ lines: ArraySlice<String>, _ pattern: ArraySlice<String>) -> Bool {
    guard let wanted = pattern.first else { return lines.isEmpty }
    let rest = pattern.dropFirst()
    if wanted == "…" {
      return (lines.startIndex...lines.endIndex).contains { matches(lines[$0...], rest) }
    }
    return lines.first == wanted && matches(lines.dropFirst(), rest)
  }
}
