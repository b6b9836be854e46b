import ArgumentParser
import Running

/// Flags about how hand-ins are judged.
struct GradeFlags: ParsableArguments {
  @Option(help: "The longest time for a hand-in: 90s, 5m, 1h.")
  var timeout = TimeLimit(seconds: 300)
  @Option(help: "The memory that a hand-in may use, in MB.")
  var memory = 4096
  @Option(help: "How far apart a result may be from a new run's, as a part of it.")
  var rtol = 0.01
  @Option(help: "How far apart a result may be from a new run's.")
  var atol = 1e-6

  mutating func validate() throws {
    guard (64...1 << 20).contains(memory) else {
      throw ValidationError("--memory is from 64 to 1048576 MB, not \(memory)")
    }
    guard rtol >= 0, atol >= 0 else { throw ValidationError("--rtol and --atol are not negative") }
  }

  /// How results are compared.
  var tolerance: Grader.Tolerance { Grader.Tolerance(relative: rtol, absolute: atol) }

  /// The same flags as words of a command line.
  var words: [String] {
    [
      "--timeout", String(timeout.seconds), "--memory", String(memory), "--rtol", String(rtol),
      "--atol", String(atol),
    ]
  }
}
