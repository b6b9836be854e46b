import Foundation
import Plotting
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// `compare`, and the results that it keeps.
@Suite struct ComparisonTests {
  private let lab = """
    ```lab
    param a = 1 in 0...9
    param loud = false in [false, true]
    ```
    ## Work
    ```lab
    print("working", a)
    for i in range(3) { record(loss = a + i, label = "l", x = i) }
    if a == 5 { nothing_at_all }
    report value = rand(1).item() + a, half = a / 2, word = "w", odd = a / 3 - a / 3
    ```
    ## Compare
    ```lab
    try five "five" { a = 5 }
    try two "two" { a = 2 }
    compare base, two { table value, half, word; plot loss }
    print(two.value)
    ```
    """

  /// A cache in a folder of its own, and the number of files in it.
  final class Folder {
    let path = NSTemporaryDirectory() + "lab-results-" + UUID().uuidString

    func options(program: String = "p", seed: Int = 0, a: Int? = nil) -> SessionOptions {
      var options = SessionOptions()
      options.runsComparisons = true
      options.seed = seed
      options.results = ResultCache(folder: path + "/deep/er", program: program)
      if let a { options.settings = [("loud", a == 0 ? "false" : "true")] }
      return options
    }

    var files: [String] {
      let folder = path + "/deep/er"
      return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        .map { folder + "/" + $0 }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  private func rows(_ run: Run) throws -> [String] {
    try #require(run.recorder.comparisons.first).rows.map { row in
      let reports = row.reports.map { $0?.representation ?? "-" }.joined(separator: " ")
      let points = row.points.map { "\($0.series)/\($0.label ?? "-"):\($0.x),\($0.y)" }
      return "\(row.title) \(reports) \(points.joined(separator: " "))"
    }
  }

  /// Who watches sees the curves that the comparison draws, also of what was known before.
  @Test func howVariationsGetOnIsPassedOn() throws {
    let text = lab.replacing(
      "for i in range(3)",
      with: "for x in batches(zeros(4, 1), 1) { record(hidden = a) }\nfor i in range(3)")
    let folder = Folder()
    func curves() throws -> (labels: [String], passes: Int) {
      let run = try Run.all(text, folder.options())
      var labels: [String] = []
      var passes = 0
      for case .trial(let event) in run.recorder.events {
        switch event {
        case .record(let point): labels.append("\(point.series) \(point.label ?? "") \(point.y)")
        case .progress(let done, let total, _): passes += done == total ? 1 : 0
        case .endOfPass: break
        }
      }
      return (labels, passes)
    }
    let first = try curves()
    #expect(
      first.labels
        == [1, 2].flatMap { a in
          (0..<3).map { "loss \(a == 1 ? "base" : "two") l \(Double(a + $0))" }
        })
    #expect(first.passes == 2)
    let again = try curves()
    #expect(again.labels == first.labels && again.passes == 0)
  }

  /// A variation runs the steps that its reports need.
  ///
  /// It includes what the functions that they call read, but not what only calls the same functions
  /// and builtins.
  @Test func aVariationRunsWhatItNeeds() throws {
    let text = """
      ```lab
      param a = 1 in 0...9
      ```
      ## Numbers
      ```lab
      numbers = [a, 2 * a]
      ```
      ## Other
      ```lab
      def total(scale) { s = 0; for n in numbers { s = s + scale * n }; s }
      other = total(2)
      print(len(range(3)), other)
      if a == 2 { nothing_at_all }
      ```
      ## Work
      ```lab
      mine = total(3)
      print(len(range(3)), mine)
      report value = mine
      ```
      ## Compare
      ```lab
      try two "two" { a = 2 }
      compare base, two { table value }
      print(base.value, two.value)
      ```
      """
    var options = SessionOptions()
    options.runsComparisons = true
    let run = try Run.all(text, options)
    #expect(run.failure == nil)
    #expect(run.recorder.text.hasSuffix("9 18\n"))
  }

  @Test func keptResultsAreTheSameBytes() throws {
    let folder = Folder()
    let first = try Run.all(lab, folder.options())
    #expect(first.failure == nil)
    #expect(folder.files.count == 2)
    let kept = try folder.files.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
    let second = try Run.all(lab, folder.options())
    #expect(try rows(first) == rows(second))
    #expect(first.recorder.text == second.recorder.text)
    #expect(first.recorder.notes == second.recorder.notes)
    let again = try folder.files.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
    #expect(kept == again)
  }

  @Test func aKeptResultIsUsed() throws {
    let folder = Folder()
    _ = try Run.all(lab, folder.options())
    for file in folder.files {
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let changed = text.replacingOccurrences(of: "\"half\": 1.0", with: "\"half\": 41.5")
      try changed.write(toFile: file, atomically: true, encoding: .utf8)
    }
    let run = try Run.all(lab, folder.options())
    #expect(try rows(run)[1].contains(" 41.5 "))
  }

  @Test func everythingThatItDependsOnIsInTheKey() throws {
    let folder = Folder()
    _ = try Run.all(lab, folder.options())
    #expect(folder.files.count == 2)
    _ = try Run.all(lab, folder.options(program: "q"))
    #expect(folder.files.count == 4)
    _ = try Run.all(lab, folder.options(seed: 1))
    #expect(folder.files.count == 6)
    _ = try Run.all(lab, folder.options(a: 1))
    #expect(folder.files.count == 8)
    _ = try Run.all(lab.replacingOccurrences(of: "a / 2", with: "a / 2 + 0"), folder.options())
    #expect(folder.files.count == 10)
  }

  @Test(arguments: ["", "{", "null", "[[[[", "{\"key\": 1, \"result\": 2}", "\u{0}\u{1}"])
  func aDamagedResultIsRunAnew(_ text: String) throws {
    let folder = Folder()
    let first = try Run.all(lab, folder.options())
    for file in folder.files { try text.write(toFile: file, atomically: true, encoding: .utf8) }
    let second = try Run.all(lab, folder.options())
    #expect(try rows(first) == rows(second))
  }

  @Test func aFailedVariationIsNotKept() throws {
    let folder = Folder()
    let text = lab.replacingOccurrences(of: "compare base, two", with: "compare base, five, two")
    let run = try Run.all(text, folder.options())
    #expect(try #require(run.recorder.comparisons.first).rows[1].failure != nil)
    #expect(folder.files.count == 2)
  }

  @Test func anUnwritableFolderStopsNothing() throws {
    var options = Folder().options()
    options.results = ResultCache(folder: "/proc/nothing/here", program: "p")
    #expect(try Run.all(lab, options).failure == nil)
  }

  @Test func anInterruptedComparisonShowsAndKeepsItsRows() throws {
    let folder = Folder()
    let run = try Run(lab, folder.options())
    run.recorder.whenNoted = { note in
      if note.hasPrefix("2 of 2") { run.session.interpreter.interrupt.set(.interrupted) }
    }
    for step in run.session.lab.steps { _ = run.session.run(step: step.number) }
    #expect(run.recorder.comparisons.map(\.rows.count) == [1])
    #expect(folder.files.count == 1)
  }

  @Test func tensorsOfOneElementAreNumbersInATable() throws {
    let run = try Run("", Folder().options())
    let outcome = try run.type(
      "[tensor([0.5]).sum(), tensor([3]).sum(), tensor([1.0]) > 0, [tensor(1.5)], none]")
    guard case .list(let list) = outcome.value else {
      Issue.record("no list")
      return
    }
    let cells = list.items.map { Table.Cell($0) }
    #expect(cells == [.number(0.5), .integer(3), .text("true"), .text("[1.5]"), .missing])
  }
}
