import Foundation
import Testing

@testable import Language
@testable import Running

/// Notebooks in the style of a course: how much of them becomes a lab's code.
@Suite struct NotebookTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Notebooks").path

  /// The share of the lines of code that are translated, and in which `lab check` finds nothing.
  @Test(arguments: ["classify", "tokens", "norms", "vit"])
  func mostOfANotebookIsTranslated(_ name: String) throws {
    let draft = try NotebookImport("\(Self.folder)/\(name).ipynb")
    let (lines, translated) = draft.count
    #expect(lines > 90)
    #expect(Double(translated) >= 0.85 * Double(lines), "\(translated) of \(lines):\n\(draft.text)")
    let source = SourceFile(name: "\(name).lab", text: draft.text)
    #expect(Parser.mistakes(in: source).map(\.message) == [])
    // What is not counted is said: a comment with advice, or a finding of the check.
    let kept = draft.text.components(separatedBy: "# python: ").count - 1
    let findings = LabCheck.mistakes(in: LabReading(source), folder: nil)
    #expect(lines - translated <= kept + findings.count)
    #expect(lines - translated < lines && kept + findings.count > 0)
  }
}
