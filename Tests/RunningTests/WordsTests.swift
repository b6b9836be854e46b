import Foundation
import TestSupport
import Testing

@testable import Running

/// What authors write, where it is shown.
@Suite struct WordsTests {
  private static let text = """
    # Über “Größe”

    Prose: naïve → 中文.

    ## Müller 中文

    ```lab
    print("é", "Größe")
    show bar([1, 2], labels = ["中文", "中国"])
    expect 1 == 2 "schöne Größe"
    ```
    """

  /// Off a terminal words stay as they are, and what is drawn is ASCII.
  @Test func offATerminal() throws {
    let program = try Program()
    let file = try program.folder.write(Self.text, to: "grün.lab")
    let ending = try program.run("run", "-v", file)
    for word in [
      "Über “Größe”", "naïve → 中文", "Müller 中文", "é Größe", "中国", "schöne Größe", "grün.lab",
    ] {
      #expect(ending.all.contains(word), "\(word): \(ending.all)")
    }
    for mark in "─│█✓✗·" { #expect(!ending.all.contains(mark), "\(mark): \(ending.all)") }
  }

  /// Whoever asks for ASCII gets nothing else, and words that differ still do.
  @Test func inASCII() throws {
    let program = try Program()
    let file = try program.folder.write(Self.text, to: "grün.lab")
    let ending = try program.run("run", "-v", file, "--glyphs", "ascii")
    for word in [
      "Ueber \"Groesse\"", "naive -> <4E2D><6587>", "Mueller <4E2D><6587>", "e Groesse",
      "<4E2D><56FD>", "schoene Groesse",
    ] {
      #expect(ending.all.contains(word), "\(word): \(ending.all)")
    }
    #expect(ending.output.utf8.allSatisfy { $0 < 0x80 }, "\(ending.output)")
  }

  /// The name of a file never reaches the terminal as it is.
  @Test func namesOfFiles() throws {
    let program = try Program()
    let name = "a\u{1B}[31m\u{7}\n.lab"
    try program.folder.write(lab("expect 1 == 2\nprint(1 // 0)"), to: name)
    try program.folder.write(lab("expect 1 == 1"), to: "b.lab")
    for arguments in [
      ["run", name, "b.lab"], ["test", name], ["test", "."], ["check", name], ["verify", name],
      ["list", "."], ["params", name], ["run", name + "x"], [name], ["test", name, "--json", name],
    ] {
      let ending = try program.run(arguments)
      #expect(!ending.all.contains("\u{1B}") && !ending.all.contains("\u{7}"), "\(arguments)")
    }
  }
}
