import TestSupport
import Testing

@testable import Running

/// Labs in the order of their course, and labs by name.
@Suite struct CourseTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for (name, needs) in [
      ("a", "c"), ("b", ""), ("c", "b"), ("d", "b"), ("e", "c"), ("f", "f"), ("g", "nowhere"),
    ] {
      let front = needs.isEmpty ? "" : "---\nneeds: \(needs)\n---\n"
      try folder.write(
        "\(front)# About \(name)\n\n## One\n\n```lab\nx = 1\n```\n", to: "\(name).lab")
    }
    try folder.write("# Torn\n\n```lab\nx = (\n```\n", to: "h.lab")
  }

  private var entries: [Course.Entry] {
    get throws { Course.entries(try LabFolder.labs(in: [folder.path])) }
  }

  @Test func eachComesAfterWhatItNeeds() throws {
    // After c come those that need it; then what has been waiting since b. Circles, labs that need
    // what is not there, and what cannot be read come last.
    #expect(try entries.map(\.name) == ["b", "c", "a", "e", "d", "f", "g", "h"])
  }

  @Test(
    arguments: [
      ("b", "b"), ("About b", "b"), ("ABOUT C", "c"), ("About", nil), ("", nil), ("x", nil),
    ] as [(String, String?)])
  func aLabIsFoundByNameOrTitle(_ word: String, _ name: String?) throws {
    #expect(Course.entry(called: word, among: try entries)?.name == name)
  }
}
