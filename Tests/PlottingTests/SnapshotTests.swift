import Foundation
import Testing
import Text

@testable import Plotting

/// Every figure of the gallery in every encoding and width, against the pictures in `Snapshots`.
///
/// `LAB_RECORD=1 swift test --filter SnapshotTests` rewrites them, and fails: look at what has
/// changed, then run without it.
@Suite struct SnapshotTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Snapshots")
  private static let isRecording = ProcessInfo.processInfo.environment["LAB_RECORD"] != nil
  private static let widths = [24, 40, 80, 120]
  private static let encodings: [(name: String, Glyphs, Style.Colours)] = [
    ("ascii.txt", .ascii, .none), ("unicode.txt", .unicode, .none),
    ("256.ansi", .unicode, .ansi256),
    ("true.ansi", .unicode, .trueColour),
  ]

  @Test(arguments: Gallery.entries) func text(_ entry: Gallery.Entry) throws {
    for (name, glyphs, colours) in Self.encodings {
      let parts = distinct {
        render(entry.figure, Style(width: $0, glyphs: glyphs, colours: colours))
      }
      let text = parts.map { "==== \($0.widths) columns\n\($0.text)" }.joined()
      try compare(text, "\(entry.name).\(name)")
    }
  }

  @Test(arguments: Gallery.entries) func words(_ entry: Gallery.Entry) throws {
    let style = Style(width: 80, glyphs: .ascii, colours: .none, content: .sentence)
    try compare(render(entry.figure, style), "\(entry.name).sentence.txt")
  }

  @Test(arguments: Gallery.entries) func pages(_ entry: Gallery.Entry) throws {
    for part in distinct({ svg(entry.figure, width: $0) }) {
      try compare(part.text, "\(entry.name).\(part.widths).svg")
    }
  }

  /// What is drawn in every width, with equal neighbours merged: `80-120`.
  private func distinct(_ draw: (Int) -> String) -> [(widths: String, text: String)] {
    var parts: [(widths: String, text: String)] = []
    for width in Self.widths {
      let text = draw(width)
      if let last = parts.last, last.text == text {
        parts[parts.count - 1].widths += "-\(width)"
      } else {
        parts.append((String(width), text))
      }
    }
    return parts
  }

  @Test func nothingElseIsKept() throws {
    let kept = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let names = Set(Gallery.entries.map(\.name))
    for file in kept {
      #expect(names.contains(String(file.prefix { $0 != "." })), "\(file) belongs to no figure")
    }
  }

  private func compare(_ text: String, _ name: String) throws {
    let file = Self.folder.appending(path: name)
    let kept = try? String(contentsOf: file, encoding: .utf8)
    guard kept != text else { return }
    guard Self.isRecording else {
      let line = zip(lines(kept ?? ""), lines(text)).enumerated().first { $1.0 != $1.1 }
      Issue.record(
        """
        \(name) differs\(line.map { " in line \($0.offset + 1):\n\($0.element.0)\n\($0.element.1)" } ?? "")
        """)
      return
    }
    try Data(text.utf8).write(to: file)
    Issue.record("wrote \(name)")
  }

  private func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
