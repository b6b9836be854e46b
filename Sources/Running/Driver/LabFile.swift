import Language
import Platform
import Text

/// A `.lab` file on disk.
package enum LabFile {
  /// `mlp` of `Labs/mlp.lab`.
  package static func name(_ path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.hasSuffix(".lab") ? String(file.dropLast(4)) : file
  }

  /// The lab that is meant by a path to nothing, if there is one of nearly that name.
  private static func misspelt(_ path: String) -> String? {
    let isName = !path.contains("/")
    let folder = isName ? LabFolder.standard : Folder.containing(path)
    guard let paths = try? LabFolder.labs(directlyIn: folder),
      let near = nearest(name(path), among: paths.map(name))
    else { return nil }
    return "did you mean `\(isName ? near : "\(folder)/\(near).lab")`?"
  }

  private static let largest = 32 << 20

  /// Reads and parses the lab at `path`.
  ///
  /// Throws `.usage` if it cannot be read, else its first mistake.
  package static func load(_ path: String) throws(Diagnostic) -> Lab {
    try Parser.parseLab(try source(path))
  }

  /// The text of the lab at `path`.
  package static func source(_ path: String) throws(Diagnostic) -> SourceFile {
    SourceFile(name: path, bytes: try read(path))
  }

  private static func read(_ path: String) throws(Diagnostic) -> [UInt8] {
    do {
      return try RegularFile.bytes(of: path, atMost: largest)
    } catch {
      throw switch error.kind {
      case .folder:
        Diagnostic(
          .usage, "\(path) is a folder",
          hint: "name a .lab file in it; `lab list \(path)` lists them")
      case .missing:
        Diagnostic(
          .usage, error.message, hint: misspelt(path) ?? "`lab list` shows the labs here")
      default: Diagnostic(.usage, error.message, hint: error.hint)
      }
    }
  }
}
