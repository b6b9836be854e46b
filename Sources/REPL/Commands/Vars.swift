import Builtins
import Interpreter
import Plotting
import Session

extension Command {
  static let vars = Command("vars", "", "list the names that the code has set") { (prompt, _) in
    let settings = Set(
      prompt.session.lab.parameters.map(\.name) + prompt.session.lab.data.map(\.name))
    let rows = prompt.session.globals.bindings.filter { !settings.contains($0.name) }.map {
      (name, value) in
      [Table.Cell.text(name), .text(value.typeName), .text(value.inBrief)]
    }
    guard !rows.isEmpty else { return prompt.console.note("no names are set yet") }
    prompt.console.figure(Table(header: ["name", "kind", "value"], rows: rows))
  }
}

extension Value {
  /// The value in a cell of a table.
  fileprivate var inBrief: String {
    switch self {
    case .tensor(let tensor) where tensor.count > 1: return "shape \(tensor.shape)"
    case .function(let function):
      return "\(function.name)(\(function.parameterNames.joined(separator: ", ")))"
    case .list(let list) where list.items.count > 8: return "\(list.items.count) elements"
    default:
      let text = representation.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return text.count <= 50 ? text : text.prefix(47) + "..."
    }
  }
}
