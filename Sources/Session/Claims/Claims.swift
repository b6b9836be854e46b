import Builtins
import Interpreter
import Language

/// When a claim applies, and what becomes of it.
extension Session {
  /// Why a claim is not judged here, or nil.
  package func reasonNotToJudge(_ claim: Expectation) -> String? {
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

  /// A claim that reads a comparison which was skipped is no error.
  package func excuse(for failure: Failure) -> String? {
    defer { skippedComparisonWasRead = false }
    return skippedComparisonWasRead ? "the comparison was not run" : nil
  }

  /// Notes what became of a claim; variations keep quiet.
  package func judge(
    _ claim: Expectation, _ verdict: Verdict, values: String?, at span: Span
  ) throws(Failure) {
    guard !isVariation else { return }
    try note(
      ExpectationResult(
        status: verdict, text: claim.condition.span.text, message: claim.message, values: values,
        span: span, isChanged: !changedParameters.isEmpty))
  }
}
