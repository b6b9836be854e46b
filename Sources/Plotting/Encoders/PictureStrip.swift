/// Pictures of a canvas that stand beside each other, and the rows that they share.
struct PictureStrip {
  /// Pixels for a rectangle of whole cells; what belongs to no picture there is missing.
  struct Picture {
    let x: Int
    let y: Int
    let columns: Int
    let rows: Int
    let pixels: Bitmap
  }

  /// The rows of the canvas.
  let rows: Range<Int>
  let pictures: [Picture]

  /// The strips of a canvas from top to bottom; nil if one of them cannot be shown as pixels.
  static func all(_ canvas: Canvas, _ pixels: Pixels) -> [PictureStrip]? {
    let rasters = canvas.rasters.filter(\.isWhole).sorted { ($0.y, $0.x) < ($1.y, $1.x) }
    var bands: [(rows: Range<Int>, rasters: [Raster])] = []
    var count = 0
    for raster in rasters {
      let (columns, rows) = (raster.cells.columns, raster.cells.rows)
      guard raster.x >= 0, raster.y >= 0, columns > 0, rows > 0, columns <= canvas.width - raster.x,
        rows <= canvas.height - raster.y
      else { return nil }
      count += columns * rows * pixels.cell.width * pixels.cell.height
      let own = raster.y..<raster.y + rows
      if let last = bands.last?.rows, last.overlaps(own) {
        let end = max(last.upperBound, own.upperBound)
        bands[bands.count - 1].rows = last.lowerBound..<end
        bands[bands.count - 1].rasters.append(raster)
      } else {
        bands.append((own, [raster]))
      }
    }
    guard count <= Pixels.mostPixels,
      bands.allSatisfy({
        $0.rows.count <= pixels.rows && $0.rows.count * pixels.cell.height <= pixels.most.height
      })
    else { return nil }
    return bands.map { band in
      PictureStrip(
        rows: band.rows,
        pictures: groups(band.rasters, canvas).flatMap { pieces($0, canvas, pixels) })
    }
  }

  /// Neighbours with nothing but blanks between them are one picture: some terminals keep few.
  private static func groups(_ rasters: [Raster], _ canvas: Canvas) -> [[Raster]] {
    var groups: [[Raster]] = []
    for raster in rasters.sorted(by: { ($0.x, $0.y) < ($1.x, $1.y) }) {
      if let last = groups.last?.last, last.y == raster.y, last.rows == raster.rows,
        last.x + last.cells.columns <= raster.x,
        (raster.y..<raster.y + raster.cells.rows).allSatisfy({ y in
          (last.x + last.cells.columns..<raster.x).allSatisfy { canvas[$0, y].isBlank }
        })
      {
        groups[groups.count - 1].append(raster)
      } else {
        groups.append([raster])
      }
    }
    return groups
  }

  /// The picture of a group, in pieces that are not too wide.
  private static func pieces(
    _ group: [Raster], _ canvas: Canvas, _ pixels: Pixels
  ) -> [Picture] {
    guard let first = group.first, let last = group.last else { return [] }
    let end = last.x + last.cells.columns
    let most = max(pixels.most.width / pixels.cell.width, 1)
    return stride(from: first.x, to: end, by: most).map { x in
      let columns = min(most, end - x)
      return Picture(
        x: x, y: first.y, columns: columns, rows: first.cells.rows,
        pixels: composed(group, x, columns, canvas, pixels))
    }
  }

  private static func composed(
    _ group: [Raster], _ left: Int, _ columns: Int, _ canvas: Canvas, _ pixels: Pixels
  ) -> Bitmap {
    let (top, rows) = (group[0].y, group[0].cells.rows)
    let (width, height) = (columns * pixels.cell.width, rows * pixels.cell.height)
    var bytes = [UInt8](repeating: 0, count: 3 * width * height)
    var missing = [Bool](repeating: true, count: width * height)
    for raster in group {
      let shown = raster.pixels.sized(
        width: max(Int((raster.columns * Double(pixels.cell.width)).rounded()), 1),
        height: max(Int((raster.rows * Double(pixels.cell.height)).rounded()), 1))
      let offset = (raster.x - left) * pixels.cell.width
      for y in 0..<min(shown.height, height) {
        for x in max(-offset, 0)..<max(min(shown.width, width - offset), max(-offset, 0)) {
          let (place, colour) = (y * width + x + offset, shown[x, y])
          missing[place] = false
          (bytes[3 * place], bytes[3 * place + 1]) = (colour.red, colour.green)
          bytes[3 * place + 2] = colour.blue
        }
      }
    }
    // Where a character stands on a picture, it is seen through a hole.
    for y in 0..<rows {
      for x in 0..<columns {
        let cell = canvas[left + x, top + y]
        guard !cell.isShape, !cell.isBlank else { continue }
        for row in y * pixels.cell.height..<(y + 1) * pixels.cell.height {
          let start = row * width + x * pixels.cell.width
          for place in start..<start + pixels.cell.width { missing[place] = true }
        }
      }
    }
    return Bitmap(width: width, height: height, bytes: bytes, isColour: true, missing: missing)
  }
}
