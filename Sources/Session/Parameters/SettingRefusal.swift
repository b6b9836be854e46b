import Builtins
import Datasets
import Interpreter
import Language

extension Session {
  /// Why a lab cannot be run with these options, as far as that shows before anything runs: names, values
  /// of parameters that do not rest on data, data sets that do not exist. Nil where nothing speaks
  /// against it.
  package static func refusal(
    of lab: Lab, _ options: SessionOptions, table: BuiltinTable = .program
  ) -> Diagnostic? {
    do {
      let session = try Session(lab, options, output: Unheard(), table: table)
      for declaration in session.declarations.data {
        guard let name = session.chosen(declaration.name)?.last?.dataName else { continue }
        _ = try DataSource.named(name)
      }
      for statement in SettingCheck.constantParameters(of: lab) {
        let failure = session.run([statement], step: nil).failure
        if let failure, failure.kind == .usage { return failure }
      }
      return nil
    } catch let error as Diagnostic {
      return error
    } catch {
      let refused = Failure.wrapping(error).diagnostic
      return Diagnostic(.usage, refused.message, hint: refused.hint)
    }
  }
}
