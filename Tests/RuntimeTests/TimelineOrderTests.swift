import Language
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// Whatever route a student takes through a lab, what is called up to date is what it would be if all
/// had run once, in order.
@Suite struct TimelineOrderTests {
  private static let text = """
    # T

    ```lab
    param n = 1 in 1...3
    param flag = false
    param k = 0 in 0...2
    ```

    ## Make {#make}

    ```lab
    W = Parameter(zeros(1))
    opt = SGD([W], lr = 0.5, momentum = 0.9)
    total = 0
    words = []
    ```

    ## Train {#train}

    ```lab
    for i in range(n) {
      opt.zero_grad()
      loss = (W - 3).square().sum()
      loss.backward()
      opt.step()
    }
    words.append(n)
    total = n
    ```

    ## Extra {#extra}

    ```lab
    if flag {
      W[:] = W + 100
      total = total + 10
    }
    for i in range(k) { words.append(-i) }
    seen = W.item()
    ```

    ## Test {#test}

    ```lab
    print(W.item(), total, words, seen)
    ```

    ## After {#after}

    ```lab
    last = total + seen
    total = 2 * total
    ```

    ## End {#end}

    ```lab
    print(last, total, W.item(), words)
    ```

    """

  private struct Settings: Hashable {
    var n = 1
    var flag = false
    var k = 0
  }

  /// A session, with what each step printed when it ran last.
  private final class Walk {
    let timeline: Timeline
    private let recorder = Recorder()
    private(set) var printed: [String: String] = [:]

    init() throws {
      let lab = try Parser.parseLab(SourceFile(name: "t.lab", text: text))
      timeline = Timeline(try Session(lab, output: recorder))
      run(0)
    }

    var steps: [Step] { timeline.session.lab.steps }

    func run(_ number: Int) {
      let before = recorder.text.count
      let outcome = timeline.run(steps[number])
      // A step that was run too early fails; what it left is not up to date then.
      guard outcome.failure == nil else { return }
      printed[steps[number].id] = String(recorder.text.dropFirst(before))
    }

    func set(_ settings: Settings) {
      let texts = ["n": "\(settings.n)", "flag": "\(settings.flag)", "k": "\(settings.k)"]
      for (name, value) in texts {
        #expect(timeline.set(name, to: value).failure == nil)
      }
    }
  }

  /// What each step prints with those settings when all run once, in order.
  private static let inOrder: [Settings: [String: String]] = {
    var printed: [Settings: [String: String]] = [:]
    for n in 1...3 {
      for flag in [false, true] {
        for k in 0...2 {
          let settings = Settings(n: n, flag: flag, k: k)
          guard let walk = try? Walk() else { continue }
          walk.set(settings)
          for step in walk.steps { walk.run(step.number) }
          printed[settings] = walk.printed
        }
      }
    }
    return printed
  }()

  @Test(arguments: 0..<300) func whatIsUpToDateIsWhatItIsInOrder(_ seed: Int) throws {
    var generator = Numbers(seed: seed)
    var settings = Settings()
    let walk = try Walk()
    var route: [String] = []
    var isTyped = false
    /// The first step that is up to date and printed something else.
    func mistake() throws -> String? {
      let expected = try #require(Self.inOrder[settings])
      for step in walk.steps {
        guard walk.timeline.status(of: step) == .passed else { break }
        let printed = walk.printed[step.id] ?? ""
        if printed != expected[step.id] ?? "" { return "step \(step.number) printed \(printed)" }
      }
      return nil
    }
    for _ in 0..<20 {
      switch Int.random(in: 0..<20, using: &generator) {
      case 0..<12:
        let number = Int.random(in: 1..<walk.steps.count, using: &generator)
        route.append("run \(number)")
        walk.run(number)
      case 12..<17:
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: settings.n = Int.random(in: 1...3, using: &generator)
        case 1: settings.flag.toggle()
        default: settings.k = Int.random(in: 0...2, using: &generator)
        }
        route.append("\(settings)")
        walk.set(settings)
      case 17:
        isTyped = true
        route.append("type")
        let code = SourceFile(name: "<test>", text: "W[:] = W + 1000; words.append(\"typed\")")
        _ = walk.timeline.run(snippet: try Parser.parseSnippet(code))
      default:
        guard let step = walk.timeline.last, step.number > 0 else { continue }
        route.append("undo \(step.number)")
        try walk.timeline.undo(step)
      }
      // What was typed is no part of the lab, and nothing to compare with.
      if !isTyped, let mistake = try mistake() {
        Issue.record("\(mistake): \(route)")
        return
      }
    }
    for step in walk.steps.dropFirst() { walk.run(step.number) }
    let statuses = walk.steps.map { walk.timeline.status(of: $0) }
    #expect(statuses.allSatisfy { $0 == .passed }, "\(route)")
    let mistake = try mistake()
    #expect(mistake == nil, "\(route)")
  }

  /// Behind an earlier step the curves of later ones are still there.
  @Test func pointsAreNeitherLostNorDoubled() throws {
    let text = """
      # P

      ```lab
      param n = 2 in 1...9
      ```

      ## One {#one}

      ```lab
      for i in range(n) { record(1, label = "one") }
      ```

      ## Two {#two}

      ```lab
      for i in range(3) { record(2, label = "two"); record(3, label = "one") }
      ```

      ## Three {#three}

      ```lab
      record(4, label = "three")
      ```
      """
    let lab = try Parser.parseLab(SourceFile(name: "p.lab", text: text))
    func points(_ actions: [String]) throws -> [String] {
      let timeline = Timeline(try Session(lab, output: Recorder()))
      for action in ["0"] + actions {
        if let number = Int(action) {
          #expect(timeline.run(timeline.session.lab.steps[number]).failure == nil)
        } else {
          #expect(timeline.set("n", to: String(action.dropFirst(2))).failure == nil)
        }
      }
      return timeline.session.points.map { "\($0.label ?? "") \($0.x) \($0.y)" }
    }
    let once = try points(["1", "2", "3"])
    #expect(once.count == 9)
    #expect(try points(["1", "2", "1", "3"]) == once)
    #expect(try points(["1", "3", "2", "1", "3"]) == once)
    #expect(try points(["1", "2", "3", "1", "2", "2", "3", "3"]) == once)
    let more = try points(["n=4", "1", "2", "3"])
    #expect(more.count == 11)
    #expect(try points(["1", "2", "n=4", "1", "2", "3"]) == more)
    #expect(try points(["1", "2", "3", "n=4", "1", "3"]).count == 11)
  }

  /// The same numbers for the same seed (SplitMix64).
  private struct Numbers: RandomNumberGenerator {
    private var state: UInt64
    init(seed: Int) { state = UInt64(seed) }
    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
  }
}
