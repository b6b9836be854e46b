import Builtins
import Interpreter
import Language

/// Where a session reports what happens; the front ends differ in nothing else.
package protocol Output: AnyObject {
  /// Takes the next event. Called on the interpreter's thread.
  func receive(_ event: Event)
}

/// What happens while a lab runs.
package enum Event {
  /// The code of a section of the running step begins.
  case section(Int)
  /// Printed text, control characters already escaped.
  case text(String)
  /// What `show` was given: figures and other values.
  case show([Value])
  /// A point of a live series.
  case record(RecordedPoint)
  /// A claim was judged.
  case expectation(ExpectationResult)
  /// A named result.
  case report(name: String, value: Value)
  /// A batch of several is done; of at most `total` if `mayEndEarly`.
  case progress(done: Int, total: Int, mayEndEarly: Bool = false)
  /// A pass over batches is over, whether or not it came to its end.
  case endOfPass
  /// A question to the student; a prediction is asked for before the step runs.
  case question(Question)
  /// A comparison has its rows.
  case comparison(ComparisonResult)
  /// A data set was opened for a `data` declaration: what was wanted first, and what it is.
  case data(name: String, set: String, source: String, wanted: String)
  /// A comparison was skipped, since comparisons are not run here.
  case comparisonSkipped
  /// Something worth noting: the variation that is running.
  case note(String)
  /// How a variation gets on, which shows only its results at its end.
  case trial(TrialEvent)
}

/// How a variation gets on while it runs.
package enum TrialEvent {
  /// A batch of several is done; of at most `total` if `mayEndEarly`.
  case progress(done: Int, total: Int, mayEndEarly: Bool)
  /// A pass over batches is over.
  case endOfPass
  /// A point of a series that the comparison draws, under the variation's title.
  case record(RecordedPoint)
}

/// A point of a live series: `record(loss, label = "MLP", x = epoch)`.
package struct RecordedPoint {
  /// What is recorded: `loss`.
  package let series: String
  /// Whose it is, if there are several.
  package let label: String?
  /// The position, if given, else the number of the point, from 1.
  package let x: Double
  /// The value.
  package let y: Double
  /// How its curve is drawn.
  package var look = CurveLook()
  /// Whether the position is the number of the point.
  package var isCounted = false
  /// Of which of several seeds it is, from 0.
  package var seed = 0

  /// A point that is drawn plainly.
  package init(series: String, label: String?, x: Double, y: Double) {
    (self.series, self.label, self.x, self.y) = (series, label, x, y)
  }
}

/// The result of a claim.
package struct ExpectationResult {
  /// The outcome.
  package let status: Verdict
  /// The claim as written.
  package let text: String
  /// What the author says about a failed one.
  package let message: String?
  /// Both sides of a failed comparison: "0.93 against 0.97".
  package let values: String?
  /// How far it is from the other verdict, in units of what it compares; nil where it is no matter
  /// of more or less.
  package var margin: Double?
  /// Where it is.
  package let span: Span
  /// Whether parameters differ from the defaults, for which a claim without `under` was made.
  package let isChanged: Bool
  /// The variation of a comparison in which it failed; nil in the lab itself.
  package var variation: String?
}

/// The rows of a comparison.
package struct ComparisonResult {
  /// One variation.
  package struct Row {
    /// Its name: `base`, or the id of a `try`.
    package let name: String
    /// The title shown.
    package let title: String
    /// Its reports, in the order of the columns; nil if it reported nothing of that name.
    package let reports: [Value?]
    /// The standard deviations of its reports over several seeds, whose means `reports` are; nil where
    /// there is one seed, or no number.
    package let deviations: [Double?]
    /// Its recorded points.
    package let points: [RecordedPoint]
    /// Why it has no result.
    package let failure: Diagnostic?
    /// The settings of its run; nil where they are not known, or the title says them.
    package var settings: RunSettings?
  }

  /// The names of the reports.
  package let columns: [String]
  /// How many of them, from the first, are columns of the table; the others are only drawn.
  package let tableColumns: Int
  /// The names of the series to overlay, and how.
  package let series: [(name: String, look: CurveLook)]
  /// The columns that are drawn as bars, and whether their scale has powers of ten.
  package let bars: [(column: Int, isLog: Bool)]
  /// The variations in order.
  package let rows: [Row]
}
