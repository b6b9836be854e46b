import Interpreter
import Language
import Platform

/// Finds where a translation is another lab than what it translates: `mlp.de.lab` beside `mlp.lab` has
/// the same steps, and the same code apart from strings and comments.
enum TranslationCheck {
  static func mistakes(in lab: Lab, folder: String?) -> [Diagnostic] {
    guard let folder, let name = original(of: lab.source.name),
      let bytes = try? Sandbox.read(name, beneath: [folder], atMost: Limits.readBytes),
      let other = try? Parser.parseLab(SourceFile(name: name, bytes: bytes))
    else { return [] }
    for (step, original) in zip(lab.steps, other.steps) where step.id != original.id {
      return [
        Diagnostic(
          .syntax, "the step is called `\(step.id)` here and `\(original.id)` in \(name)",
          at: step.span, hint: "write {#\(original.id)} after the heading"
        ).coded("translation")
      ]
    }
    guard lab.steps.count == other.steps.count else {
      return [
        Diagnostic(
          .syntax, "\(lab.steps.count - 1) steps here, and \(other.steps.count - 1) in \(name)",
          at: lab.steps.last?.span, hint: "a translation has the same steps"
        ).coded("translation")
      ]
    }
    return zip(lab.steps, other.steps).compactMap { difference($0, $1, name) }
  }

  /// The lab that a file is a translation of: `mlp.lab` of `mlp.de.lab`.
  private static func original(of path: String) -> String? {
    let parts = (path.split(separator: "/").last ?? "").split(separator: ".")
    guard parts.count == 3, parts[2] == "lab", (2...3).contains(parts[1].count),
      parts[1].allSatisfy({ $0.isASCII && $0.isLowercase })
    else { return nil }
    return "\(parts[0]).lab"
  }

  /// Where the code of a step first differs, if it does.
  private static func difference(_ step: Step, _ other: Step, _ name: String) -> Diagnostic? {
    let (own, wanted) = (step.code.statements, other.code.statements)
    let differing = zip(own, wanted).first { code(of: $0) != code(of: $1) }
    guard differing != nil || own.count != wanted.count else { return nil }
    let (mine, theirs) = (
      differing?.0 ?? own.dropFirst(wanted.count).first,
      differing?.1 ?? wanted.dropFirst(own.count).first
    )
    let line = theirs.map { "line \($0.span.file.location(of: $0.span.start).line) of " } ?? ""
    return Diagnostic(
      .syntax, "the code of the step `\(step.id)` is not that of \(line)\(name)",
      at: mine?.span ?? step.span, hint: "only prose, strings and comments are translated"
    ).coded("translation")
  }

  /// A statement without its strings, comments and layout.
  private static func code(of statement: Statement) -> [String] {
    let (span, file) = (statement.span, statement.span.file)
    let parts = file.codeParts(
      file.location(of: span.start).line, file.location(of: max(span.start, span.end - 1)).line)
    return parts.joined().filter { $0.kind != .comment }.map {
      $0.kind == .string ? "\"\"" : $0.text
    }
  }
}
