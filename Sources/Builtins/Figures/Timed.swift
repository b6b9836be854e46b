import Interpreter
import Plotting
import Tensors

extension BuiltinTable {
  /// Measured times.
  @BuiltinList static func timings() -> [BuiltinList.Entry] {
    Builtin(
      "timed", .map("functions", "from labels to functions, of one number if there is an x"),
      .optional(.list("x", "the sizes for which each is called; its times are then a curve")),
      .title,
      .label("xlabel"),
      .int("repeats", "the calls of which the fastest counts, after one to warm up", default: 3),
      .interpreter,
      summary: "A figure of how long functions take on this machine.",
      details:
        "Times differ from machine to machine and from run to run: a script cannot read them, a "
        + "terminal shows them, and `--json` has them in seconds under `times`.",
      example: """
        show timed({"products": (n) -> randn(n, n) @ randn(n, n)}, x = [64, 128, 256])
        """, see: "plot bar"
    ) { functions, x, title, xLabel, repeats, me in
      guard (1...1000).contains(repeats) else {
        throw Failure("`repeats` must be 1 to 1000, not \(repeats)")
      }
      guard !functions.pairs.isEmpty else { throw Failure("there is nothing to measure") }
      let positions = try x.map { try $0.map { try FigureData.number($0) } }
      let series = try functions.pairs.map { pair in
        MeasuredTimes.Series(
          pair.key.text,
          try (x.map { $0.map { [$0] } } ?? [[]]).map { arguments in
            try fastest(of: repeats, me) { try me.call(pair.value, arguments) }
          })
      }
      return FigureObject(
        MeasuredTimes(title: title, series, positions: positions, xLabel: xLabel))
    }
  }

  /// The seconds of the fastest of some calls, after one to warm up.
  private static func fastest(
    of repeats: Int, _ interpreter: Interpreter, _ body: () throws -> Value
  ) throws -> Double {
    var best = Duration.seconds(Int64.max)
    for turn in 0...repeats {
      try interpreter.checkInterrupt()
      let start = ContinuousClock.now
      _ = try Recording.disabled(body)
      if turn > 0 { best = min(best, ContinuousClock.now - start) }
    }
    return best / .seconds(1)
  }
}
