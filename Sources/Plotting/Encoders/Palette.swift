/// A picture in few colours, each in hundredths of red, green and blue, as sixels have them.
struct Palette {
  let width: Int
  let height: Int
  /// The colours in use.
  private(set) var colours: [RGB] = []
  /// The colour of each pixel; -1 where it is missing.
  private var indices: [Int16] = []

  /// The picture's own colours, or where those are more than `most` the means of groups of them.
  init(_ bitmap: Bitmap, most: Int) {
    (width, height) = (bitmap.width, bitmap.height)
    var counts: [RGB: Int] = [:]
    var pixels: [RGB?] = []
    pixels.reserveCapacity(width * height)
    for y in 0..<height {
      for x in 0..<width {
        let colour = bitmap.isMissing(x, y) ? nil : bitmap[x, y].inPercents
        pixels.append(colour)
        if let colour { counts[colour, default: 0] += 1 }
      }
    }
    let groups = Palette.groups(counts, most: min(max(most, 1), 256))
    var places: [RGB: Int16] = [:]
    for (index, group) in groups.enumerated() {
      colours.append(Palette.mean(group, counts))
      for colour in group { places[colour] = Int16(index) }
    }
    indices = pixels.map { $0.flatMap { places[$0] } ?? -1 }
  }

  subscript(x: Int, y: Int) -> Int? {
    let index = indices[y * width + x]
    return index < 0 ? nil : Int(index)
  }

  /// The picture in these colours.
  var bitmap: Bitmap {
    let shown = indices.map { $0 < 0 ? RGB(0, 0, 0) : colours[Int($0)] }
    return Bitmap(
      width: width, height: height, bytes: shown.flatMap { [$0.red, $0.green, $0.blue] },
      isColour: true, missing: indices.map { $0 < 0 })
  }

  // MARK: Groups

  /// Median cut (Heckbert 1982): the group whose colours are farthest apart is divided in two with as
  /// many pixels each, until there are enough groups.
  private static func groups(_ counts: [RGB: Int], most: Int) -> [[RGB]] {
    let all = counts.keys.sorted { $0.number < $1.number }
    if all.count <= most { return all.map { [$0] } }
    var groups = [(colours: all, spread: spread(all))]
    while groups.count < most {
      guard
        let widest = groups.indices.max(by: { groups[$0].spread.width < groups[$1].spread.width }),
        groups[widest].spread.width > 0
      else { break }
      let (colours, spread) = groups[widest]
      let (low, high) = divided(colours, along: spread.channel, counts)
      groups[widest] = (low, Palette.spread(low))
      groups.append((high, Palette.spread(high)))
    }
    return groups.map(\.colours)
  }

  /// The channel in which colours differ most, and by how much.
  private static func spread(_ colours: [RGB]) -> (channel: Int, width: Int) {
    var best = (channel: 0, width: 0)
    for channel in 0..<3 {
      let values = colours.map { $0[channel] }
      let width = Int(values.max() ?? 0) - Int(values.min() ?? 0)
      if width > best.width { best = (channel, width) }
    }
    return best
  }

  private static func divided(
    _ colours: [RGB], along channel: Int, _ counts: [RGB: Int]
  ) -> ([RGB], [RGB]) {
    let sorted = colours.sorted { ($0[channel], $0.number) < ($1[channel], $1.number) }
    let half = sorted.reduce(0) { $0 + (counts[$1] ?? 0) } / 2
    var seen = 0
    var end = 1
    for (place, colour) in sorted.enumerated() {
      seen += counts[colour] ?? 0
      end = place + 1
      if seen >= half { break }
    }
    end = min(max(end, 1), sorted.count - 1)
    return (Array(sorted[..<end]), Array(sorted[end...]))
  }

  private static func mean(_ colours: [RGB], _ counts: [RGB: Int]) -> RGB {
    if colours.count == 1 { return colours[0] }
    var sums = [0, 0, 0]
    var total = 0
    for colour in colours {
      let count = counts[colour] ?? 0
      total += count
      for channel in 0..<3 { sums[channel] += count * Int(colour[channel]) }
    }
    let means = sums.map { UInt8(min(($0 + total / 2) / max(total, 1), 255)) }
    return RGB(means[0], means[1], means[2]).inPercents
  }
}

extension RGB {
  /// Red, green and blue in hundredths.
  var percents: (Int, Int, Int) {
    func percent(_ byte: UInt8) -> Int { (Int(byte) * 100 + 127) / 255 }
    return (percent(red), percent(green), percent(blue))
  }

  /// The nearest colour of whole percents.
  fileprivate var inPercents: RGB {
    func byte(_ percent: Int) -> UInt8 { UInt8((percent * 255 + 50) / 100) }
    let (red, green, blue) = percents
    return RGB(byte(red), byte(green), byte(blue))
  }

  fileprivate var number: Int { Int(red) << 16 | Int(green) << 8 | Int(blue) }

  fileprivate subscript(channel: Int) -> UInt8 { channel == 0 ? red : channel == 1 ? green : blue }
}
