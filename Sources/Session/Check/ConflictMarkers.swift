import Language

/// Finds what git leaves in a file where two versions contradict each other.
package enum ConflictMarkers {
  /// One for each place where two versions begin.
  package static func mistakes(in source: SourceFile) -> [Diagnostic] {
    source.lineStarts.indices.compactMap { line in
      let start = source.lineStarts[line]
      let text = source.line(line + 1)
      guard ["<<<<<<< ", ">>>>>>> "].contains(where: text.hasPrefix) else { return nil }
      return Diagnostic(
        .syntax, "git left two versions here", at: Span(source, start, start + text.utf8.count),
        hint: "keep one of them, and delete the lines with <<<<<<<, ======= and >>>>>>>"
      ).coded("conflict-marker")
    }
  }
}
