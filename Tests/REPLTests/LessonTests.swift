import Foundation
import TestSupport
import Testing

/// What a student sees of a whole lesson, in windows of two sizes, plain and in colour.
///
/// `LAB_RECORD=1 swift test --filter LessonTests` rewrites the snapshots, and fails: look at what has
/// changed before you commit it. `cat` shows them as a terminal does.
@Suite(.serialized) struct LessonTests {
  struct Window: CustomTestStringConvertible, Sendable {
    let columns: Int
    let rows: Int
    let isColourful: Bool
    var glyphs = "unicode"

    var testDescription: String { "\(columns)x\(rows)\(isColourful ? " in colour" : "") \(glyphs)" }
    var file: String {
      "lesson.\(columns).\(glyphs == "ascii" ? "ascii" : isColourful ? "256.ansi" : "plain")"
    }
  }

  private static let isRecording = ProcessInfo.processInfo.environment["LAB_RECORD"] != nil
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
  private static let question = "q skips --"
  /// What is typed at one prompt after another.
  private static let entries = [
    ":params", "", "", "", "", ":check", ":hint", "def half(x) { x * 2 }", ":check",
    "def half(x) { x / 2 }", ":check", "", "2", "8", "3", "the median", ":list", ":set n=99",
    ":set n=4", ":stale", "hiden", ":explain", "?half", ":vars", ":results", ":recording", "s", "",
  ]

  @Test(arguments: [
    Window(columns: 80, rows: 24, isColourful: false),
    Window(columns: 40, rows: 20, isColourful: false),
    Window(columns: 80, rows: 24, isColourful: true),
    Window(columns: 40, rows: 20, isColourful: true),
    Window(columns: 40, rows: 20, isColourful: false, glyphs: "ascii"),
  ])
  func looksAsItDid(_ window: Window) throws {
    let lines = try Self.lesson(in: window)
    let file = Self.folder.appending(path: "Snapshots/" + window.file)
    let text = lines.joined(separator: "\n") + "\n"
    guard let known = try? String(contentsOf: file, encoding: .utf8), known == text else {
      if Self.isRecording { try Data(text.utf8).write(to: file) }
      let known = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      let pair = zip(known.split(separator: "\n"), text.split(separator: "\n")).first { $0 != $1 }
      Issue.record("\(window.file)\nwas  \(pair?.0 ?? "another length")\nis   \(pair?.1 ?? "")")
      return
    }
  }

  /// The rows that a student sees from the start to the end, with a line where they turned a page.
  private static func lesson(in window: Window) throws -> [String] {
    let place = try TemporaryFolder()
    try place.write(
      String(contentsOf: folder.appending(path: "Lessons/lesson.lab"), encoding: .utf8),
      to: "lesson.lab")
    var environment = ["XDG_STATE_HOME": place.path + "/state", "TERM": "xterm-256color"]
    if !window.isColourful { environment["NO_COLOR"] = "1" }
    if window.glyphs == "ascii" { environment["LANG"] = "C" }
    let pty = try Pty(
      ["lesson.lab", "--progress", "none"], environment: environment, in: place.path,
      columns: window.columns, rows: window.rows)
    var screen = Screen(columns: window.columns)
    var shown = 0
    var entries = Self.entries
    var pages: Set<Int> = []
    var prompts: Set<Int> = []
    while true {
      try pty.wait { raw in
        screen.show(raw[shown...])
        shown = raw.count
        return screen.typed.hasSuffix("> ") && !prompts.contains(screen.row)
          || screen.typed.hasSuffix(question)
      }
      if screen.typed.hasSuffix(question) {
        let page = screen.row
        pages.insert(page)
        pty.type(" ")
        try pty.wait { raw in
          screen.show(raw[shown...])
          shown = raw.count
          return screen.row != page || !screen.typed.hasSuffix(question)
        }
      } else {
        // A screen is never longer than the window.
        let stops = pages.union(prompts).filter { $0 < screen.row }
        #expect(screen.row - (stops.max() ?? 0) <= window.rows, "row \(screen.row)")
        prompts.insert(screen.row)
        guard !entries.isEmpty else { break }
        pty.enter(entries.removeFirst())
      }
    }
    // A string in code cannot go on in another line.
    for row in screen.broken where !screen.lines[row].contains("\"") {
      #expect(prompts.contains(row), "the terminal breaks row \(row): \(screen.lines[row])")
    }
    pty.enter(":quit")
    #expect(try pty.code() == 0)
    return screen.lines.enumerated().flatMap { row, line in
      (pages.contains(row) ? ["~~~~ page ~~~~"] : []) + [line]
    }
  }
}
