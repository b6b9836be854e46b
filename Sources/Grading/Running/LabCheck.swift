import Language
import Runtime

/// Looks for mistakes in a lab without running it.
public enum LabCheck {
  /// The mistakes of the lab at `path` in order; empty where there are none.
  public static func mistakes(in path: String) -> [Diagnostic] {
    do {
      let source = try LabFile.source(path)
      let mistakes = Parser.mistakes(in: source)
      guard mistakes.isEmpty else { return mistakes }
      // Declarations that contradict each other.
      _ = try Session(try Parser.parseLab(source), output: Nobody())
      return []
    } catch {
      return [error]
    }
  }

  private final class Nobody: Output {
    func receive(_ event: Event) {}
  }
}
