import Plotting

extension Command {
  static let results = Command("results", "", "list what the lab has reported") { (prompt, _) in
    let rows = prompt.session.reports.map { (name, value) in
      [Table.Cell.text(name), .text(prompt.console.short(value))]
    }
    guard !rows.isEmpty else { return prompt.console.note("nothing is reported yet") }
    prompt.console.table(Table(header: ["result", "value"], rows: rows))
  }
}
