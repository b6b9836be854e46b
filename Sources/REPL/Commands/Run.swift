import Language

extension Command {
  static let run = Command(
    "run", "[N | N.. | all]", "run step N, N and all after it, or all; the last one without N",
    isFirst: true, completes: .steps
  ) { (prompt, argument) throws(Diagnostic) in
    switch argument {
    case "": prompt.run([try prompt.step("")])
    case "all": prompt.run(prompt.steps)
    default:
      let range = try StepRange(argument, prompt.session.lab)
      let wanted = prompt.steps.filter { range.contains($0.number) }
      let missing = wanted.first.map(prompt.stepsNotRun(before:)) ?? []
      if !missing.isEmpty {
        let they = missing.count == 1 ? "it runs" : "they run"
        prompt.console.note("not run yet: \(Prompt.numbers(missing)); \(they) first")
      }
      prompt.run(missing + wanted)
    }
  }
}

/// `3`, `train`, `3..`, `2..4`.
struct StepRange: Equatable {
  let first: Int
  let last: Int

  init(_ text: String, _ lab: Lab) throws(Diagnostic) {
    guard let dots = text.firstRange(of: "..") else {
      first = try lab.step(called: text).number
      last = first
      return
    }
    let low = Input.trimmed(text[..<dots.lowerBound])
    let high = Input.trimmed(text[dots.upperBound...].drop { $0 == "." })
    first = low.isEmpty ? 0 : try lab.step(called: low).number
    last = high.isEmpty ? lab.steps.last?.number ?? 0 : try lab.step(called: high).number
    guard first <= last else {
      throw Diagnostic(
        .usage, "there are no steps in \(text)", hint: "write the smaller number first")
    }
  }

  func contains(_ number: Int) -> Bool { first <= number && number <= last }
}
