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
      let (reading, folder) = (LabReading(try LabFile.source(path)), Folder.containing(path))
      let found = mistakes(in: reading, folder: folder)
      // A lab with mistakes may not be what it was, whatever was recorded.
      return found.isEmpty
        ? RecordingCheck.mistakes(in: reading.lab, at: path, folder: folder) : found
    } catch {
      return [error]
    }
  }

  /// The mistakes of a lab that may not be on disk; `folder` is where it imports from.
  package static func mistakes(
    in reading: LabReading, folder: String?, table: BuiltinTable = BuiltinTable()
  ) -> [Diagnostic] {
    let markers = ConflictMarkers.mistakes(in: reading.lab.source)
    guard markers.isEmpty else { return markers }
    guard reading.mistakes.isEmpty else { return reading.mistakes.map { $0.coded("syntax") } }
    return StaticCheck.mistakes(in: reading.lab, folder: folder, table: table)
  }
}
