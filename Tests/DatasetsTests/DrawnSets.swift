@testable import Datasets

/// Represents all the bytes of a set.
func fingerprint(_ set: ImageSet) -> UInt64 {
  var fingerprint = Fingerprint()
  fingerprint.add(set.pixels)
  fingerprint.add(set.labels)
  return fingerprint.value
}

/// Whether the pixels of each channel have the set's own mean and deviation, to a thousandth.
func hasStatedNormalization(_ set: ImageSet) -> Bool {
  let area = set.height * set.width
  return (0..<set.channels).allSatisfy { channel in
    var counts = [Double](repeating: 0, count: 256)
    for row in 0..<set.count {
      let start = row * set.imageSize + channel * area
      for pixel in set.pixels[start..<(start + area)] { counts[Int(pixel)] += 1 }
    }
    let total = Double(set.count * area)
    let mean = counts.indices.reduce(0) { $0 + counts[$1] * Double($1) } / total
    let square = counts.indices.reduce(0) { $0 + counts[$1] * Double($1 * $1) } / total
    let deviation = (square - mean * mean).squareRoot()
    return abs(mean / 255 - Double(set.normalization.mean[channel])) < 0.001
      && abs(deviation / 255 - Double(set.normalization.deviation[channel])) < 0.001
  }
}
