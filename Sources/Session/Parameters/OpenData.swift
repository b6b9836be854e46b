import Builtins
import Datasets
import Interpreter
import Language

/// `data images = mnist else digits`.
extension Session {
  /// Opens the chosen data set, or else the first one in the declaration that is available.
  package func open(_ declaration: DataDeclaration) throws(Failure) -> Value {
    var names = declaration.choices.map(\.name)
    if let chosen = chosen(declaration.name)?.last {
      guard let name = chosen.dataName else {
        throw Failure(
          .usage, "`\(declaration.name)` must be set to the name of a data set", at: chosen.span)
      }
      names = [name]
    }
    let set: DataSet
    do {
      if let dryRun = options.dryRun {
        guard dryRun.countsCosts else {
          return .object(DataSetObject(try DataSet.standIn(names[0])))
        }
        let name = try DataSource.first(of: names, in: options.data)
        noteData(name, 0)
        return .object(DataSetObject(try DataSet.standIn(name)))
      }
      set = try DataSet.load(
        firstOf: names, path: options.data, seed: UInt64(bitPattern: Int64(options.seed)))
    } catch {
      let isUsage = error.kind == .unknown || error.kind == .missing
      throw Failure(isUsage ? .usage : .runtime, error.message, hint: error.hint)
    }
    noteData(set.name, set.fingerprint)
    output.receive(
      .data(name: declaration.name, set: set.name, source: set.source, wanted: names[0]))
    return .object(DataSetObject(set))
  }
}
