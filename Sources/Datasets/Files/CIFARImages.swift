import Platform

/// A data set in CIFAR's binary format (www.cs.toronto.edu/~kriz/cifar.html).
///
/// Records consist of label bytes and 3×32×32 pixels, without a header.
struct CIFARImages: Sendable {
  let name: String
  /// Its folder beneath the data path, as the official archive unpacks.
  let folder: String
  let trainFiles: [String]
  let testFile: String
  /// Label bytes before the pixels; the last one is the class.
  let labelBytes: Int
  let classes: [String]
  let normalization: Normalization
  let remedy: String

  private static let side = 32
  private static let imageSize = 3 * side * side
  private static let mostRecords = 60_000
  private static let chunk = 64

  /// Both sets are of the same size.
  func standIn() -> DataSet {
    DataSet(standIn: name, train: 50_000, test: 10_000) { count in
      ImageSet(
        standIns: count, channels: 3, height: Self.side, width: Self.side, classes: classes,
        normalization: normalization)
    }
  }

  /// Looks for the files; throws if only some of them are there.
  func find(_ path: DataPath) throws(DataError) -> DataSource.Load? {
    let all = trainFiles + [testFile]
    for directory in [
      "\(path.directory)/\(folder)", "\(path.directory)/\(name)/\(folder)", path.directory,
    ] {
      // In the data path itself, names such as train.bin are too vague to be taken for CIFAR.
      if directory == path.directory, path.directory.split(separator: "/").last ?? "" != folder {
        continue
      }
      let absent = all.filter { !DataPath.exists("\(directory)/\($0)") }
      if absent.count == all.count { continue }
      guard absent.isEmpty else {
        throw DataError(
          .corrupt, "\(name) in \(directory) is incomplete: \(absent[0]) is missing", hint: remedy)
      }
      return { _ throws(DataError) in try load(directory) }
    }
    return nil
  }

  private func load(_ directory: String) throws(DataError) -> DataSet {
    do {
      let train = try images(trainFiles.map { "\(directory)/\($0)" })
      let test = try images(["\(directory)/\(testFile)"])
      return DataSet(name: name, train: train, test: test, source: directory)
    } catch {
      throw DataError(error.kind, error.message, hint: error.hint ?? remedy)
    }
  }

  private func images(_ paths: [String]) throws(DataError) -> ImageSet {
    let recordSize = labelBytes + Self.imageSize
    var files: [(file: RegularFile, records: Int)] = []
    for path in paths {
      let file = try RegularFile.data(path)
      let records = file.size / recordSize
      guard records > 0, file.size % recordSize == 0 else {
        throw DataError(
          .corrupt,
          "\(path) has \(file.size) bytes, not a number of \(recordSize)-byte records: "
            + "it is truncated, or not CIFAR's binary version")
      }
      guard records <= Self.mostRecords else {
        throw DataError(.corrupt, "\(path) holds \(records) images, more than \(Self.mostRecords)")
      }
      files.append((file, records))
    }
    let count = files.reduce(0) { $0 + $1.records }
    var labels: [UInt8] = []
    labels.reserveCapacity(count)
    let pixels = try [UInt8](count: count * Self.imageSize) { pixels throws(DataError) in
      var rest = pixels
      for (file, records) in files {
        try read(records, of: file, pixels: rest, labels: &labels)
        rest = UnsafeMutableRawBufferPointer(rebasing: rest[(records * Self.imageSize)...])
      }
    }
    return try ImageSet(
      pixels: pixels, labels: labels, channels: 3, height: Self.side, width: Self.side,
      classes: classes, normalization: normalization)
  }

  /// Splits the records of `file` into pixels and labels, a chunk at a time.
  private func read(
    _ records: Int, of file: RegularFile, pixels: UnsafeMutableRawBufferPointer,
    labels: inout [UInt8]
  ) throws(DataError) {
    let recordSize = labelBytes + Self.imageSize
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.chunk * recordSize, alignment: 1)
    defer { buffer.deallocate() }
    var done = 0
    while done < records {
      let now = min(Self.chunk, records - done)
      let wanted = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(now * recordSize)])
      guard try file.fill(wanted) == wanted.count else {
        throw DataError(.corrupt, "\(file.path) is truncated: it shrank while being read")
      }
      for record in 0..<now {
        let start = record * recordSize + labelBytes
        let label = buffer[start - 1]
        guard label < classes.count else {
          throw DataError(
            .corrupt,
            "\(file.path): label \(label) of image \(done + record) is outside "
              + "0...\(classes.count - 1)")
        }
        labels.append(label)
        let place = (done + record) * Self.imageSize
        UnsafeMutableRawBufferPointer(rebasing: pixels[place..<(place + Self.imageSize)])
          .copyMemory(
            from: UnsafeRawBufferPointer(rebasing: buffer[start..<(start + Self.imageSize)]))
      }
      done += now
    }
  }
}
