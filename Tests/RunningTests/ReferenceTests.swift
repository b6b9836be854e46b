import Builtins
import Foundation
import Interpreter
import Language
import Plotting
import Session
import TestSupport
import Testing
import Text

@testable import Running

/// `lab doc` explains everything that it lists.
@Suite struct ReferenceTests {
  private nonisolated(unsafe) static let reference = Reference(BuiltinTable())
  private static let entries = reference.sections.flatMap(\.entries)
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL

  private static func pages(_ width: Int) -> ReferencePage {
    ReferencePage(reference, Style(width: width))
  }

  @Test func everyNameHasAnEntry() throws {
    #expect(Self.entries.count > 350)
    let names = Set(Self.entries.map(\.fullName))
    for word in ["no_grad", "record", "report", "expect", "show", "param", "compare", "try"] {
      #expect(names.contains(word), "there is no \(word)")
    }
    let pages = Self.pages(80)
    for name in names { #expect(throws: Never.self, "\(name)") { try pages.text(name) } }
  }

  @Test func aMethodIsFoundWithItsKind() throws {
    let pages = Self.pages(200)
    let entry = try pages.text("tensor.max")
    #expect(entry.contains("tensor.max("))
    #expect(!entry.contains("\nmax("))
    #expect(try pages.text("max").contains("max(values"))
    #expect(try pages.text("model.parameters").contains("model.parameters()"))
    #expect(throws: Diagnostic.self) { try pages.text("tensor.append") }
  }

  @Test func aKindListsWhatItsValuesHave() throws {
    let page = try Self.pages(80).text("list")
    #expect(page.contains("list(x = [])"))
    #expect(page.contains("  .append"))
    #expect(try Self.pages(80).text("optimizer").contains("  .zero_grad"))
  }

  @Test func whatHasAnEntryIsCompleted() {
    let names = Set(Self.reference.names)
    for entry in Self.entries { #expect(names.contains(entry.name), "\(entry.fullName)") }
  }

  // MARK: What is in an entry

  @Test func everyArgumentIsDescribed() {
    // What such an argument is follows from its kind.
    let plain = [
      "a tensor", "a number", "a string", "true or false", "a whole number", "a list", "any value",
    ]
    for entry in Self.entries {
      for (name, about) in entry.arguments {
        #expect(!about.isEmpty, "\(name) of \(entry.fullName)")
        #expect(
          entry.arguments.count == 1 || name == "x" || !plain.contains(about),
          "\(name) of \(entry.fullName) says no more than its kind")
      }
    }
  }

  @Test func everyEntryHasAnExampleAndLeadsFurther() {
    let names = Set(Self.entries.flatMap { [$0.fullName, $0.name] })
    for entry in Self.entries {
      #expect(!entry.example.isEmpty, "\(entry.fullName) has no example")
      for name in entry.declared {
        #expect(names.contains(name), "\(entry.fullName) leads to \(name), which is nowhere")
      }
    }
    let lonely = Self.entries.filter { Self.reference.related(to: $0).isEmpty }.map(\.fullName)
    #expect(lonely.isEmpty, "these lead nowhere: \(lonely.joined(separator: ", "))")
  }

  @Test(arguments: [80, 40]) func pagesFitTheWindow(width: Int) throws {
    let pages = Self.pages(width)
    for name in Set(Self.entries.map(\.fullName)) {
      for line in try pages.text(name).split(separator: "\n") {
        // A name that is longer than the window is whole.
        guard DisplayWidth.of(String(line)) > width, line.dropFirst(4).contains(" ") else {
          continue
        }
        #expect(line.contains("\""), "\(name) at \(width) columns: \(line)")
      }
    }
  }

  // MARK: Examples

  private static let examples = entries.filter { !$0.example.isEmpty }.map(\.fullName)

  @Test(arguments: Set(examples).sorted()) func theExampleRuns(name: String) throws {
    for entry in try Self.reference.entries(name) where entry.fullName == name {
      let declarations = entry.example.prefix { line in
        ["data ", "param ", "profile ", "try "].contains { line.hasPrefix($0) }
      }
      let code = entry.example.dropFirst(declarations.count)
      let text = """
        # Example

        ```lab
        \(declarations.joined(separator: "\n"))
        ```

        ## One

        ```lab
        \(code.joined(separator: "\n"))
        ```
        """
      let folder = try TemporaryFolder()
      var options = SessionOptions()
      options.folder = Self.root.path + "/Labs"
      options.artifacts = folder.path
      options.runsComparisons = true
      let lab = try Parser.parseLab(SourceFile(name: "\(name).lab", text: text))
      let session = try Session(lab, options, output: Silence())
      for step in lab.steps {
        let failure = session.run(step: step.number).failure
        #expect(failure == nil, "\(name): \(failure?.message ?? "")\n\(text)")
      }
    }
  }

  // MARK: The document

  @Test func theDocumentIsUpToDate() throws {
    let page = try String(
      contentsOf: Self.root.appending(path: "docs/reference.md"), encoding: .utf8)
    #expect(
      page == ReferenceDocument(Self.reference).text,
      "docs/reference.md is stale; `.build/release/lab doc --markdown > docs/reference.md` renews it"
    )
  }

  @Test func linksInTheDocumentLeadToHeadings() throws {
    let text = ReferenceDocument(Self.reference).text
    var uses: [String: Int] = [:]
    var anchors: Set<String> = []
    for line in text.split(separator: "\n") where line.hasPrefix("##") {
      let title = line.drop { $0 == "#" || $0 == " " }.replacing("\\", with: "")
      let anchor = title.lowercased().replacing(" ", with: "-")
        .filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
      let count = uses[anchor, default: 0]
      uses[anchor] = count + 1
      anchors.insert(count == 0 ? anchor : "\(anchor)-\(count)")
    }
    let links = text.matches(of: /\]\(#([^)]+)\)/).map { String($0.1) }
    #expect(links.count > 500)
    for link in links { #expect(anchors.contains(link), "\(link)") }
  }

  /// Takes events and shows nothing.
  private final class Silence: Output {
    func receive(_ event: Event) {}
  }
}
