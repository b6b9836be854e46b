import Glibc
import Language

/// Labs on disk, found by path.
package enum LabFolder {
  /// Where labs are looked for when none is named: in the folder `Labs` here, else in the one that
  /// was installed with the program, in `share/lab` beside its `bin`.
  package static var standard: String {
    if access("Labs", R_OK) == 0 { return "Labs" }
    guard let path = realpath("/proc/self/exe", nil) else { return "Labs" }
    defer { free(path) }
    let program = String(cString: path)
    let installed = LabFile.folder(of: LabFile.folder(of: program)) + "/share/lab/Labs"
    return access(installed, R_OK) == 0 ? installed : "Labs"
  }

  /// The labs that `paths` name: files as they are, and all `.lab` files of folders, sorted.
  /// Throws `.usage` where a path does not exist.
  package static func labs(in paths: [String]) throws(Diagnostic) -> [String] {
    var found: [String] = []
    for path in paths {
      var status = stat()
      guard stat(path, &status) == 0 else {
        throw Diagnostic(.usage, "cannot open \(path): \(SystemError.text(errno))")
      }
      if status.st_mode & S_IFMT == S_IFDIR {
        found += try labs(inFolder: path)
      } else {
        found.append(path)
      }
    }
    return found
  }

  private static func labs(inFolder path: String) throws(Diagnostic) -> [String] {
    guard let folder = opendir(path) else {
      throw Diagnostic(.usage, "cannot open \(path): \(SystemError.text(errno))")
    }
    defer { closedir(folder) }
    var labs: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasSuffix(".lab"), !name.hasPrefix(".") else { continue }
      labs.append(path.hasSuffix("/") ? path + name : "\(path)/\(name)")
    }
    return labs.sorted()
  }
}
