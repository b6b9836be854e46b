import Interpreter
import Language
import Plotting
import Running
import Session
import Text

extension Command {
  static let results = Command(
    "results", "[plot NAME]", "what the lab and its variations have reported, or their curves"
  ) { (prompt, argument) throws(Diagnostic) in
    let runs = prompt.session.runs
    let words = argument.split(whereSeparator: \.isWhitespace).map(String.init)
    switch words.count {
    case 0: prompt.list(runs)
    case 2 where words[0] == "plot":
      let series = runs.series.map(\.name)
      guard series.contains(words[1]) else {
        throw Diagnostic(
          .usage, "nothing is recorded as \(visible(words[1]))",
          hint: series.isEmpty
            ? "`record(…)` in a lab does that" : "these are: " + series.joined(separator: ", "))
      }
      for chart in runs.charts where chart.title == words[1] { prompt.console.figure(chart) }
    default:
      throw Diagnostic(
        .usage, ":results takes nothing, or `plot` and a name", hint: "such as `:results plot loss`"
      )
    }
  }
}

extension Prompt {
  /// One row a result where there is only the lab itself, one row a run where there are more.
  fileprivate func list(_ runs: ComparisonResult) {
    guard !runs.columns.isEmpty else { return console.note("nothing has been reported yet") }
    guard runs.rows.count > 1 else {
      let rows = session.reports.map { (name, value) in
        [Table.Cell.text(name), .text(console.short(value))]
      }
      return console.figure(Table(header: ["result", "value"], rows: rows))
    }
    console.figure(runs.figure)
  }
}
