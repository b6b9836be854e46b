import Language
import TestSupport
import Testing

@testable import REPL

/// What is said about how long a step takes, from times that are given here.
@Suite struct ExpectedTimeTests {
  private static let lab = """
    # Long

    ## One {#one minutes=1}

    ## Two {#two minutes=2}

    ## Three {#three minutes=4}

    ## Short {#short}

    """

  private func text(
    _ id: String, isDefault: Bool = true, _ times: [String: Double] = [:]
  ) throws -> String? {
    let lab = try Parser.parseLab(SourceFile(name: "long.lab", text: Self.lab))
    let step = try #require(lab.steps.first { $0.id == id })
    return ExpectedTime(of: step, in: lab, isDefault: isDefault) { times[$0] }?.text
  }

  @Test func aHeadingIsOfTheLabAsItIs() throws {
    #expect(try text("two") == "about 2 min")
    #expect(try text("two", isDefault: false) == nil)
    #expect(try text("short") == nil)
  }

  @Test func whatTheStepTookComesFirst() throws {
    #expect(try text("two", ["two": 7.3, "three": 900]) == "7 s the last time")
    #expect(try text("two", isDefault: false, ["two": 150]) == "3 min the last time")
    #expect(try text("one", ["one": 0.3]) == "under 1 s the last time")
  }

  @Test func otherStepsSayHowFastTheMachineIs() throws {
    #expect(try text("two", ["three": 480]) == "about 4 min on this machine")
    let times = ["two": 12.0, "three": 24]
    #expect(try text("one", isDefault: false, times) == "about 6 s on this machine")
    #expect(try text("one", ["two": 0.6]) == "under 1 s on this machine")
  }

  /// A step that says one minute may take two seconds.
  @Test func aShortStepSaysNothingAboutALongOne() throws {
    #expect(try text("three", ["one": 2, "two": 5, "short": 40]) == "about 4 min")
    #expect(try text("three", isDefault: false, ["one": 2]) == nil)
  }

  @Test func timesAreThoseOfAMachineALabAndItsSettings() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/state/times"
    var times = StepTimes("a.lab", in: file, machine: "here")
    times.note("train", "", seconds: 60)
    times.note("train", "quick", seconds: 2.5)
    times.note("train", "", seconds: 61.25)
    times.note("train", "x=\"a\tb\"", seconds: 3)
    let later = StepTimes("a.lab", in: file, machine: "here")
    #expect(later.lastTime("train", "") == 61.25)
    #expect(later.lastTime("train", "quick") == 2.5)
    #expect(later.lastTime("train", "x=\"a\tb\"") == nil)
    #expect(later.lastTime("test", "") == nil)
    #expect(StepTimes("b.lab", in: file, machine: "here").lastTime("train", "") == nil)
    #expect(StepTimes("a.lab", in: file, machine: "there").lastTime("train", "") == nil)
  }
}
