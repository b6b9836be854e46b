/// Where a data set is published, and what its files must be.
package struct Publication: Sendable {
  /// A file as it is published.
  struct File: Sendable {
    let name: String
    /// Bytes.
    let size: Int
    /// Of the file as it is published, in hexadecimal digits.
    let sha256: String
  }

  /// Folders on the web, best first.
  let mirrors: [String]
  let files: [File]
  /// Where the files go beneath the data path.
  let folder: String
  /// The files of an archive that are kept; nil where the files themselves are the data set.
  var members: [String]?

  /// Bytes of all files.
  package var size: Int { files.reduce(0) { $0 + $1.size } }
}
