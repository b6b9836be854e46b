/// What a terminal has said about itself.
package struct TerminalAnswers: Sendable, Equatable {
  /// Asks for the terminal's name, the size of a cell, the registers for colours and the largest
  /// picture; last for what it is (DA1), which every terminal answers.
  package static let question = "\u{1B}[>q\u{1B}[16t\u{1B}[?1;1;0S\u{1B}[?2;4;0S\u{1B}[c"
  /// Asks for kitty's protocol by offering a picture of one pixel, then for what the terminal is.
  ///
  /// Only who has a name is asked: what is older may print such a question.
  package static let kittyQuestion = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[c"

  /// Its name and version; empty if it has not said it.
  package private(set) var name = ""
  private var hasSixels = false
  private var hasKitty = false
  private var cell: PixelSize?
  private var colours: Int?
  private var most: PixelSize?

  /// Reads whole answers, each with its escape codes.
  package init(_ answers: [String]) {
    for answer in answers { read(answer) }
  }

  private mutating func read(_ answer: String) {
    let body = answer.dropFirst(2)
    switch answer.prefix(2) {
    case "\u{1B}P": name = String(body.drop { $0 == ">" || $0 == "|" }.prefix { $0 != "\u{1B}" })
    case "\u{1B}_": hasKitty = hasKitty || body.contains(";OK")
    default:
      let numbers = body.dropLast().drop { $0 == "?" }.split(separator: ";").map { Int($0) ?? -1 }
      switch (body.last, numbers.first) {
      case ("c", _): hasSixels = hasSixels || numbers.dropFirst().contains(4)
      case ("t", 6) where numbers.count == 3: cell = PixelSize(numbers[2], numbers[1])
      case ("S", 1) where numbers.count == 3 && numbers[1] == 0: colours = numbers[2]
      case ("S", 2) where numbers.count == 4 && numbers[1] == 0:
        most = PixelSize(numbers[2], numbers[3])
      default: break
      }
    }
  }

  /// How it shows pictures as pixels in a window of `rows`; nil if it does not.
  ///
  /// `program` is what the environment calls it, `cell` the size of a cell as far as the system knows.
  func pixels(program: String, cell known: PixelSize?, rows: Int) -> Pixels? {
    let takesInline = ["iTerm2", "WezTerm"].contains { name.hasPrefix($0) }
    let encoding: Pixels.Encoding? =
      hasKitty
      ? .kitty : takesInline || program == "iTerm.app" ? .iterm2 : hasSixels ? .sixel : nil
    return encoding.map {
      .fitted($0, cell: known ?? cell, colours: colours, most: most, rows: rows)
    }
  }
}

extension Pixels {
  /// Pictures that leave room for their titles and keys, and for the prompt, in a window of `rows`;
  /// what is not known, or cannot be, is as usual.
  static func fitted(
    _ encoding: Encoding, cell: PixelSize?, colours: Int? = nil, most: PixelSize? = nil, rows: Int
  ) -> Pixels {
    func known(_ size: PixelSize?) -> PixelSize? {
      size.flatMap { $0.width > 0 && $0.height > 0 ? $0 : nil }
    }
    return Pixels(
      encoding, cell: known(cell) ?? .vt340, colours: colours.flatMap { $0 > 1 ? $0 : nil } ?? 256,
      most: known(most) ?? PixelSize(10_000, 10_000), rows: rows - 4)
  }
}
