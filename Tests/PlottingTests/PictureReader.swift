import CZlib
import Foundation

@testable import Plotting

/// What a terminal makes of a picture's escape code, for tests.
enum PictureReader {
  /// The pictures in a text, in their order.
  static func pictures(in text: String) -> [Bitmap] {
    var pictures: [Bitmap] = []
    var kitty = ""
    for part in text.split(separator: "\u{1B}", omittingEmptySubsequences: false) {
      if part.hasPrefix("P") {
        pictures.append(sixels(part.dropFirst()) ?? nothing)
      } else if part.hasPrefix("]1337;File="), let start = part.firstIndex(of: ":") {
        pictures.append(png(String(part[part.index(after: start)...].prefix { $0 != "\u{7}" })))
      } else if part.hasPrefix("_G"), let start = part.firstIndex(of: ";") {
        kitty += part[part.index(after: start)...]
        if part[..<start].hasSuffix("m=0") {
          pictures.append(png(kitty))
          kitty = ""
        }
      }
    }
    return pictures
  }

  private static let nothing = Bitmap(width: 0, height: 0, bytes: [])

  // MARK: Sixels

  private struct Scanner {
    var rest: Substring

    mutating func next() -> Character? { rest.popFirst() }

    mutating func numbers() -> [Int] {
      let digits = rest.prefix { $0.isNumber || $0 == ";" }
      rest = rest.dropFirst(digits.count)
      return digits.split(separator: ";").compactMap { Int($0) }
    }
  }

  /// What is behind `ESC P`; nil where it is not well formed.
  static func sixels(_ text: Substring) -> Bitmap? {
    var scanner = Scanner(rest: text)
    guard scanner.numbers() == [0, 1, 0], scanner.next() == "q", scanner.next() == "\"" else {
      return nil
    }
    let size = scanner.numbers()
    guard size.count == 4, size[0] == 1, size[1] == 1 else { return nil }
    let (width, height) = (size[2], size[3])
    var bytes = [UInt8](repeating: 0, count: 3 * width * height)
    var missing = [Bool](repeating: true, count: width * height)
    var colours: [Int: [Int]] = [:]
    var (x, top, colour, count) = (0, 0, 0, 1)
    while let sign = scanner.next() {
      switch sign {
      case "#":
        let numbers = scanner.numbers()
        colour = numbers[0]
        if numbers.count == 5, numbers[1] == 2 { colours[colour] = Array(numbers[2...]) }
      case "!": count = scanner.numbers()[0]
      case "$": x = 0
      case "-": (x, top) = (0, top + 6)
      default:
        guard let value = sign.asciiValue, (63...126).contains(value), let shade = colours[colour]
        else { return nil }
        for column in x..<x + count {
          for bit in 0..<6 where (value - 63) >> UInt8(bit) & 1 == 1 {
            guard column < width, top + bit < height else { return nil }
            let place = (top + bit) * width + column
            missing[place] = false
            for channel in 0..<3 {
              bytes[3 * place + channel] = UInt8((shade[channel] * 255 + 50) / 100)
            }
          }
        }
        (x, count) = (x + count, 1)
      }
    }
    return Bitmap(width: width, height: height, bytes: bytes, isColour: true, missing: missing)
  }

  // MARK: PNG

  private static func png(_ base64: String) -> Bitmap {
    Data(base64Encoded: base64).flatMap { png(Array($0)) } ?? nothing
  }

  /// A file of 8 bits a channel whose lines have no filter.
  static func png(_ file: [UInt8]) -> Bitmap? {
    func number(_ place: Int) -> Int { file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    var (place, packed): (Int, [UInt8]) = (8, [])
    while place + 8 <= file.count {
      let name = String(decoding: file[place + 4..<place + 8], as: UTF8.self)
      if name == "IDAT" { packed += file[place + 8..<place + 8 + number(place)] }
      place += 12 + number(place)
    }
    let (width, height, type) = (number(16), number(20), file[25])
    guard let channels = [0: 1, 2: 3, 4: 2, 6: 4][type] else { return nil }
    var size = uLong((width * channels + 1) * height)
    var lines = [UInt8](repeating: 0, count: Int(size))
    guard uncompress(&lines, &size, packed, uLong(packed.count)) == Z_OK, Int(size) == lines.count
    else { return nil }
    var (bytes, missing): ([UInt8], [Bool]) = ([], [])
    for y in 0..<height {
      for x in 0..<width {
        let start = y * (width * channels + 1) + 1 + x * channels
        bytes += lines[start..<start + (type & 2 == 0 ? 1 : 3)]
        missing.append(type & 4 != 0 && lines[start + channels - 1] == 0)
      }
    }
    return Bitmap(
      width: width, height: height, bytes: bytes, isColour: type & 2 != 0, missing: missing)
  }
}
