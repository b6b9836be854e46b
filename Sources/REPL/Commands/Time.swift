import Language
import Running
import Tensors

extension Command {
  static let time = Command(
    "time", "EXPR", "run code and show how long each part takes", completes: .names
  ) { (prompt, argument) throws(Diagnostic) in
    guard !argument.isEmpty else {
      throw Diagnostic(.usage, ":time needs code", hint: "such as `:time sum(range(1000))`")
    }
    OperationProfile.start()
    let outcome = prompt.run(code: argument)
    let operations = OperationProfile.stop()
    guard let outcome, outcome.failure == nil else { return }
    prompt.console.note("took \(span(prompt.console.seconds))")
    guard !operations.isEmpty else { return }
    for line in OperationTable.lines(operations, count: 8) { prompt.console.line(line) }
  }

  /// `840 µs`, `12.3 ms`, `2.05 s`: three digits.
  static func span(_ seconds: Double) -> String {
    let (value, unit) =
      seconds < 1e-3
      ? (seconds * 1e6, "us") : seconds < 1 ? (seconds * 1e3, "ms") : (seconds, "s")
    let places = value < 10 ? 100.0 : value < 100 ? 10 : 1
    let rounded = (value * places).rounded() / places
    return (rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)") + " " + unit
  }
}
