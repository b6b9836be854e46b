import Builtins
import Interpreter
import Language
import Running
import Session
import Text

/// `?name`: what a function does, or what a name holds.
extension Prompt {
  /// Shows the reference of a builtin, else what the session has under the name.
  ///
  /// Throws `.usage` if there is neither, and suggests the nearest name.
  func reference(_ name: String) throws(Diagnostic) {
    let reference = Reference(session.interpreter.table, console.capabilities.style)
    guard !name.isEmpty else { return console.print(reference.overview()) }
    let name = name.hasSuffix("()") ? String(name.dropLast(2)) : name
    if let value = session.globals.value(of: name) {
      let declaration = session.lab.parameters.first { $0.name == name }
      console.line("\(name): \(value.typeName)")
      if let help = declaration?.help { console.note(help) }
      return console.value(value)
    }
    do {
      console.print(try entry(name, in: reference))
    } catch {
      let near = nearest(name, among: reference.names + session.globals.bindings.map(\.name))
      throw Diagnostic(
        .usage, "nothing is called \(visible(name))",
        hint: near.map { "did you mean `\($0)`?" } ?? "? alone lists all functions")
    }
  }
  /// The entry of `list.append`; `net.step` is looked up as `step`.
  private func entry(_ name: String, in reference: Reference) throws(Diagnostic) -> String {
    if let text = try? reference.entry(name) { return text }
    return try reference.entry(name.split(separator: ".").last.map(String.init) ?? name)
  }
}
