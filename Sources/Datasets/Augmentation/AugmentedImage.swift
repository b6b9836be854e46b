/// One image of bytes that can be changed, `[channels, height, width]`.
struct AugmentedImage: Equatable {
  let channels: Int
  let height: Int
  let width: Int
  var bytes: [UInt8]

  var area: Int { height * width }

  /// Replaces each byte of each channel by the one in `table`, which gets the channel's bytes.
  mutating func mapChannels(_ table: (ArraySlice<UInt8>) -> [UInt8]?) {
    for channel in 0..<channels {
      let place = (channel * area)..<((channel + 1) * area)
      guard let table = table(bytes[place]) else { continue }
      for position in place { bytes[position] = table[Int(bytes[position])] }
    }
  }

  /// Mirrors the image.
  mutating func flipHorizontally() {
    for row in 0..<(channels * height) {
      bytes[(row * width)..<((row + 1) * width)].reverse()
    }
  }
}
