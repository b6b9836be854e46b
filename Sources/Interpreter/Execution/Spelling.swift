import Language

/// Finds the name that was meant by a misspelt one.
package enum Spelling {
  /// "did you mean `x`?", or nil.
  package static func hint(_ name: String, _ names: some Sequence<String>) -> String? {
    nearest(name, among: names).map { "did you mean `\($0)`?" }
  }
}
