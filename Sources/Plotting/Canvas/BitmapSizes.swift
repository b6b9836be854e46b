/// Pictures in other sizes; a pixel that is a mean of others is missing if all of those are.
extension Bitmap {
  /// The mean of the pixels in `across`×`down` blocks, the last of a row or column smaller.
  func shrunk(across: Int, down: Int) -> Bitmap {
    let (across, down) = (max(across, 1), max(down, 1))
    if (across, down) == (1, 1) || width == 0 { return self }
    let columns = (width - 1) / across + 1
    let rows = (height - 1) / down + 1
    let channels = isColour ? 3 : 1
    var result: [UInt8] = []
    result.reserveCapacity(columns * rows * channels)
    var gone: [Bool] = []
    for row in 0..<rows {
      for column in 0..<columns {
        let ys = row * down..<min((row + 1) * down, height)
        let xs = column * across..<min((column + 1) * across, width)
        for channel in 0..<channels {
          var sum = 0
          var count = 0
          for y in ys {
            for x in xs where missing.isEmpty || !missing[y * width + x] {
              sum += Int(bytes[(y * width + x) * channels + channel])
              count += 1
            }
          }
          result.append(count > 0 ? UInt8((sum + count / 2) / count) : 0)
          if channel == 0, !missing.isEmpty { gone.append(count == 0) }
        }
      }
    }
    return Bitmap(
      width: columns, height: rows, bytes: result, isColour: isColour, missing: gone)
  }

  /// Any smaller size: a pixel is the mean of the area that it covers.
  func resampled(width columns: Int, height rows: Int) -> Bitmap {
    guard columns > 0, rows > 0, width > 0, columns <= width, rows <= height,
      (columns, rows) != (width, height)
    else { return self }
    /// The pixels under each new one, with their shares.
    func shares(_ count: Int, of length: Int) -> [[(place: Int, share: Double)]] {
      (0..<count).map { index in
        let start = Double(index) * Double(length) / Double(count)
        let end = Double(index + 1) * Double(length) / Double(count)
        return (Int(start)..<min(Int(end.rounded(.up)), length)).map { place in
          (place, (min(end, Double(place + 1)) - max(start, Double(place))) / (end - start))
        }
      }
    }
    let (across, down) = (shares(columns, of: width), shares(rows, of: height))
    let channels = isColour ? 3 : 1
    var result: [UInt8] = []
    result.reserveCapacity(columns * rows * channels)
    var gone: [Bool] = []
    for ys in down {
      for xs in across {
        for channel in 0..<channels {
          var (sum, lost) = (0.0, 0.0)
          for y in ys {
            for x in xs {
              let place = y.place * width + x.place
              if !missing.isEmpty, missing[place] {
                lost += y.share * x.share
              } else {
                sum += Double(bytes[place * channels + channel]) * y.share * x.share
              }
            }
          }
          let isGone = lost > 1 - 1e-9
          let mean = lost > 0 && !isGone ? sum / (1 - lost) : sum
          result.append(UInt8(min(max(mean.rounded(), 0), 255)))
          if channel == 0, !missing.isEmpty { gone.append(isGone) }
        }
      }
    }
    return Bitmap(
      width: columns, height: rows, bytes: result, isColour: isColour, missing: gone)
  }

  /// Any size: in each direction means of the pixels, or repeated ones, as evenly as it can be.
  func sized(width columns: Int, height rows: Int) -> Bitmap {
    let small = resampled(width: min(columns, width), height: min(rows, height))
    guard columns > 0, rows > 0, small.width > 0, columns <= Bitmap.mostPixels / rows,
      (columns, rows) != (small.width, small.height)
    else { return small }
    let channels = isColour ? 3 : 1
    var result: [UInt8] = []
    result.reserveCapacity(columns * rows * channels)
    var gone: [Bool] = []
    for y in 0..<rows {
      let row = y * small.height / rows * small.width
      for x in 0..<columns {
        let place = row + x * small.width / columns
        result += small.bytes[place * channels..<(place + 1) * channels]
        if !small.missing.isEmpty { gone.append(small.missing[place]) }
      }
    }
    return Bitmap(
      width: columns, height: rows, bytes: result, isColour: isColour, missing: gone)
  }

  /// Block means of each patch by itself, so that patches stay apart whatever their size.
  func shrunk(across: Int, down: Int, patch: Int) -> Bitmap {
    let isWhole = patch <= 0 || (patch % max(across, 1) == 0 && patch % max(down, 1) == 0)
    guard !isWhole else { return shrunk(across: across, down: down) }
    let parts = stride(from: 0, to: height, by: patch).map { y in
      stride(from: 0, to: width, by: patch).map { x in
        cropped(x..<min(x + patch, width), y..<min(y + patch, height))
          .shrunk(across: across, down: down)
      }
    }
    var result: [UInt8] = []
    var gone: [Bool] = []
    for band in parts {
      for row in 0..<(band.first?.height ?? 0) {
        for part in band {
          let length = part.width * (isColour ? 3 : 1)
          result += part.bytes[row * length..<(row + 1) * length]
          if !missing.isEmpty { gone += (0..<part.width).map { part.isMissing($0, row) } }
        }
      }
    }
    return Bitmap(
      width: parts.first?.reduce(0) { $0 + $1.width } ?? 0,
      height: parts.reduce(0) { $0 + ($1.first?.height ?? 0) }, bytes: result, isColour: isColour,
      missing: gone)
  }

  private func cropped(_ xs: Range<Int>, _ ys: Range<Int>) -> Bitmap {
    let channels = isColour ? 3 : 1
    let rows = ys.map { y in
      bytes[(y * width + xs.lowerBound) * channels..<(y * width + xs.upperBound) * channels]
    }
    let gone = missing.isEmpty ? [] : ys.flatMap { y in xs.map { missing[y * width + $0] } }
    return Bitmap(
      width: xs.count, height: ys.count, bytes: rows.flatMap(\.self), isColour: isColour,
      missing: gone)
  }

  /// Every pixel repeated.
  func enlarged(across: Int, down: Int) -> Bitmap {
    guard across > 0, down > 0, width > 0, width * across * height * down <= Bitmap.mostPixels
    else {
      return self
    }
    let channels = isColour ? 3 : 1
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * across * down)
    var gone: [Bool] = []
    for y in 0..<height * down {
      for x in 0..<width * across {
        let place = (y / down * width + x / across) * channels
        result += bytes[place..<place + channels]
        if !missing.isEmpty { gone.append(missing[y / down * width + x / across]) }
      }
    }
    return Bitmap(
      width: width * across, height: height * down, bytes: result, isColour: isColour,
      missing: gone)
  }
}
