/// The user's folders, as the XDG base directory specification names them.
///
/// They are nil if the user has no home, so that nothing is written anywhere.
package enum UserFolders {
  /// What may be fetched or computed again.
  package static var cache: String? { folder("XDG_CACHE_HOME", ".cache") }

  /// Where the user left off.
  package static var state: String? { folder("XDG_STATE_HOME", ".local/state") }

  /// The specification says to ignore a relative path.
  private static func folder(_ variable: String, _ standard: String) -> String? {
    if let path = Environment.variable(variable), path.hasPrefix("/") { return path + "/lab" }
    guard let home = Environment.variable("HOME"), home.hasPrefix("/") else { return nil }
    return home + "/\(standard)/lab"
  }
}
