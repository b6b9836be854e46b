import Builtins
import Datasets
import Interpreter
import Language
import Platform
import Session
import Synchronization
import Tensors

/// Looks for mistakes in a lab without running it.
package enum LabCheck {
  /// What came of it for one lab.
  package struct Result: Sendable {
    /// Where the lab is.
    package let path: String
    /// Its mistakes in order; empty if there are none.
    package fileprivate(set) var found: [Diagnostic]
    /// What it costs in each of its profiles, if that was asked for and there are no mistakes.
    package var costs: [LabCost] = []
  }

  /// Checks labs, as many at a time as there are processors.
  package static func results(of paths: [String], costsWith data: DataPath?) -> [Result] {
    let results = Mutex<[Int: Result]>([:])
    WorkerPool.shared.run(paths.count) { index in
      let result = result(of: paths[index], costsWith: data)
      results.withLock { $0[index] = result }
    }
    return results.withLock { results in paths.indices.compactMap { results[$0] } }
  }

  /// Checks the lab at `path`, and counts what it costs with the data in `data`.
  package static func result(of path: String, costsWith data: DataPath?) -> Result {
    do {
      let reading = LabReading(try LabFile.source(path))
      let folder = Folder.containing(path)
      var result = Result(path: path, found: mistakes(in: reading, folder: folder))
      // A lab with mistakes may not be what it was, whatever was recorded.
      if result.found.isEmpty {
        result.found = RecordingCheck.mistakes(in: reading.lab, at: path, folder: folder)
      }
      if let data, result.found.isEmpty {
        result.costs = LabCost.all(of: reading.lab, folder: folder, data: data)
      }
      return result
    } catch {
      return Result(path: path, found: [error])
    }
  }

  /// The mistakes of the lab at `path` in order; empty if there are none.
  package static func mistakes(in path: String) -> [Diagnostic] {
    result(of: path, costsWith: nil).found
  }

  /// The mistakes of a lab that may not be on disk; `folder` is where it imports from.
  ///
  /// Its profiles and variations take several times as long as the rest: it `goesOn` to each of them.
  package static func mistakes(
    in reading: LabReading, folder: String?, table: BuiltinTable = .program,
    goesOn: () -> Bool = { true }
  ) -> [Diagnostic] {
    let markers = ConflictMarkers.mistakes(in: reading.lab.source)
    guard markers.isEmpty else { return markers }
    guard reading.mistakes.isEmpty else { return reading.mistakes.map { $0.coded("syntax") } }
    return StaticCheck.mistakes(
      in: reading.lab, folder: folder, table: table, goesOn: goesOn)
  }
}
