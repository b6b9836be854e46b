import Glibc

/// Labs on disk.
enum LabFolder {
  /// The paths as they are, folders replaced by the labs in them, in order of their names.
  static func files(in paths: [String]) -> [String] {
    paths.flatMap { path -> [String] in
      guard let folder = opendir(path) else { return [path] }
      defer { closedir(folder) }
      var names: [String] = []
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name.hasSuffix(".lab"), !name.hasPrefix(".") { names.append(name) }
      }
      let prefix = path.hasSuffix("/") ? path : path + "/"
      return names.sorted().map { prefix + $0 }
    }
  }
}
