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

  /// The labs that `paths` name: files as they are, and all `.lab` files of folders, sorted.
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

  private static func labs(inFolder path: String) throws(FileError) -> [String] {
    try Folder.names(in: path).filter { $0.hasSuffix(".lab") && !$0.hasPrefix(".") }
      .map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
  }
}
