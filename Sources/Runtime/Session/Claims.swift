import Language

/// When a claim applies, and what becomes of it.
extension Session {
  /// Why a claim is not judged here, or nil.
  func reasonNotToCheck(_ claim: Expectation) -> String? {
    if isVariation { return "this is a variation" }
    if !claim.data.isEmpty, !dataSets.contains(where: claim.data.contains) {
      return "claimed on " + claim.data.joined(separator: ", ")
    }
    guard !claim.profiles.isEmpty else { return nil }
    let profile = options.profile ?? "default"
    if !claim.profiles.contains(profile) {
      return "claimed under " + claim.profiles.joined(separator: ", ")
    }
    return changedParameters.isEmpty
      ? nil : "claimed for other " + changedParameters.sorted().joined(separator: ", ")
  }

  /// Whether a claim could not be evaluated because a comparison was skipped.
  func readsSkippedComparison(_ failure: Failure) -> Bool {
    defer { skippedComparisonWasRead = false }
    return skippedComparisonWasRead
  }

  func judge(
    _ claim: Expectation, _ status: ExpectationResult.Status, _ values: String?, _ span: Span
  ) throws(Failure) {
    try note(
      ExpectationResult(
        status: status, text: claim.condition.span.text, message: claim.message, values: values,
        span: span, isChanged: !changedParameters.isEmpty))
  }
}
