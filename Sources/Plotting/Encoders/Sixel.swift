/// A picture as DEC's sixels: columns of six pixels, a character each, for one colour after another.
///
/// The format is that of the VT330/VT340 Programmer Reference Manual, volume 2, chapter 14.
enum Sixel {
  /// The whole escape code; pixels that are missing stay as they are on the screen.
  static func encode(_ picture: Palette) -> [UInt8] {
    var result = Array("\u{1B}P0;1;0q\"1;1;\(picture.width);\(picture.height)".utf8)
    for (index, colour) in picture.colours.enumerated() {
      let (red, green, blue) = colour.percents
      result += Array("#\(index);2;\(red);\(green);\(blue)".utf8)
    }
    for top in stride(from: 0, to: picture.height, by: 6) {
      if top > 0 { result.append(UInt8(ascii: "-")) }
      band(picture, top, &result)
    }
    return result + [0x1B, UInt8(ascii: "\\")]
  }

  /// Six rows: for each colour in them the pixels that have it.
  private static func band(_ picture: Palette, _ top: Int, _ result: inout [UInt8]) {
    var rows: [Int: [UInt8]] = [:]
    for y in top..<min(top + 6, picture.height) {
      for x in 0..<picture.width {
        guard let colour = picture[x, y] else { continue }
        rows[colour, default: [UInt8](repeating: 0, count: picture.width)][x] |= 1 << UInt8(y - top)
      }
    }
    for (number, colour) in rows.keys.sorted().enumerated() {
      if number > 0 { result.append(UInt8(ascii: "$")) }
      result += Array("#\(colour)".utf8)
      runs(rows[colour] ?? [], &result)
    }
  }

  /// Sixels in runs of equal ones, without the empty ones at the end.
  private static func runs(_ sixels: [UInt8], _ result: inout [UInt8]) {
    let end = (sixels.lastIndex { $0 != 0 } ?? -1) + 1
    var start = 0
    while start < end {
      var next = start + 1
      while next < end, sixels[next] == sixels[start] { next += 1 }
      let sign = sixels[start] + 63
      if next - start > 3 {
        result += Array("!\(next - start)".utf8)
        result.append(sign)
      } else {
        result += Array(repeating: sign, count: next - start)
      }
      start = next
    }
  }
}
