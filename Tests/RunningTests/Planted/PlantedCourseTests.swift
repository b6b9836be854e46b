import Foundation
import Language
import TestSupport
import Testing

@testable import Running

/// `lab check` finds mistakes in labs as they are, and none where there are none.
@Suite struct PlantedCourseTests {
  private static let labs = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Labs")

  /// What a check finds in `text` in the place of the lab called `name`, as `code line:column`.
  private static func found(_ name: String, _ text: String) throws -> [String] {
    let folder = try TemporaryFolder()
    // Labs import from each other.
    for other in try FileManager.default.contentsOfDirectory(atPath: labs.path)
    where other.hasSuffix(".lab") {
      let whole = try String(contentsOf: labs.appending(path: other), encoding: .utf8)
      try folder.write(whole, to: other)
    }
    let file = name.split(separator: "/").last ?? ""
    return LabCheck.mistakes(in: try folder.write(text, to: "\(file).lab")).map { mistake in
      let place = mistake.span.map { $0.file.location(of: $0.start) } ?? (line: 0, column: 0)
      return "\(mistake.code ?? "none") \(place.line):\(place.column)"
    }
  }

  @Test func atLeastSeventySixOfEighty() throws {
    var missed: [String] = []
    for planted in CourseMistake.all {
      let text = try String(
        contentsOf: Self.labs.appending(path: planted.lab + ".lab"), encoding: .utf8)
      #expect(text.components(separatedBy: planted.old).count == 2, "\(planted.old)")
      var marked = text.replacing(planted.old, with: planted.new)
      if let place = planted.place {
        marked = text.replacing(planted.old, with: planted.new.replacing("‸", with: ""))
        let plain = place.replacing("‸", with: "")
        #expect(marked.components(separatedBy: plain).count == 2, "\(place)")
        marked = marked.replacing(plain, with: place)
      }
      let lines = marked.components(separatedBy: "‸")[0].components(separatedBy: "\n")
      let expected = "\(planted.code) \(lines.count):\((lines.last ?? "").count + 1)"
      let found = try Self.found(planted.lab, marked.replacing("‸", with: ""))
      if !found.contains(expected) {
        missed.append("\(planted): \(expected), not \(found)")
      }
    }
    #expect(CourseMistake.all.count >= 80)
    #expect(missed.count <= CourseMistake.all.count - 76, "\(missed.joined(separator: "\n"))")
  }
}
