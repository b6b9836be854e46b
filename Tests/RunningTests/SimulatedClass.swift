import Datasets
import Language

@testable import Builtins
@testable import Running

/// Thirty students who hand in a small lab: right, wrong in foreseen ways, with nothing, from another
/// version, with lies, and with what is meant to do harm.
struct SimulatedClass {
  /// The lab with its solutions, as `lab release` makes it the key.
  static let key = """
    ---
    summary: Twice
    ---
    # Twice

    ```lab
    data signals = mnist1d
    param n = 3 in 1...9
    profile quick { n = 2 }
    ```

    ## Doubling {#doubling}

    ```lab
    predict more "Is twice more?" {
      choices "yes", "no"
      correct "yes"
    }
    question why "Why does doubling keep the order?" { answer "Twice more is more." }
    question count "How many numbers from 1 to n?" { number n ± 0 }
    question pick "Which is even?" {
      choices "2n", "n"
      correct "2n"
    }
    print(signals.name, n)
    ```

    ```exercise twice
    def twice(x) {
      x  # your line
    }
    ```

    ```check twice
    expect twice(3) == 6 "three"
    ```

    ```check twice hidden
    expect twice(-1) == -2 "also below zero"
    expect twice(0.5) ≈ 1 ± 1e-6 "also fractions"
    ```

    ```hint twice
    Add it to itself.
    ```

    ```wrong twice "three"
    def twice(x) { x * x }
    ```

    ```wrong twice "also below zero"
    def twice(x) { abs(x) * 2 }
    ```

    ```solution twice
    def twice(x) { 2 * x }
    ```

    ## Total {#total}

    ```lab
    total = 0
    for i in range(n) { total = total + twice(i) }
    report total = total, rate = total / n
    ```

    """

  /// The table, by the rules of docs/grading.md: `total` is the sum of what `twice` makes of 0, 1 and 2
  /// with the default n = 3, `rate` a third of it.
  static let table = """
    student,status,held,of,twice.1,twice.2,twice.3,predict more,question why,question count,question pick,report total,report rate,note
    s01,graded,7,7,1,1,1,answered,answered,1,1,1,1,
    s02,graded,7,7,1,1,1,answered,answered,1,1,1,1,
    s03,graded,7,7,1,1,1,,answered,1,1,1,1,
    s04,graded,7,7,1,1,1,,answered,1,1,1,1,
    s05,graded,7,7,1,1,1,,,1,1,1,1,
    s06,graded,7,7,1,1,1,,,1,1,1,1,
    s07,graded,7,7,1,1,1,,,1,1,1,1,
    s08,graded,7,7,1,1,1,,,1,1,1,1,
    s09,graded,4,7,0,0,0,,,1,1,1,1,
    s10,graded,6,7,1,0,1,,,1,1,1,1,
    s11,graded,5,7,1,0,0,,,1,1,1,1,
    s12,graded,2,7,0,0,0,,,1,1,,,
    s13,graded,2,7,0,0,0,,,1,1,,,
    s14,graded,0,7,,,,,,,,,,
    s15,graded,1,7,,,,,,1,0,,,
    s16,graded,3,7,1,1,1,,,,,,,
    s17,graded,4,7,0,0,0,,,1,1,1,1,
    s18,graded,6,7,1,1,1,,,1,1,0,1,
    s19,refused,0,7,,,,,,,,,,the file was changed after it was written
    s20,refused,0,7,,,,,,,,,,its data set mnist1d is not the one that is here
    s21,refused,0,7,,,,,,,,,,it does not say that it uses the data set mnist1d
    s22,refused,0,7,,,,,,,,,,made with another version of the lab
    s23,refused,0,7,,,,,,,,,,of another lab: Thrice
    s24,refused,0,7,,,,,,,,,,the file has a format that this version of lab does not know
    s25,graded,7,7,1,1,1,,,1,1,1,1,made with lab 0.0.9
    s26,refused,0,7,,,,,,,,,,the file is not a hand-in
    s27,stopped,0,7,,,,,,,,,,the time limit was reached in step 1
    s28,graded,2,7,0,0,0,,,1,1,,,
    s29,graded,2,7,0,0,0,,,1,1,,,
    s30,graded,2,7,0,0,0,,,1,1,,,

    """

  /// The fingerprint of the released lab.
  private let lab: String

  /// The class of the key, whose file is called `name`.
  init(key name: String) throws {
    let source = SourceFile(name: name, text: Self.key)
    lab = HandIn.fingerprint(of: try ReleasedLab.text(source, key: name))
  }

  private static func data(_ seed: Int) throws -> String {
    let set = try DataSet.load("mnist1d", path: DataPath("."), seed: UInt64(seed))
    return String(set.fingerprint, radix: 16)
  }

  private func entries(_ pairs: KeyValuePairs<String, String>) -> [HandIn.Entry] {
    pairs.map { HandIn.Entry(name: $0, text: $1) }
  }

