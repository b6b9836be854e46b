import Builtins
import Datasets
import Interpreter

/// Who does a lab's exercises and answers its questions.
package enum Respondent: Sendable {
  /// The author: exercises contain the solutions, which are judged when their step ends.
  ///
  /// Questions are reported as they come.
  case author
  /// A student at a prompt, which asks and judges.
  case student
}

/// How a lab is run.
package struct SessionOptions {
  /// Values of parameters and data declarations as written: `-p epochs=1`.
  package var settings: [(name: String, text: String)] = []
  /// The profile, or nil for none.
  package var profile: String?
  /// The seed of all random numbers.
  package var seed = 0
  /// Where data sets are looked for.
  package var data = DataPath(".")
  /// The folder that the lab's own files are read from; nil for none.
  package var folder: String?
  /// The folder that files are written to; nil refuses.
  package var artifacts: String?
  /// Whether comparisons are run or skipped.
  package var runsComparisons = false
  /// Who does the exercises and answers the questions.
  package var respondent = Respondent.author
  /// Where results of variations are kept; nil runs them all.
  package var results: ResultCache?
  /// What sees to it that code runs with shapes only; nil runs it.
  var dryRun: DryRun?
  /// The bound on the process's memory.
  package var memoryLimit = MemoryGauge.defaultLimit

  /// The defaults.
  package init() {}
}
