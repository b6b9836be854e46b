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
    #expect(rows.map { Int($0.1) } == Array(1...14))
    let course = listed.prefix(14)
    #expect(rows.map { "\($0.2)" } == course.map(\.name))
    #expect(rows.map { Int($0.3) } == course.map { $0.lab?.frontMatter.minutes })
    // The gallery follows.
    let gallery = page.matches(of: /(?m)^\| \[`gallery\/(.+?)\.lab`\]/).map { String($0.1) }
    #expect(gallery.sorted() == listed.dropFirst(14).map(\.name).sorted())
  }

  @Test func labsOfSubfoldersFollow() throws {
    for name in ["sub/y", "sub/deep/x", ".hidden/w", "z.lab/v"] {
      let parts = name.split(separator: "/")
      try FileManager.default.createDirectory(
        atPath: folder.path + "/" + parts.dropLast().joined(separator: "/"),
        withIntermediateDirectories: true)
      try folder.write("# About \(parts.last ?? "")\n", to: "\(name).lab")
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/sub/loop", withDestinationPath: folder.path)
    let start = folder.path + "/"
    let found = try LabFolder.labs(in: [folder.path]).map { String($0.dropFirst(start.count)) }
    #expect(
      found.prefix(8) == ["a.lab", "b.lab", "c.lab", "d.lab", "e.lab", "f.lab", "g.lab", "h.lab"])
    #expect(found.dropFirst(8) == ["sub/y.lab", "sub/deep/x.lab", "z.lab/v.lab"])
    #expect(try LabFolder.labs(directlyIn: folder.path).count == 8)
  }

  @Test func aPathNeedsNoEnding() {
    #expect(Course.path(folder.path + "/a") == folder.path + "/a.lab")
    #expect(Course.path(folder.path + "/none") == folder.path + "/none")
  }

  @Test(
    arguments: [
      ("b", "b"), ("About b", "b"), ("ABOUT C", "c"), ("About", nil), ("", nil), ("x", nil),
    ] as [(String, String?)])
  func aLabIsFoundByNameOrTitle(_ word: String, _ name: String?) throws {
    #expect(Course.entry(called: word, among: try entries)?.name == name)
  }
}
