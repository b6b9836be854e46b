import Foundation
import Language
import Platform
import TestSupport
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// The files of checkpoints: each writes what has changed, and together they hold all of it.
@Suite struct CheckpointFolderTests {
  private static let lab = """
    # Kept

    ## A net {#net}

    ```lab
    net = Sequential(Linear(100, 30), ReLU(), Linear(30, 2))
    opt = Adam(net.parameters(), lr = 0.01)
    data = randn(500, 100)
    turned = randn(60, 50).T
    same = data
    ```

    ## Training {#train}

    ```lab
    for i in range(3) {
      opt.zero_grad()
      (net(data) ** 2).mean().backward()
      opt.step()
    }
    ```

    ## The result {#result}

    ```lab
    noise = randn(3)
    opt.step()
    result = [net[0].weight.sum().item(), data.sum().item(), same.sum().item(),
      (turned @ turned.T).sum().item(), noise.sum().item()]
    ```

    """
  /// Bytes of the network's weights.
  private static let weights = 4 * (100 * 30 + 30 + 30 * 2 + 2)
  /// Bytes of what comes before the elements in a file, at most.
  private static let header = 4096

  private let folder: TemporaryFolder
  private let kept: CheckpointFolder

  init() throws {
    folder = try TemporaryFolder()
    kept = try #require(CheckpointFolder(of: "a.lab", session: nil, in: folder.path))
  }

  private func timeline() throws -> Timeline {
    let lab = try Parser.parseLab(SourceFile(name: "a.lab", text: Self.lab))
    var options = SessionOptions()
    options.respondent = .student
    return Timeline(try Session(lab, options, output: Recorder()))
  }

  private func run(_ timeline: Timeline, _ number: Int) throws {
    if let failure = timeline.run(timeline.session.lab.steps[number]).failure { throw failure }
  }

  private func type(_ code: String, _ timeline: Timeline) throws {
    let block = try Parser.parseSnippet(SourceFile(name: "<prompt>", text: code))
    if let failure = timeline.run(snippet: block).failure { throw failure }
  }

  /// Keeps the state; returns the bytes of numbers that were written for it.
  @discardableResult
  private func keep(_ timeline: Timeline) -> Int {
    let before = kept.writtenBytes
    kept.write(timeline.checkpoint(), .automatic)
    kept.finish(seconds: 60)
    #expect(kept.takeFailure() == nil)
    return kept.writtenBytes - before
  }

