/// The user's folders, as the XDG base directory specification names them.
public enum UserFolders {
  /// What may be fetched or computed again.
  public static var cache: String { folder("XDG_CACHE_HOME", ".cache") }

  /// Where the user left off.
  public static var state: String { folder("XDG_STATE_HOME", ".local/state") }

  /// A relative path in the variable is to be ignored.
  private static func folder(_ variable: String, _ standard: String) -> String {
    if let path = Terminal.variable(variable), path.hasPrefix("/") { return path + "/lab" }
    return (Terminal.variable("HOME") ?? "") + "/\(standard)/lab"
  }
}