  /// A hand-in with the exercise's code, where there is any, and its results.
  private func handIn(
    _ code: String?, total: Double? = 6, n: Double = 3, seed: Int = 0
  ) throws -> HandIn {
    var handIn = HandIn()
    handIn.lab = HandIn.Entry(name: "twice", text: "Twice")
    handIn.labFingerprint = lab
    handIn.seed = seed
    handIn.sets = entries(["signals": "mnist1d"])
    handIn.data = entries(["mnist1d": try Self.data(seed)])
    handIn.parameters = entries(["n": String(Int(n))])
    handIn.answers = entries(["count": String(Int(n)), "pick": "2n"])
    handIn.steps = entries(["doubling": "passed", "total": "passed"])
    if let code { handIn.exercises = entries(["twice": code]) }
    if let total { handIn.reports = [("total", .int(Int(total))), ("rate", .number(total / n))] }
    return handIn
  }

  /// The files by the names of their students.
  func files() throws -> [(student: String, text: String)] {
    let right = "def twice(x) { 2 * x }"
    var files = try honest(right) + wrong() + lies(right)
    for (student, code) in [
      ("s27", "def twice(x) { while true { } }"),
      ("s28", "def twice(x) { zeros(100_000, 100_000) }"),
      ("s29", "def twice(x) { twice(x + 1) }"),
      ("s30", "import twice from \"twice.key.lab\""),
    ] {
      files.append((student, try handIn(code, total: nil).text))
    }
    return files
  }

  private func honest(_ right: String) throws -> [(student: String, text: String)] {
    var all: [HandIn] = []
    for code in [right, "def twice(x) { x + x }", right, right, right, right, right, right] {
      all.append(try handIn(code))
    }
    all[0].predictions = entries(["more": "yes"])
    all[1].predictions = entries(["more": "no"])
    for (index, why) in [
      "Twice more is more", "Because 2 > 0.", "twice  MORE is more", "# No *idea*",
    ].enumerated() {
      all[index].answers.append(HandIn.Entry(name: "why", text: why))
    }
    // 0 + 2 + 4 + 6 + 8, and 0 + 2.
    let why = all[3].answers[2]
    all[3] = try handIn(right, total: 20, n: 5)
    all[3].settings = entries(["n": "5"])
    all[3].answers.append(why)
    all[4] = try handIn(right, total: 2, n: 2)
    all[4].profile = "quick"
    all[5] = try handIn(right, seed: 7)
    all[5].edits = [
      HandIn.ChangedStep(
        step: "total", original: Self.totalStep,
        text: Self.totalStep.replacing("total = 0\n", with: "total = 0 + 0\n"))
    ]
    // As near as one part in a hundred.
    all[6].reports[1].value = .number(2.01)
    all[7].answers[0] = HandIn.Entry(name: "count", text: "3.0")
    return all.enumerated().map { ("s0\($0 + 1)", $1.text) }
  }

  /// The last step as released.
  private static var totalStep: String {
    String(key[(key.firstRange(of: "## Total")?.lowerBound ?? key.startIndex)...])
  }

  private func wrong() throws -> [(student: String, text: String)] {
    var onlyAnswers = HandIn()
    let whole = try handIn(nil, total: nil)
    onlyAnswers.lab = whole.lab
    (onlyAnswers.labFingerprint, onlyAnswers.data) = (lab, whole.data)
    let empty = onlyAnswers
    onlyAnswers.answers = entries(["count": "3", "pick": "n"])
    var onlyCode = empty
    onlyCode.exercises = entries(["twice": "def twice(x) { 2 * x }"])
    return [
      // 0 + 1 + 4.
      ("s09", try handIn("def twice(x) { x * x }", total: 5).text),
      ("s10", try handIn("def twice(x) { abs(x) * 2 }").text),
      ("s11", try handIn("def twice(x) { 6 }", total: 18).text),
      ("s12", try handIn("def twice(x) { y * 2 }", total: nil).text),
      ("s13", try handIn("def twice(x) { 2 *", total: nil).text),
      ("s14", empty.text), ("s15", onlyAnswers.text), ("s16", onlyCode.text),
      // 0 + 1 + 2.
      ("s17", try handIn("def twice(x) { x }", total: 3).text),
    ]
  }

  private func lies(_ right: String) throws -> [(student: String, text: String)] {
    var results = try handIn(right)
    results.reports[0].value = .int(60)
    let changed = try handIn(right, total: 5).text.replacing("\"total\": 5", with: "\"total\": 6")
    var data = try handIn(right)
    data.data = entries(["mnist1d": "abc"])
    var noData = data
    noData.data = []
    var version = try handIn(right)
    version.labFingerprint = "123"
    var other = version
    other.lab = HandIn.Entry(name: "thrice", text: "Thrice")
    let format = try handIn(right).text.replacing("\"format\": 1", with: "\"format\": 2")
    var program = try handIn(right)
    program.program = "0.0.9"
    return [
      ("s18", results.text), ("s19", changed), ("s20", data.text), ("s21", noData.text),
      ("s22", version.text), ("s23", other.text), ("s24", format), ("s25", program.text),
      ("s26", "hello"),
    ]
  }
}
