import Language
import Platform

/// Hand-ins on disk: the JSON files of a folder and its subfolders.
package enum HandInFolder {
  private static let depth = 4
  private static let endings = [".hand-in.json", ".json"]

  /// The hand-ins below `folder`, sorted by the names of their students: the files' paths without their
  /// endings. Hidden files are left out, and links. Throws where the folder cannot be read.
  package static func handIns(
    in folder: String
  ) throws(Diagnostic) -> [(student: String, path: String)] {
    do {
      return try files(in: folder, depth).map { name in
        let ending = endings.first { name.hasSuffix($0) } ?? ""
        return (String(name.dropLast(ending.count)), "\(folder)/\(name)")
      }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    } catch {
      throw Diagnostic(.usage, error.message, hint: error.hint)
    }
  }

  private static func files(in folder: String, _ depth: Int) throws(FileError) -> [String] {
    var found: [String] = []
    for name in try Folder.names(in: folder) where !name.hasPrefix(".") {
      let path = "\(folder)/\(name)"
      if Folder.exists(path, followingLinks: false) {
        guard depth > 1 else { continue }
        found += try files(in: path, depth - 1).map { "\(name)/\($0)" }
      } else if name.hasSuffix(".json"), !Folder.isLink(path) {
        found.append(name)
      }
    }
    return found
  }
}
