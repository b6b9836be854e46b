import Foundation
import Testing
import Text

/// Widths of characters, against wcwidth and Unicode 17.
@Suite struct DisplayWidthTests {
  private struct Table: Decodable {
    struct Sequence: Decodable {
      let name: String
      let text: String
      let width: Int
    }
    let runs: [Run]
    let sequences: [Sequence]
  }

  /// The characters from `start` up to the next run have this width.
  private struct Run: Decodable {
    let start: UInt32
    let width: Int

    init(from decoder: any Decoder) throws {
      var parts = try decoder.unkeyedContainer()
      start = try #require(UInt32(parts.decode(String.self), radix: 16))
      width = try parts.decode(Int.self)
    }
  }

  private let table: Table

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/widths.json")
    table = try JSONDecoder().decode(Table.self, from: Data(contentsOf: file))
  }

  @Test func everyCharacter() {
    var wrong: [String] = []
    var count = 0
    let ends = table.runs.dropFirst().map(\.start) + [0x11_0000]
    for (run, end) in zip(table.runs, ends) {
      for value in run.start..<end {
        guard let scalar = Unicode.Scalar(value), value >= 0x20 else { continue }
        let category = scalar.properties.generalCategory
        guard category != .unassigned, category != .control else { continue }
        count += 1
        let wanted = category == .spacingMark ? 1 : run.width
        let width = DisplayWidth.of(Character(scalar))
        if width != wanted { wrong.append("\(String(value, radix: 16)): \(width), not \(wanted)") }
      }
    }
    #expect(count > 290_000)
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(40))")
  }

  @Test func sequences() {
    #expect(table.sequences.count == 14)
    for sequence in table.sequences {
      #expect(DisplayWidth.of(sequence.text) == sequence.width, "\(sequence.name)")
    }
  }
}
