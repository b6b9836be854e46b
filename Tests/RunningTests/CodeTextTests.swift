import Foundation
import Language
import Plotting
import Testing
import Text

@testable import Running

/// Code as it is shown: in its colours, and so that it can be pasted back.
@Suite struct CodeTextTests {
  private static let labs: [String] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Labs")
      .standardizedFileURL
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "lab" }.map(\.path)
      .sorted()
  }()

  private static let hard = #"""
    f"{x:.4f} and {d["k"]} of {{braces}} and a great many more words than fit into one line"
    s = """a text of
       several lines, # which are no comment, and long enough that they would have to be broken
    """
    report x = f(aaaaaaaaaaaaaaaaaaaaaaaa, [1, 2.5e-3, 0x1f], "a, b", {"k": none})   # and a comment at the end
    ## A comment of its own that is far too long for any window in which it might have to be shown
    report = 3; show = report
    x = 'it''s' + r"raw \" + "\"quoted\"" ≈ 3 ± 1
    broken = "never closed
    """#

  private func shown(
    _ parts: [[CodePart]], _ width: Int, _ colours: Style.Colours = .none
  ) -> [String] {
    let style = Style(width: width, glyphs: .unicode, colours: colours)
    let text = CodeText(width, Marks(style: style))
    return parts.flatMap { text.lines($0) }
  }

  /// What code says: its parts, and the words of its comments.
  private func meaning(_ parts: [[CodePart]]) -> [String] {
    var result: [String] = []
    for part in parts.joined() where part.text != "\\" {
      guard part.kind == .comment else {
        result.append("\(part.kind) \(part.text)")
        continue
      }
      let words = part.text.drop { $0 == "#" }.split(separator: " ").filter { $0 != "\\" }
      if result.last?.hasPrefix("# ") == true {
        result[result.count - 1] += " " + words.joined(separator: " ")
      } else {
        result.append("# " + words.joined(separator: " "))
      }
    }
    return result
  }

  private func check(_ parts: [[CodePart]]) {
    for width in [30, 40, 60, 80] {
      let lines = shown(parts, width)
      let pasted = lines.map { String($0.dropFirst(2)) }.joined(separator: "\n")
      let again = SourceFile(name: "pasted", text: pasted)
      #expect(
        meaning(again.codeParts(1, again.lineStarts.count)) == meaning(parts), "\(width): \(pasted)"
      )
      for line in lines where DisplayWidth.of(line) > width {
        // Only what may not be broken is wider.
        let file = SourceFile(name: "line", text: line)
        let widest = file.codeParts(1, 1).joined().map { DisplayWidth.of($0.text) }.max() ?? 0
        #expect(widest > width / 2 - 8, "\(width): \(line)")
      }
      for colours in [Style.Colours.ansi16, .ansi256, .trueColour] {
        let plain = shown(parts, width, colours).map { $0.replacing(/\u{1B}\[[0-9;]*m/, with: "") }
        #expect(plain == lines, "colours change nothing else")
      }
    }
  }

  @Test(arguments: labs) func shownCodeCanBePastedBack(_ path: String) throws {
    let source = SourceFile(name: path, text: try String(contentsOfFile: path, encoding: .utf8))
    let numbers = 1...source.lineStarts.count
    var first: Int?
    for number in numbers {
      let text = source.line(number)
      if let start = first, text.hasPrefix("```") {
        if start < number { check(source.codeParts(start, number - 1)) }
        first = nil
      } else if first == nil, text.hasPrefix("```lab") {
        first = number + 1
      }
    }
  }

  @Test func hardCodeCanBePastedBack() {
    let source = SourceFile(name: "hard", text: Self.hard)
    check(source.codeParts(1, source.lineStarts.count))
  }

  @Test func aLongCommentGoesOnAsAComment() {
    let source = SourceFile(
      name: "x", text: "y = f(x)  # a comment that is longer than the window is wide")
    #expect(
      shown(source.codeParts(1, 1), 40) == [
        "  y = f(x)", "      # a comment that is longer than", "      # the window is wide",
      ])
  }

  /// It moves nearer to its code first, so that only what is too long goes below.
  @Test func aCommentStaysBesideItsCodeWhereThereIsRoom() {
    let code = """
      h = x.flatten(1)                           # [B, 784]
      fc(h.flatten(2).amax(dim = 2))             # [B, 10]: is it there, wherever?
      # a comment of its own that is longer than the window
      """
    let source = SourceFile(name: "x", text: code)
    #expect(
      shown(source.codeParts(1, 3), 40) == [
        "  h = x.flatten(1)            # [B, 784]",
        "  fc(h.flatten(2).amax(dim = 2))",
        "      # [B, 10]: is it there, wherever?",
        "  # a comment of its own that is", "  # longer than the window",
      ])
  }

  /// In ASCII signs are longer than they were written.
  @Test func whatIsSpelledOutIsMeasuredSo() {
    let source = SourceFile(name: "x", text: "expect before.sum(dim = -1) ≈ 1 ± 1e-5")
    var style = Style(width: 40, glyphs: .ascii)
    style.words = .ascii
    let lines = CodeText(40, Marks(style: style)).lines(source.codeParts(1, 1)[0])
    #expect(lines == ["  expect before.sum(dim = -1) ~= 1 +/- \\", "      1e-5"])
  }

  @Test func partsAreWhatTheLexerSays() {
    let source = SourceFile(name: "x", text: "report a = \"b\" + 1.5  # c\nif report { x }")
    let kinds = source.codeParts(1, 2).map { $0.map(\.kind) }
    #expect(
      kinds == [
        [.keyword, .word, .sign, .string, .sign, .number, .comment],
        [.keyword, .word, .sign, .word, .sign],
      ])
  }

  @Test func coloursAreThoseOfTheTerminal() {
    let source = SourceFile(name: "x", text: "if \"a\" { 1 } # b")
    let parts = source.codeParts(1, 1)
    #expect(
      shown(parts, 80, .ansi16) == [
        "  \u{1B}[35mif\u{1B}[0m \u{1B}[32m\"a\"\u{1B}[0m { \u{1B}[36m1\u{1B}[0m } \u{1B}[2m# b\u{1B}[0m"
      ])
    #expect(shown(parts, 80, .ansi256)[0].contains("\u{1B}[38;5;140mif"))
    #expect(shown(parts, 80, .trueColour)[0].contains("\u{1B}[38;2;166;121;210mif"))
  }
}
