import Builtins
import Interpreter
import Language
import Session

/// Looks for mistakes in a lab without running it.
package enum LabCheck {
  /// The mistakes of the lab at `path` in order; empty if there are none.
  package static func mistakes(in path: String) -> [Diagnostic] {
    do {
      let source = try LabFile.source(path)
      let mistakes = Parser.mistakes(in: source)
      guard mistakes.isEmpty else { return mistakes }
      // Declarations that contradict each other.
      let lab = try Parser.parseLab(source)
      _ = try Session(lab, output: Nobody())
      return NameCheck.mistakes(in: lab)
    } catch {
      return [error]
    }
  }

  private final class Nobody: Output {
    func receive(_ event: Event) {}
  }
}
