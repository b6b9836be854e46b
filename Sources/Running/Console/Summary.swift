extension Console {
  /// The result of a lab, in one line.
  func summary(_ result: LabResult) -> String {
    let claims = result.claims
    let steps = result.steps.filter(\.hasCode).count
    var parts: [String] = []
    if result.finishedSteps == steps {
      parts.append(counted(steps, "step"))
    } else {
      parts.append("\(result.finishedSteps) of \(counted(steps, "step"))")
    }
    if claims.held > 0 { parts.append("\(counted(claims.held, "claim")) held") }
    if claims.failed > 0 { parts.append("\(claims.failed) failed") }
    if claims.notChecked > 0 { parts.append("\(claims.notChecked) not checked here") }
    if result.brokenVariations > 0 {
      parts.append("\(counted(result.brokenVariations, "variation")) failed")
    }
    if capabilities.isTerminal { parts.append(ProgressBar.duration(result.seconds)) }
    return "\(verdict(result)): " + parts.joined(separator: marks.separator)
  }

  private func verdict(_ result: LabResult) -> String {
    let place =
      result.steps.first { $0.outcome?.failure != nil }
      .map { $0.step.number > 0 ? " in step \($0.step.number)" : "" } ?? ""
    func bad(_ text: String) -> String {
      marks.isUnicode ? "\(marks.failed) \(text)" : marks.red(text)
    }
    switch result.exitCode() {
    case .passed: return marks.isUnicode ? "\(marks.held) passed" : marks.green("passed")
    case .failed: return bad("failed")
    case .nothing: return bad("nothing to run")
    case .timedOut: return bad((result.limit ?? "a time limit was reached") + place)
    case .interrupted: return bad("interrupted" + place)
    case .usage, .error: return bad("stopped by an error" + place)
    }
  }
}
