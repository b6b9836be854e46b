extension AugmentedImage {
  /// The image that begins at row `down` and column `right` of this one; black beyond its edges.
  func shifted(down: Int, right: Int) -> AugmentedImage {
    var result = [UInt8](repeating: 0, count: bytes.count)
    for channel in 0..<channels {
      for row in 0..<height where (0..<height).contains(row + down) {
        let (from, to) = (
          (channel * height + row + down) * width, (channel * height + row) * width
        )
        for column in 0..<width where (0..<width).contains(column + right) {
          result[to + column] = bytes[from + column + right]
        }
      }
    }
    return AugmentedImage(channels: channels, height: height, width: width, bytes: result)
  }
}
