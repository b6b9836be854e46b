import Glibc

/// The user's folders, as the XDG base directory specification names them.
package enum UserFolders {
  /// What may be fetched or computed again.
  package static var cache: String { folder("XDG_CACHE_HOME", ".cache") }

  /// Where the user left off.
  package static var state: String { folder("XDG_STATE_HOME", ".local/state") }

  /// Makes a folder and those above it, for the user alone; tells whether it is there.
  package static func make(_ folder: String) -> Bool {
    for index in folder.indices.dropFirst() where folder[index] == "/" {
      mkdir(String(folder[..<index]), 0o700)
    }
    mkdir(folder, 0o700)
    var status = stat()
    return stat(folder, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// A relative path in the variable is to be ignored.
  private static func folder(_ variable: String, _ standard: String) -> String {
    if let path = Terminal.variable(variable), path.hasPrefix("/") { return path + "/lab" }
    return (Terminal.variable("HOME") ?? "") + "/\(standard)/lab"
  }
}
