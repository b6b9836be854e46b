import Language
import Platform

/// Labs on disk, found by path.
package enum LabFolder {
  /// Where labs are looked for if none is named.
  ///
  /// It is the folder `Labs` here, else the one installed with the program, in `share/lab` beside
  /// its `bin`.
  package static var standard: String {
    if Folder.exists("Labs") { return "Labs" }
    guard let program = Environment.program else { return "Labs" }
    let installed = Folder.containing(Folder.containing(program)) + "/share/lab/Labs"
    return Folder.exists(installed) ? installed : "Labs"
  }

  /// How many folders deep labs are looked for.
  private static let depth = 8

  /// The labs that `paths` name: files as they are, and all `.lab` files of folders, sorted, with
  /// those of their subfolders after them. Hidden folders are left out, and links to folders.
  ///
  /// Throws `.usage` if a path does not exist.
  package static func labs(in paths: [String]) throws(Diagnostic) -> [String] {
    var found: [String] = []
    for path in paths {
      do {
        found += Folder.exists(path) ? try labs(inFolder: path) : [try Folder.existing(path)]
      } catch {
        throw Diagnostic(.usage, error.message, hint: error.hint)
      }
    }
    return found
  }

  /// The labs of a folder itself, sorted.
  package static func labs(directlyIn path: String) throws(Diagnostic) -> [String] {
    do {
      return try labs(inFolder: path, depth: 1)
    } catch {
      throw Diagnostic(.usage, error.message, hint: error.hint)
    }
  }

  private static func labs(
    inFolder path: String, depth: Int = depth
  ) throws(FileError) -> [String] {
    let all = try Folder.names(in: path).filter { !$0.hasPrefix(".") }
      .map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
    // A folder may be called something.lab.
    var found = all.filter { $0.hasSuffix(".lab") && !Folder.exists($0) }
    guard depth > 1 else { return found }
    for folder in all where Folder.exists(folder, followingLinks: false) {
      found += try labs(inFolder: folder, depth: depth - 1)
    }
    return found
  }
}
