import Foundation
import Platform
import TestSupport
import Testing

@testable import Builtins
@testable import Running

/// `lab grade`: hand-ins run again, and judged by what comes out.
@Suite(.serialized) struct GradingTests {
  private let program: Program
  private var folder: TemporaryFolder { program.folder }

  init() throws {
    program = try Program()
    try folder.write(SimulatedClass.key, to: "twice.key.lab")
  }

  private func write(_ files: [(student: String, text: String)]) throws {
    for (student, text) in files {
      try folder.write(text, to: "in/\(student).hand-in.json")
    }
  }

  private func grade(_ output: String, _ arguments: String...) throws -> Program.Ending {
    try program.run(["grade", "in", "--key", "twice.key.lab", "-o", output] + arguments)
  }

  @Test func theTableIsAsWrittenDown() throws {
    let files = try SimulatedClass(key: "twice.key.lab").files()
    #expect(files.count == 30)
    try write(files)
    let before = Set(folder.contents)
    let ending = try grade("grades", "--timeout", "15s", "-j", "2")
    #expect(ending.code == 0, "\(ending.all)")
    #expect(
      ending.output.hasSuffix(
        "22 of 30 hand-ins graded; wrote grades/grades.csv, answers.md and pages\n"))
    #expect(ending.output.contains("s27: stopped: the time limit was reached in step 1"))
    #expect(try folder.read("grades/grades.csv") == SimulatedClass.table)
    #expect(
      try folder.read("grades/answers.md") == """
        # Twice: answers

        ## Why does doubling keep the order?

        The author's answer: Twice more is more.

        - **s01, s03**: Twice more is more
        - **s02**: Because 2 \\> 0.
        - **s04**: \\# No \\*idea\\*

        """)
    #expect(try folder.read("grades/pages/s10.md") == Self.page)
    // Nothing is written elsewhere, and one page for each.
    let made = Set(folder.contents).subtracting(before)
      .filter { !$0.hasPrefix("grades") && !$0.hasPrefix("cache") }
    #expect(made.isEmpty, "\(made)")
    #expect(folder.contents.count { $0.hasPrefix("grades/pages/") } == 30)

    // The same hand-ins, the same bytes, one after another as well as two at a time.
    #expect(try grade("again", "--timeout", "15s", "-q").code == 0)
    for name in ["grades.csv", "answers.md"] + files.map({ "pages/\($0.student).md" }) {
      #expect(try folder.read("grades/\(name)") == folder.read("again/\(name)"), "\(name)")
    }
  }

  private static let page = """
    s10: 6 of 7 hold.

    # Twice

    seed 0, profile default

    ## 1 Doubling

    ### Exercise twice

    ```text
    def twice(x) { abs(x) * 2 }
    ```

    - ✓ three
    - ✗ also below zero: 2 against -2
    - ✓ also fractions

    ### Prediction: Is twice more?

    Not answered.

    ### Question: Why does doubling keep the order?

    Not answered.

    ### Question: How many numbers from 1 to n?

    ```text
    3
    ```

    Right.

    ### Question: Which is even?

    ```text
    2n
    ```

    Right.

    ## 2 Total

    ## Results

    - ✓ total: 6
    - ✓ rate: 2.0

    """

  @Test func whatIsRefused() throws {
    try folder.write("x", to: "in/readme.txt")
    let none = try grade("grades")
    #expect(none.code == 5 && none.output == "there are no hand-ins in in\n", "\(none.all)")
    try write([("deep/one", "{}"), (".hidden", "{}"), ("=1+1", "{}")])
    let key = try program.run("grade", "in", "--key", "nowhere.key.lab")
    #expect(key.code == 2 && key.errors.contains("nowhere.key.lab"), "\(key.all)")
    let nowhere = try program.run("grade", "nowhere", "--key", "twice.key.lab")
    #expect(nowhere.code == 2, "\(nowhere.all)")
    #expect(try program.run("release", "twice.key.lab").code == 0)
    let released = try program.run("grade", "in", "--key", "released/twice.key.lab")
    #expect(released.code == 2 && released.errors.contains("is released already"))
    // A link may lead anywhere; a name may be a formula.
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/in/link.json", withDestinationPath: "/etc/passwd")
    let ending = try grade("grades")
    #expect(ending.code == 0, "\(ending.all)")
    let rows = try folder.read("grades/grades.csv").split(separator: "\n").dropFirst()
    #expect(rows.map { $0.prefix(while: { $0 != "," }) } == ["'=1+1", "deep/one"])
    let pages = folder.contents.filter { $0.hasPrefix("grades/pages/") }
    #expect(pages == ["grades/pages/-1-1.md", "grades/pages/deep-one.md"])
  }

  @Test func namesOfPagesStayInTheirFolder() {
    #expect(
      GradeBook.files(["../a", "a/b", "a b", "A b", ".x", "ü"])
        == ["-..-a", "a-b", "a-b-\("a b".hashedName)", "A-b-\("A b".hashedName)", "-.x", "ü"])
  }

  @Test func resultsAgreeWithinTheTolerance() {
    let tolerance = Grader.Tolerance(relative: 0.1, absolute: 0.5)
    #expect(tolerance.accepts(.int(10), for: .number(11)))
    #expect(tolerance.accepts(.number(-0.4), for: .int(0)))
    #expect(!tolerance.accepts(.number(8), for: .number(10)))
    #expect(!tolerance.accepts(.string("10"), for: .number(10)))
    #expect(tolerance.accepts(.string("nan"), for: .number(.nan)))
    #expect(!tolerance.accepts(.number(1), for: .number(.nan)))
    #expect(!tolerance.accepts(.number(1e300), for: .number(.infinity)))
    #expect(tolerance.accepts(.list([.int(1), .bool(true)]), for: .list([.int(1), .bool(true)])))
    #expect(!tolerance.accepts(.list([.int(1)]), for: .list([.int(1), .int(2)])))
    #expect(!tolerance.accepts(.null, for: .int(0)))
  }

  /// Damaged hand-ins, the same in every run: what libFuzzer does at length, in a second.
  @Test(arguments: 1...4 as ClosedRange<UInt64>) func damagedHandIns(_ seed: UInt64) {
    var noise = Noise(seed)
    for _ in 0..<50 {
      var bytes = Array(Self.whole.utf8)
      for _ in 0...noise.below(3) {
        let start = noise.below(bytes.count + 1)
        let end = min(bytes.count, start + noise.below(30))
        switch noise.below(3) {
        case 0: bytes.removeSubrange(start..<end)
        case 1: bytes.insert(contentsOf: bytes[start..<end], at: noise.below(bytes.count + 1))
        default: if start < bytes.count { bytes[start] = UInt8(truncatingIfNeeded: noise.next()) }
        }
      }
      let complaint = fuzzHandIn(bytes)
      #expect(complaint == nil, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  /// What the fuzzer starts from.
  private static let whole: String = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fuzz/HandIns/whole.json")
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  }()

  @Test func theFuzzersFileIsGraded() throws {
    #expect(try #require(fuzzGrade(Array(Self.whole.utf8))).status == .graded)
  }
}

extension String {
  fileprivate var hashedName: String { HashedName.of(self) }
}
