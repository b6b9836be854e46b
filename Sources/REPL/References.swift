import Builtins
import Interpreter
import Language
import Running
import Session
import Text

/// `?name`: what a function does, or what a name holds and where that comes from.
extension Prompt {
  /// Shows the reference of a builtin, else what the session has under the name.
  ///
  /// Throws `.usage` if there is neither, and suggests the nearest name.
  func reference(_ name: String) throws(Diagnostic) {
    let reference = Reference(session.interpreter.table)
    let pages = ReferencePage(reference, console.capabilities.style)
    guard !name.isEmpty else { return console.print(pages.overview()) }
    let name = name.hasSuffix("()") ? String(name.dropLast(2)) : name
    if let value = session.globals.value(of: name) { return describe(name, value) }
    do {
      console.print(try page(name, in: pages))
    } catch {
      let near = nearest(name, among: reference.names + session.globals.bindings.map(\.name))
      throw Diagnostic(
        .usage, "nothing is called \(visible(name))",
        hint: near.map { "did you mean `\($0)`?" } ?? "? alone lists all functions")
    }
  }

  /// The entry of `list.append`; `net.step` is looked up as `step`.
  private func page(_ name: String, in pages: ReferencePage) throws(Diagnostic) -> String {
    if let text = try? pages.text(name) { return text }
    return try pages.text(name.split(separator: ".").last.map(String.init) ?? name)
  }

  /// The kind of a value, its shape and memory, what set it, and the value itself.
  private func describe(_ name: String, _ value: Value) {
    var facts = [value.typeName]
    if case .tensor(let tensor) = value { facts.append("\(tensor.dtype), shape \(tensor.shape)") }
    if !value.memory.isEmpty { facts.append(value.memory) }
    console.paragraph("\(name): \(facts.joined(separator: ", "))")
    let lab = session.lab
    if let parameter = lab.parameters.first(where: { $0.name == name }) {
      console.note("a parameter of the lab" + (parameter.help.map { ": \($0)" } ?? ""))
    } else if lab.data.contains(where: { $0.name == name }) {
      console.note("the data of the lab")
    } else if let step = timeline.maker(of: name) {
      console.note("set in step \(console.heading(of: step))")
    } else {
      console.note("set at the prompt")
    }
    console.value(value)
  }
}
