import Builtins
import Interpreter
import Language
import Plotting
import Testing

@testable import Running

/// `lab doc` explains everything that it lists.
@Suite struct ReferenceTests {
  private static var reference: Reference {
    Reference(BuiltinTable(), Style(width: 200))
  }

  /// What the list shows, without arguments.
  private static var listed: [String] {
    reference.overview().split(separator: "\n").filter { $0.hasPrefix("  ") }.map { line in
      String(line.dropFirst(2).prefix { $0 != "(" && $0 != " " })
    }
  }

  @Test func everyNameOfTheListHasAnEntry() throws {
    let names = Self.listed
    #expect(names.count > 200)
    for word in ["no_grad", "record", "report", "expect", "show", "param", "compare", "try"] {
      #expect(names.contains(word), "the list has no \(word)")
    }
    for name in names where !name.hasPrefix("data") {
      #expect(throws: Never.self, "\(name)") { try Self.reference.entry(name) }
    }
  }

  @Test func aMethodIsFoundWithItsKind() throws {
    let entry = try Self.reference.entry("tensor.max")
    #expect(entry.contains("tensor.max("))
    #expect(!entry.contains("\nmax("))
    #expect(try Self.reference.entry("max").contains("max(values"))
    #expect(try Self.reference.entry("model.parameters").contains("model.parameters()"))
    #expect(throws: Diagnostic.self) { try Self.reference.entry("tensor.append") }
  }

  @Test func whatHasAnEntryIsCompleted() {
    let names = Set(Self.reference.names)
    for name in Self.listed {
      #expect(names.contains(String(name.split(separator: ".").last ?? "")), "\(name)")
    }
  }
}
