/// Pixels as the escape code by which a terminal is sent them.
enum PictureEscape {
  /// Draws a picture at the cursor. Where the cursor is then depends on the terminal.
  static func encode(_ picture: PictureStrip.Picture, _ pixels: Pixels) -> [UInt8] {
    switch pixels.encoding {
    case .sixel: Sixel.encode(Palette(picture.pixels, most: pixels.colours))
    case .kitty: kitty(picture)
    case .iterm2: inline(picture)
    }
  }

  /// A PNG in pieces of at most 4096 bytes, stretched over the cells; answers are not wanted.
  private static func kitty(_ picture: PictureStrip.Picture) -> [UInt8] {
    let data = Array(base64(PNG.encode(picture.pixels, isPacked: true)).utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: data.count, by: 4096) {
      let end = min(start + 4096, data.count)
      let settings =
        start == 0
        ? "a=T,f=100,q=2,C=1,c=\(picture.columns),r=\(picture.rows)," : ""
      result += Array("\u{1B}_G\(settings)m=\(end < data.count ? 1 : 0);".utf8)
      result += data[start..<end] + Array("\u{1B}\\".utf8)
    }
    return result
  }

  private static func inline(_ picture: PictureStrip.Picture) -> [UInt8] {
    let file = PNG.encode(picture.pixels, isPacked: true)
    return Array(
      ("\u{1B}]1337;File=inline=1;size=\(file.count);width=\(picture.columns);"
        + "height=\(picture.rows);preserveAspectRatio=0:\(base64(file))\u{7}").utf8)
  }
}