  private func files(_ end: String = ".safetensors") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: kept.path)
      .filter { $0.hasSuffix(end) }.map { kept.path + "/" + $0 }
  }

  private func value(_ name: String, _ timeline: Timeline) throws -> String {
    try #require(timeline.session.globals.value(of: name)).representation
  }

  /// What a session gives that goes on from the latest checkpoint, at its last step.
  private func resultOfLatest() throws -> String {
    let again = try timeline()
    let (checkpoint, damaged) = try #require(kept.latest(.automatic))
    #expect(damaged == 0)
    #expect(try again.restore(checkpoint).lost.isEmpty)
    try run(again, 3)
    return try value("result", again)
  }

  private func undisturbed() throws -> String {
    let whole = try timeline()
    for number in 1...3 { try run(whole, number) }
    return try value("result", whole)
  }

  @Test func onlyWhatHasChangedIsWritten() throws {
    let timeline = try timeline()
    try run(timeline, 1)
    let all = Self.weights + 4 * (500 * 100 + 60 * 50)
    #expect((all...all + Self.header).contains(keep(timeline)))
    #expect(keep(timeline) == 0)
    // Weights, their gradients, and two moments of each.
    try run(timeline, 2)
    let trained = 4 * Self.weights
    #expect((trained...trained + Self.header).contains(keep(timeline)))
    #expect(keep(timeline) == 0)
    try type("x = ones(10) * 2", timeline)
    #expect((40...40 + Self.header).contains(keep(timeline)))
    try type("text = \"no numbers\"; y = x", timeline)
    #expect(keep(timeline) == 0)
    #expect(try resultOfLatest() == undisturbed())
  }

  @Test func manyStatesMakeFewFilesOfWhatIsNeeded() throws {
    let timeline = try timeline()
    try run(timeline, 1)
    try run(timeline, 2)
    keep(timeline)
    let first = CheckpointFolder.size(of: kept.path)
    for round in 0..<25 {
      try type("x\(round) = ones(100) * 2", timeline)
      keep(timeline)
      // Those of two checkpoints, which share most.
      #expect(try files().count <= 9)
    }
    #expect(try files(".json").count { $0.contains("/auto-") } == 2)
    // Each file begins with little that stays and much that does not.
    for round in 0..<7 {
      try type("y\(round) = ones(100) * 2; big = ones(100_000) * 3", timeline)
      keep(timeline)
    }
    #expect(CheckpointFolder.size(of: kept.path) < 2 * first + 3 * 400_000)
    #expect(try resultOfLatest() == undisturbed())
  }

  /// Tensors without a name of their own are numbered; a lab may use these names itself.
  @Test func namesOfTheLabDoNotMeetThoseOfTheFile() throws {
    let timeline = try timeline()
    try run(timeline, 1)
    try type("a = ones(3); array = [Parameter(ones(3) * k) for k in range(12)]", timeline)
    keep(timeline)
    let again = try self.timeline()
    let (checkpoint, damaged) = try #require(kept.latest(.automatic))
    #expect(damaged == 0)
    #expect(try again.restore(checkpoint).lost.isEmpty)
    try type("sums = [a.sum().item(), [p.sum().item() for p in array]]", again)
    #expect(
      try value("sums", again)
        == "[3.0, [0.0, 3.0, 6.0, 9.0, 12.0, 15.0, 18.0, 21.0, 24.0, 27.0, 30.0, 33.0]]")
  }

  @Test func aFileThatIsGoneIsWrittenAgain() throws {
    let timeline = try timeline()
    try run(timeline, 1)
    keep(timeline)
    for file in try files() { Folder.remove(file) }
    try run(timeline, 2)
    #expect(keep(timeline) > Self.weights * 4 + 4 * 500 * 100)
    #expect(try resultOfLatest() == undisturbed())
  }

  /// A bit may turn over in the numbers, or in what says where they are.
  @Test(arguments: [20, -1]) func theOneBeforeADamagedOneIsTaken(_ place: Int) throws {
    let timeline = try timeline()
    try run(timeline, 1)
    keep(timeline)
    let first = Set(try files())
    try run(timeline, 2)
    keep(timeline)
    let own = try #require(try files().first { !first.contains($0) })
    var bytes = try Data(contentsOf: URL(filePath: own))
    bytes[place < 0 ? bytes.count + place : place] ^= 1
    try bytes.write(to: URL(filePath: own))
    let (checkpoint, damaged) = try #require(kept.latest(.automatic))
    #expect(damaged == 1)
    #expect(checkpoint.step == "net")
    let again = try self.timeline()
    #expect(try again.restore(checkpoint).lost.isEmpty)
    try run(again, 2)
    try run(again, 3)
    #expect(try value("result", again) == undisturbed())
  }

  @Test func anotherFormatIsRefused() throws {
    let timeline = try timeline()
    try run(timeline, 1)
    keep(timeline)
    let index = try #require(try files(".json").first { $0.contains("/auto-") })
    let own = "\"format\": \(Checkpoint.format)"
    let text = try String(contentsOfFile: index, encoding: .utf8)
    let other = text.replacing(own, with: "\"format\": \(Checkpoint.format + 1)")
    #expect(other != text)
    // As a program that writes that format would have named it.
    let name = "\(kept.path)/auto-2-\(CheckpointFiles.mark(Array(other.utf8))).json"
    try other.write(toFile: name, atomically: true, encoding: .utf8)
    let (checkpoint, damaged) = try #require(kept.latest(.automatic))
    #expect(checkpoint.step == "net" && damaged == 1)
    Folder.remove(index)
    #expect(kept.latest(.automatic)?.damaged == nil)
  }
}
