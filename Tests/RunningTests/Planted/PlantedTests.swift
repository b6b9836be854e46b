import Foundation
import Language
import TestSupport
import Testing

@testable import Running

/// `lab check` finds the mistakes that authors make: each of them planted into a lab without any.
@Suite struct PlantedTests {
  private static func mistakes(_ text: String) throws -> [Diagnostic] {
    let folder = try TemporaryFolder()
    try folder.write(PlantedLab.helpers, to: "helpers.lab")
    return LabCheck.mistakes(in: try folder.write(text, to: "line.lab"))
  }

  private static func said(_ mistake: Diagnostic) -> String {
    let place = mistake.span.map { $0.file.location(of: $0.start) } ?? (line: 0, column: 0)
    return "\(mistake.code ?? "none") \(place.line):\(place.column) \(mistake.message)"
  }

  @Test func theLabItselfHasNone() throws {
    #expect(try Self.mistakes(PlantedLab.text).map(Self.said) == [])
  }

  @Test(arguments: PlantedMistake.all)
  func finds(_ planted: PlantedMistake) throws {
    let parts = PlantedLab.text.components(separatedBy: planted.old)
    #expect(parts.count == 2, "`\(planted.old)` stands in the lab once")
    let marked = parts.joined(separator: planted.new)
    let before = marked.components(separatedBy: "‸")
    let found = try Self.mistakes(before.joined())
    #expect(found.count == 1, "\(found.map(Self.said))")
    let mistake = try #require(found.first)
    #expect(mistake.code == planted.code, "\(Self.said(mistake))")
    #expect(mistake.message.contains(planted.message), "\(Self.said(mistake))")
    guard before.count == 2, let span = mistake.span else { return }
    let (line, column) = span.file.location(of: span.start)
    let lines = before[0].components(separatedBy: "\n")
    #expect("\(line):\(column)" == "\(lines.count):\((lines.last ?? "").count + 1)")
  }

  @Test func allAreFoundInOneGo() throws {
    // Those that leave the rest of the lab alone.
    let planted = [
      ("len(xs)", "len(xss)"), ("halved(1)", "halve(1)"), ("{ rate = 0.01 }", "{ rate = 0.02 }"),
      ("plot loss", "plot losses"), ("loss.item()", "loss.itm()"),
    ]
    var text = PlantedLab.text
    for (old, new) in planted { text = text.replacingOccurrences(of: old, with: new) }
    let codes = Set(try Self.mistakes(text).compactMap(\.code))
    #expect(
      codes.isSuperset(of: ["unknown-name", "not-allowed", "never-recorded", "unknown-method"]))
  }
}
