import Builtins
import Interpreter
import Plotting
import Session

extension Command {
  static let vars = Command(
    "vars", "", "list the names that the code has set, their memory and the steps that set them"
  ) { (prompt, _) in
    let settings = Set(
      prompt.session.lab.parameters.map(\.name) + prompt.session.lab.data.map(\.name))
    var rows = prompt.session.globals.bindings.filter { !settings.contains($0.name) }.map {
      (name, value) in
      [
        Table.Cell.text(name), .text(value.typeName), .text(value.inBrief),
        .text(value.memory), .text(prompt.timeline.maker(of: name).map { String($0.number) } ?? ""),
      ]
    }
    guard !rows.isEmpty else { return prompt.console.note("no names are set yet") }
    var header = ["name", "kind", "value", "memory", "step"]
    // In a narrow window the step is more worth knowing.
    if prompt.console.capabilities.style.width < 60 {
      for index in rows.indices { rows[index].remove(at: 3) }
      header.remove(at: 3)
    }
    prompt.console.figure(Table(header: header, rows: rows))
  }
}

extension Value {
  /// The memory of its numbers, if it has many.
  var memory: String {
    var bytes = State(of: self).entries.reduce(0) { $0 + $1.tensor.count * 4 }
    if case .tensor(let tensor) = self { bytes = tensor.count * tensor.dtype.size }
    if bytes < 1 << 10 { return "" }
    return bytes < 1 << 20 ? "\(bytes >> 10) kB" : "\(bytes >> 20) MB"
  }

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
