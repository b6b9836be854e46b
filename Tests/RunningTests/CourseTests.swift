import Foundation
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

  @Test func lessonsAreNumbered() throws {
    for (name, front) in [
      ("x", "lesson: 3\nneeds: y"), ("y", "lesson: 2"), ("z", "lesson: 1\nneeds: x"),
    ] {
      try folder.write("---\n\(front)\n---\n# About \(name)\n", to: "\(name).lab")
    }
    // z is the first lesson, and still comes after what it needs.
    #expect(try entries.map(\.name).prefix(4) == ["y", "x", "z", "b"])
  }

  /// `lab` opens a lab by the number that the table of the course gives it.
  @Test func theCourseIsListedAsItsPageSays() throws {
    let labs = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Labs")
    let page = try String(contentsOf: labs.appending(path: "README.md"), encoding: .utf8)
    let rows = page.matches(of: /(?m)^\| (\d+) \| `(.+?)\.lab` \|.*\| (\d+) \|$/)
    let listed = Course.entries(try LabFolder.labs(in: [labs.standardized.path]))
    #expect(rows.map { "\($0.2)" } == listed.map(\.name))
    #expect(rows.map { Int($0.1) } == Array(1...14))
    #expect(rows.map { Int($0.3) } == listed.map { $0.lab?.frontMatter.minutes })
  }

  @Test(
    arguments: [
      ("b", "b"), ("About b", "b"), ("ABOUT C", "c"), ("About", nil), ("", nil), ("x", nil),
    ] as [(String, String?)])
  func aLabIsFoundByNameOrTitle(_ word: String, _ name: String?) throws {
    #expect(Course.entry(called: word, among: try entries)?.name == name)
  }
}
