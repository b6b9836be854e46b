import Interpreter
import Language
import Platform
import Text

/// Finds imports of files that are not there, or that do not define what is taken.
package enum ImportCheck {
  static func mistakes(in lab: Lab, folder: String?) -> [Diagnostic] {
    guard let folder else { return [] }
    return lab.statements.flatMap { statement -> [Diagnostic] in
      guard case .importNames(let names, let file, let fileSpan) = statement.kind else { return [] }
      let defined: [String]
      do throws(Diagnostic) {
        defined = try imported(file, in: folder).statements.filter(\.isDefinition).flatMap(
          \.constants)
      } catch {
        var missing = error
        missing.span = missing.span ?? fileSpan
        return [missing.coded("missing-import")]
      }
      return names.filter { !defined.contains($0.name) }.map { name, span in
        Diagnostic(
          .runtime, "\(file) defines no `\(name)`", at: span, hint: Spelling.hint(name, defined)
        ).coded("missing-import")
      }
    }
  }

  /// The lab that is imported from.
  package static func imported(_ file: String, in folder: String) throws(Diagnostic) -> Lab {
    let bytes: [UInt8]
    do {
      bytes = try Sandbox.read(file, beneath: [folder], atMost: Limits.readBytes)
    } catch {
      throw Diagnostic(.usage, error.message, hint: error.hint)
    }
    do {
      return try Parser.parseLab(SourceFile(name: file, bytes: bytes))
    } catch {
      throw Diagnostic(
        error.kind, "\(file) has a mistake: \(error.message)", hint: "lab check \(file)")
    }
  }
}
