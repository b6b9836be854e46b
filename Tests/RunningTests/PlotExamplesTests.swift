import Builtins
import Foundation
import Interpreter
import Language
import Platform
import Plotting
import Session
import Testing

@testable import Running

/// The examples of docs/plots.md print what is shown under them.
///
/// `LAB_RECORD=1 swift test --filter PlotExamplesTests` rewrites it, and fails.
@Suite struct PlotExamplesTests {
  private static let document = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../docs/plots.md")
  private static let isRecording = ProcessInfo.processInfo.environment["LAB_RECORD"] != nil

  @Test func theyDo() throws {
    let text = try String(contentsOf: Self.document, encoding: .utf8)
    var result = ""
    var code = ""
    var fence: String?
    var examples = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("```"), fence == nil {
        fence = String(line.dropFirst(3))
        result += line + "\n"
        if fence == "lab" { code = "" }
        if fence == "text" {
          result += try shown(code)
          examples += 1
        }
      } else if line == "```" {
        fence = nil
        result += line + "\n"
      } else {
        if fence == "lab" { code += line + "\n" }
        if fence != "text" { result += line + "\n" }
      }
    }
    #expect(examples >= 10)
    guard result != text else { return }
    if Self.isRecording {
      try Data(result.utf8).write(to: Self.document)
      Issue.record("wrote docs/plots.md")
    } else {
      let pair = zip(text.split(separator: "\n"), result.split(separator: "\n")).first { $0 != $1 }
      Issue.record("docs/plots.md says\n\(pair?.0 ?? "")\nand the example prints\n\(pair?.1 ?? "")")
    }
  }

  /// What the code shows off a terminal, in 72 columns.
  private func shown(_ code: String) throws -> String {
    let lab = try Parser.parseLab(SourceFile(name: "plots.lab", text: "```lab\n\(code)```\n"))
    let file = FileManager.default.temporaryDirectory.appending(path: "lab-\(UUID().uuidString)")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let handle = try FileHandle(forWritingTo: file)
    let style = Style(width: 72)
    let sink = TextSink(handle.fileDescriptor)
    let capabilities = Capabilities(style: style, isTerminal: false)
    let console = Console(sink, capabilities, errors: sink, errorCapabilities: capabilities)
    let session = try Session(lab, SessionOptions(), output: console)
    for step in lab.steps {
      console.begin(step, in: session)
      let outcome = session.run(step: step.number)
      console.end(step, outcome)
      #expect(outcome.failure == nil, "\(code)")
    }
    try handle.close()
    let text = try String(contentsOf: file, encoding: .utf8)
    // Off a terminal there is nothing but lines of text.
    #expect(text.utf8.allSatisfy { $0 == 0x0A || (0x20...0x7E).contains($0) })
    return text
  }
}
