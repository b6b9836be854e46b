/// Labelled images: bytes in memory, shared by all views of them (subsets, splits).
package struct ImageSet: Sendable {
  /// Channels of an image: 1 or 3.
  package let channels: Int
  /// Rows of pixels of an image.
  package let height: Int
  /// Columns of pixels of an image.
  package let width: Int
  /// The name of each class; a label is an index into it.
  package let classes: [String]
  /// Mean and deviation of the training set's channels.
  package let normalization: Normalization

  /// All pixels, `[stored, channels, height, width]`.
  let pixels: [UInt8]
  /// One label for each stored image.
  let labels: [UInt8]
  let rows: Rows
  let tables: PixelTables

  /// Which of the stored images a set shows, in its order.
  enum Rows: Sendable {
    case range(Range<Int>)
    case list([Int32])

    var count: Int {
      switch self {
      case .range(let range): range.count
      case .list(let list): list.count
      }
    }

    /// The stored image at `index`, which must be in `0..<count`.
    subscript(index: Int) -> Int {
      switch self {
      case .range(let range): range.lowerBound + index
      case .list(let list): Int(list[index])
      }
    }
  }

  /// Images of `pixels`, `[count, channels, height, width]`, with one label each.
  ///
  /// Throws if the sizes disagree or a label has no class.
  package init(
    pixels: [UInt8], labels: [UInt8], channels: Int, height: Int, width: Int,
    classes: [String], normalization: Normalization
  ) throws(DataError) {
    guard pixels.count == labels.count * channels * height * width,
      normalization.mean.count == channels, normalization.deviation.count == channels
    else {
      throw DataError(
        .corrupt,
        "\(pixels.count) bytes are not \(labels.count) images of "
          + "\(channels)×\(height)×\(width) bytes")
    }
    if let greatest = labels.max(), Int(greatest) >= classes.count {
      throw DataError(.corrupt, "label \(greatest) is outside 0...\(classes.count - 1)")
    }
    self.pixels = pixels
    self.labels = labels
    self.channels = channels
    self.height = height
    self.width = width
    self.classes = classes
    self.normalization = normalization
    rows = .range(0..<labels.count)
    tables = PixelTables(normalization)
  }

  /// As many images of which nothing is known but their size and their classes: for dry runs.
  init(
    standIns count: Int, channels: Int, height: Int, width: Int, classes: [String],
    normalization: Normalization
  ) {
    (pixels, labels) = ([], [])
    self.channels = channels
    self.height = height
    self.width = width
    self.classes = classes
    self.normalization = normalization
    rows = .range(0..<count)
    tables = PixelTables(normalization)
  }

  private init(_ other: ImageSet, rows: Rows) {
    pixels = other.pixels
    labels = other.labels
    channels = other.channels
    height = other.height
    width = other.width
    classes = other.classes
    normalization = other.normalization
    tables = other.tables
    self.rows = rows
  }

  /// Whether the images and labels are not there, and only stand-ins are made of them.
  package var isHollow: Bool { labels.isEmpty }

  /// Images in the set.
  package var count: Int { rows.count }

  /// Bytes, and after conversion numbers, of one image.
  package var imageSize: Int { channels * height * width }

  /// The label of the image at `index`.
  package func label(at index: Int) throws(DataError) -> Int {
    let row = try storedRow(index)
    return isHollow ? 0 : Int(labels[row])
  }

  /// The images at positions `range`, without copying them.
  package func subset(_ range: Range<Int>) throws(DataError) -> ImageSet {
    guard range.lowerBound >= 0, range.upperBound <= count else {
      throw outOfRange(range.lowerBound < 0 ? range.lowerBound : range.upperBound - 1)
    }
    switch rows {
    case .range(let own):
      let start = own.lowerBound + range.lowerBound
      return ImageSet(self, rows: .range(start..<(start + range.count)))
    case .list(let list): return ImageSet(self, rows: .list(Array(list[range])))
    }
  }

  /// The images at positions `indices`, in that order, without copying them.
  package func subset(_ indices: some Sequence<Int>) throws(DataError) -> ImageSet {
    var list: [Int32] = []
    for index in indices { list.append(Int32(try storedRow(index))) }
    return ImageSet(self, rows: .list(list))
  }

  /// The set split in two at random: `first` images, and the rest.
  package func split(
    _ first: Int, using generator: inout some RandomNumberGenerator
  ) throws(DataError) -> (ImageSet, ImageSet) {
    guard first >= 0, first <= count else {
      throw DataError(
        .range, "cannot split \(first) images from a set of \(count)",
        hint: "use 0 to \(count)")
    }
    let order = isHollow ? Array(0..<count) : shuffledOrder(using: &generator)
    return (try subset(order[..<first]), try subset(order[first...]))
  }

  /// All positions of the set in random order (Fisher–Yates).
  func shuffledOrder(using generator: inout some RandomNumberGenerator) -> [Int] {
    var order = Array(0..<count)
    for last in order.indices.dropFirst().reversed() {
      order.swapAt(last, generator.index(below: last + 1))
    }
    return order
  }

  /// The row of `pixels` and `labels` that holds the image at `index`.
  func storedRow(_ index: Int) throws(DataError) -> Int {
    try check(index)
    return rows[index]
  }

  /// Throws unless there is an image at `index`.
  func check(_ index: Int) throws(DataError) {
    guard index >= 0, index < count else { throw outOfRange(index) }
  }

  private func outOfRange(_ index: Int) -> DataError {
    DataError(
      .range, "there is no image \(index) in a set of \(count)",
      hint: count == 0 ? "the set is empty" : "images are numbered 0 to \(count - 1)")
  }
}
