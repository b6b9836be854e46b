import Foundation

/// How soon the prompt answers, against the limits that it promises.
struct PromptLimits {
  private static let labs = ["mlp", "tokenmix", "norm-growth", "vit"]

  let lab: String
  let page: Page
  let rounds: Int
  private let state = NSTemporaryDirectory() + "lab-prompt-\(getpid())"

  init(lab: String, page: Page, rounds: Int) {
    (self.lab, self.page, self.rounds) = (lab, page, rounds)
  }

  /// Measures everything whose name contains `only`; false where a limit is missed.
  func run(only: String) throws -> Bool {
    defer { try? FileManager.default.removeItem(atPath: state) }
    try SolvedLabs.write(to: state + "/labs")
    page.line(
      "what".padded(40) + "median".padded(12, left: true) + "worst".padded(12, left: true)
        + "limit".padded(12, left: true) + "processor".padded(12, left: true))
    var isGood = true
    func row(
      _ name: String, limit: Double, _ unit: String = "s", _ measure: () throws -> [Sample]
    ) throws {
      guard name.contains(only) || only.isEmpty else { return }
      let samples = try measure()
      let values = samples.map(\.value)
      let worst = values.max() ?? .nan
      let missed = unit == "s" ? worst > limit : median(values) > limit
      func cell(_ value: Double, _ unit: String) -> String {
        (String(format: unit == "s" ? "%.3f" : "%.2f", value) + " " + unit).padded(12, left: true)
      }
      let processor = samples.compactMap(\.processor)
      page.line(
        name.padded(40) + [median(values), worst, limit].map { cell($0, unit) }.joined()
          + (processor.isEmpty ? "" : cell(median(processor), "s")) + (missed ? "  missed" : ""))
      isGood = isGood && !missed
    }
    try row("first picture of mlp", limit: 1) { try (0..<rounds).map { _ in try firstPicture() } }
    try row("Ctrl-C while mlp trains", limit: 0.2) { try stops() }
    for name in Self.labs {
      try row("restoring \(name)", limit: 1) { try restorations(name) }
    }
    for name in Self.labs {
      try row("keeping the state of \(name)", limit: 2, "%") {
        let whole = try seconds(name)
        return try (0..<rounds).map { _ in try shareOfKeeping(name, of: whole) }
      }
    }
    return isGood
  }

  private func open(
    _ name: String, _ arguments: [String] = [], state: String? = nil
  ) throws -> PromptProcess {
    let place = state ?? self.state + "/" + UUID().uuidString
    return try PromptProcess(
      lab, ["\(self.state)/labs/\(name).lab"] + arguments,
      ["XDG_STATE_HOME": place, "XDG_CACHE_HOME": place])
  }

  /// What was measured, and the processor's seconds of the whole process, which do not depend on what
  /// else runs.
  private struct Sample {
    let value: Double
    var processor: Double?
  }

  /// Seconds from the start of the program to the prompt behind the first picture, for someone who
  /// presses Enter at once.
  private func firstPicture() throws -> Sample {
    let prompt = try open("mlp")
    try prompt.see("mlp> ")
    prompt.type("\r")
    try prompt.see("Enter: 1")
    prompt.type("\r")
    let seconds = try prompt.see("Enter: 2", since: prompt.start)
    return Sample(value: seconds, processor: try prompt.quit())
  }

  /// Seconds from Ctrl-C to the answer, at random moments of a training.
  private func stops() throws -> [Sample] {
    let prompt = try open("mlp")
    try prompt.see("mlp> ")
    prompt.type(":set epochs=50\r")
    try prompt.see("epochs = 50")
    prompt.type(":run ..5\r")
    try leaveQuestions(prompt, until: "5 Training")
    try prompt.see("prediction> ")
    prompt.type("\r")
    try prompt.see("Epoch 01")
    var seconds: [Sample] = []
    for _ in 0..<4 * rounds {
      usleep(UInt32.random(in: 100_000...700_000))
      let moment = ContinuousClock.now
      prompt.type("\u{3}")
      seconds.append(Sample(value: try prompt.see("Stopped", since: moment)))
      try prompt.see("mlp> ")
      prompt.type(":continue\r")
      try prompt.see("goes on")
    }
    prompt.type("\u{3}")
    try prompt.see("Stopped")
    _ = try prompt.quit()
    return seconds
  }

  /// Seconds from Enter at the offer to continue to the prompt, after the whole lab has run in its
  /// quick profile.
  private func restorations(_ name: String) throws -> [Sample] {
    let place = state + "/" + name
    let first = try open(name, ["--profile", "quick"], state: place)
    try first.see("\(name) quick> ")
    first.type(":run all\r")
    try leaveQuestions(first, until: "That was the last step")
    try first.see("\(name) quick> ")
    _ = try first.quit()
    return try (0..<rounds).map { _ in
      let again = try open(name, ["--profile", "quick"], state: place)
      try again.see("continue> ")
      let moment = ContinuousClock.now
      again.type("\r")
      let seconds = try again.see("\(name) quick> ", since: moment)
      return Sample(value: seconds, processor: try again.quit())
    }
  }

  /// What keeping the state costs the processor in the quick profile, with a folder for it and without,
  /// in percent of what the lab takes as it is. There the difference drowns in what differs from run to
  /// run; where the lab as it is holds larger tensors, only a profiler shows what they cost.
  private func shareOfKeeping(_ name: String, of whole: Double) throws -> Sample {
    // A state folder that cannot be made is none.
    let without = try seconds(name, ["--profile", "quick"], keptIn: "/dev/null")
    let place = state + "/" + UUID().uuidString
    let with = try seconds(name, ["--profile", "quick"], keptIn: place)
    return Sample(value: 100 * (with - without) / whole, processor: with - without)
  }

  /// The processor's seconds of a lab from its start to its end.
  private func seconds(
    _ name: String, _ arguments: [String] = [], keptIn place: String = "/dev/null"
  ) throws -> Double {
    let prompt = try open(name, arguments, state: place)
    let shown = arguments.isEmpty ? "\(name)> " : "\(name) quick> "
    try prompt.see(shown)
    prompt.type(":run all\r")
    try leaveQuestions(prompt, until: "That was the last step")
    try prompt.see(shown)
    return try prompt.quit()
  }

  /// Presses Enter at questions and at the ends of screens until `text` is shown.
  private func leaveQuestions(_ prompt: PromptProcess, until text: String) throws {
    while try prompt.seesFirst(text, of: ["prediction> ", "answer> ", "-- more: "]) {
      prompt.type("\r")
    }
  }
}
