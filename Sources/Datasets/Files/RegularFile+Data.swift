import Platform

/// Files of data sets: what is wrong with one is a data error.
extension RegularFile {
  /// Opens the file at `path`.
  static func data(_ path: String) throws(DataError) -> RegularFile {
    do {
      return try RegularFile(path)
    } catch {
      throw DataError(error)
    }
  }

  /// Fills `buffer` with the next bytes; returns how many there were, fewer only at the end.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    do {
      return try read(into: buffer)
    } catch {
      throw DataError(error)
    }
  }
}

extension DataError {
  fileprivate init(_ error: FileError) {
    let remedy: String? =
      switch error.kind {
      case .denied: "make the file readable: chmod +r FILE"
      case .folder, .notRegular: "put the data file itself there, not a folder, pipe or device"
      default: nil
      }
    self.init(
      error.kind == .missing ? .missing : .corrupt, error.message, hint: error.hint ?? remedy)
  }
}
