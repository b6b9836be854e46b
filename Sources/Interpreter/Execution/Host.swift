import Language
import Tensors

/// What runs code: takes its output, provides what lies outside, and interprets a lab's statements.
///
/// The interpreter itself knows nothing about labs. Everything here is called on the interpreter's
/// thread.
package protocol Host: AnyObject {
  // What code outputs.

  /// Takes printed text, control characters already escaped.
  func print(_ text: String)
  /// Takes what `show` was given: figures and other values.
  func show(_ values: [Value])
  /// A batch of several is done; there are at most `total` if `mayEndEarly`.
  func progress(done: Int, of total: Int, mayEndEarly: Bool)
  /// A pass over batches is over, whether or not it came to its end.
  func endOfPass()
  /// Takes a question to the student.
  func ask(_ question: Question)
  /// Takes a point of a live series.
  func record(
    _ series: String, label: String?, x: Double?, y: Double, _ look: CurveLook
  ) throws(Failure)
  /// Takes a named result.
  func report(_ name: String, _ value: Value) throws(Failure)

  // What lies outside.

  /// Random numbers.
  var generator: Generator { get }
  /// The bytes of a file that code may read.
  func read(_ path: String) throws(Failure) -> [UInt8]
  /// Writes a file, completely or not at all, where code may write.
  func write(_ bytes: [UInt8], to path: String) throws(Failure)

  // What a lab declares and claims.

  /// What was chosen for a parameter instead of its default, and where; nil if nothing was.
  func chosenValue(
    of name: String, default standard: Value
  ) throws(Failure) -> (value: Value, span: Span)?
  /// A parameter got a value that was chosen.
  func note(_ name: String, is value: Value) throws(Failure)
  /// Opens the first available data set of a declaration.
  func open(_ declaration: DataDeclaration) throws(Failure) -> Value
  /// The names that the lab at `path` defines.
  func definitions(of path: String) throws(Failure) -> Globals
  /// Runs a comparison and returns what each variation reported, in order, and whether it was skipped.
  func compare(_ comparison: Comparison) throws(Failure) -> (rows: [Value], isSkipped: Bool)
  /// Why a claim is not judged here, or nil.
  func reasonNotToJudge(_ claim: Expectation) -> String?
  /// Takes what became of a claim, and what it was judged by.
  func judge(
    _ claim: Expectation, _ verdict: Verdict, _ evidence: Evidence?, at span: Span
  ) throws(Failure)
}

/// The verdict on a claim.
package enum Verdict: Equatable {
  case held
  case failed
  /// It does not apply here, for this reason.
  case notChecked(String)
}
