import Plotting
import Runtime

extension Command {
  static let results = Command("results", "", "list what the lab has reported") { (prompt, _) in
    let rows = prompt.session.reports.map { (name, value) -> [Table.Cell] in
      switch value {
      case .int(let number): [.text(name), .integer(number)]
      case .float(let number): [.text(name), .number(number)]
      default: [.text(name), .text(value.text)]
      }
    }
    guard !rows.isEmpty else { return prompt.console.note("nothing is reported yet") }
    prompt.console.table(Table(header: ["result", "value"], rows: rows))
  }
}
