import Builtins
import Interpreter
import Language

/// A run of a lab as a whole in the cache of results, beside those of variations.
extension Session {
  /// What an earlier run gave that depends on the same things as this one, once the head of the lab has
  /// run; nil where none is known. `scope` is what else it depends on, such as which steps run.
  package func knownRun(_ scope: JSON) -> JSON? {
    runKey(scope).flatMap { options.results?.result(for: $0) }
  }

  /// Keeps what this run gave, unless files of the lab's own had a part in it.
  package func keep(run result: JSON, _ scope: JSON) {
    guard !hasReadFiles, let key = runKey(scope) else { return }
    options.results?.keep(result, for: key)
  }

  /// The text is part of it: results name lines, titles and claims.
  private func runKey(_ scope: JSON) -> JSON? {
    guard options.artifacts == nil, let key = key(of: LabSlice(whole: lab), [], []) else {
      return nil
    }
    let text = String(decoding: lab.source.bytes, as: UTF8.self)
    return .object([
      ("scope", scope), ("text", .string(text)), ("lab", key), ("profile", JSON(options.profile)),
      ("tries", .bool(options.runsComparisons)),
    ])
  }
}
