@testable import Plotting

/// One figure of every kind, drawn in every way, with data as labs have it.
enum Gallery {
  struct Entry: Sendable, CustomStringConvertible {
    let name: String
    let figure: any Figure
    var description: String { name }
  }

  static let entries: [Entry] = charts + points + planes + shades + pictures + bars + texts

  static func entry(_ name: String, _ figure: some Figure) -> Entry {
    Entry(name: name, figure: figure)
  }
}
