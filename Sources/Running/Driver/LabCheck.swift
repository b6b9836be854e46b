import Builtins
import Interpreter
import Language
import Platform
import Session

/// Looks for mistakes in a lab without running it.
package enum LabCheck {
  /// The mistakes of the lab at `path` in order; empty if there are none.
  package static func mistakes(in path: String) -> [Diagnostic] {
    do {
      return mistakes(in: try LabFile.source(path), folder: Folder.containing(path))
    } catch {
      return [error]
    }
  }

  /// The mistakes of a lab that may not be on disk; `folder` is where it imports from.
  package static func mistakes(
    in source: SourceFile, folder: String?, table: BuiltinTable = BuiltinTable()
  ) -> [Diagnostic] {
    do {
      let markers = ConflictMarkers.mistakes(in: source)
      guard markers.isEmpty else { return markers }
      let mistakes = Parser.mistakes(in: source)
      guard mistakes.isEmpty else { return mistakes.map { $0.coded("syntax") } }
      let lab = try Parser.parseLab(source)
      return StaticCheck.mistakes(in: lab, folder: folder, table: table)
    } catch {
      return [error]
    }
  }
}
