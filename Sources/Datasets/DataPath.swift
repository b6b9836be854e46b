import Glibc

/// Where data sets on disk are looked for.
package struct DataPath: Sendable, Hashable {
  /// The folder that the user chose, or the cache folder.
  package let directory: String
  /// The folder where the system's packages put data sets.
  let system: String

  /// The data path that is `directory`.
  package init(_ directory: String) {
    self.init(directory, system: "/usr/share/datasets")
  }

  init(_ directory: String, system: String) {
    self.directory = directory
    self.system = system
  }

  /// The first one given of the command line's folder, the environment's, and the cache's.
  ///
  /// It is `data` if none is.
  package init(commandLine: String?, environment: String?, cache: String?) {
    let given = [commandLine, environment].compactMap(\.self).first { !$0.isEmpty }
    self.init(given ?? cache ?? "data")
  }

  /// Refuses a folder that does not exist: a mistyped one must not look like one without data.
  package func validate() throws(DataError) {
    guard Self.isDirectory(directory) else {
      throw DataError(
        .missing, "the data folder \(directory) does not exist",
        hint: "create it, or choose another with --data")
    }
  }

  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether anything at all has this name.
  ///
  /// If that cannot be determined, it counts as existing, so that it becomes an error when it is
  /// opened and not a reason to use other data.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR)
  }
}
