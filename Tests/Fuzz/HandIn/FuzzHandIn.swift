import Builtins
import Interpreter
import Language
import Running
import Session
import Text

/// A small lab with an exercise, a question and a result, as its key has it.
private let key = """
  # Fuzz

  ```lab
  param n = 3 in 1...9
  ```

  ## One {#one}

  ```lab
  question why "Why?" { answer "So." }
  question count "How many?" { number n ± 0 }
  ```

  ```exercise twice
  def twice(x) { x }
  ```

  ```check twice hidden
  expect twice(n) == 2 * n "n"
  ```

  ```solution twice
  def twice(x) { 2 * x }
  ```

  ## Two {#two}

  ```lab
  report total = twice(n)
  ```

  """

/// Grades `bytes` as a hand-in, as they are and with fingerprints that fit, and looks at what is said.
///
/// The limits are tight and do not depend on time. Shared by libFuzzer's driver and, through a link, by
/// a seeded test. Returns what is wrong with the grade, if anything is; a crash says more.
func fuzzHandIn(_ bytes: [UInt8]) -> String? {
  if let complaint = complaint(about: fuzzGrade(bytes, isRepaired: false)) { return complaint }
  return complaint(about: fuzzGrade(bytes))
}

/// The grade of a hand-in, whose fingerprints are made to fit; nil where it is none.
func fuzzGrade(_ bytes: [UInt8], isRepaired: Bool = true) -> Grade? {
  let source = SourceFile(name: "fuzz.key.lab", text: key)
  guard let sheet = try? GradeSheet(source) else { return nil }
  var options = SessionOptions()
  options.memoryLimit = 900 << 20
  let supervisor = Supervisor(unsupervised: (), Interrupt(checks: 2_000))
  let tolerance = Grader.Tolerance(relative: 0.01, absolute: 0)
  let grader = Grader(sheet, options, seconds: nil, tolerance, supervisor)
  guard isRepaired else { return grader.grade(bytes) }
  guard case .object(let pairs)? = JSON(reading: bytes) else { return nil }
  var fitting = pairs.filter { $0.0 != "fingerprint" }
  for (index, pair) in fitting.enumerated() where pair.0 == "lab" {
    guard case .object(let about) = pair.1 else { continue }
    let fingerprint = JSON.string(HandIn.fingerprint(of: key))
    fitting[index].1 = .object(about.map { $0.0 == "fingerprint" ? ($0.0, fingerprint) : $0 })
  }
  let fingerprint = HandIn.fingerprint(of: JSON.object(fitting).text)
  let whole = JSON.object(fitting + [("fingerprint", .string(fingerprint))])
  return grader.grade(Array(whole.text.utf8))
}

private func complaint(about grade: Grade?) -> String? {
  guard let grade else { return nil }
  if visible(grade.note) != grade.note { return "a note holds control characters: \(grade.note)" }
  for line in grade.page.split(separator: "\n") where visible(line) != line {
    return "a page holds control characters: \(line)"
  }
  return nil
}
