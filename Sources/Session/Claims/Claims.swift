import Builtins
import Datasets
import Interpreter
import Language
import Text

/// When a claim applies, and how it is judged.
extension Session {
  /// Why a claim is not judged here, or nil.
  package func reasonNotToJudge(_ claim: Expectation) -> String? {
    let data = claim.data.map(\.name)
    if !data.isEmpty, !dataSets.contains(where: data.contains) {
      return "claimed on " + data.joined(separator: ", ")
    }
    let profiles = claim.profiles.map(\.name)
    guard !profiles.isEmpty else { return nil }
    if !profiles.contains(options.profile ?? "default") {
      return "claimed under " + profiles.joined(separator: ", ")
    }
    let changed = changedParametersOfStep
    return changed.isEmpty
      ? nil : "claimed for another value of " + changed.sorted().joined(separator: ", ")
  }

  /// Records the verdict on a claim.
  ///
  /// A variation reports only failures; the baseline, which is the lab itself, reports nothing.
  package func judge(
    _ claim: Expectation, _ verdict: Verdict, _ evidence: Evidence?, at span: Span
  ) throws(Failure) {
    if let variant, variant.isBaseline || verdict != .failed { return }
    try note(
      ExpectationResult(
        status: verdict, text: claim.condition.span.text, message: claim.message,
        values: verdict == .failed ? evidence?.values : nil, margin: evidence?.margin, span: span,
        isChanged: !changedParametersOfStep.isEmpty, variation: variant?.title))
  }

  /// The changed parameters that the running code may depend on.
  private var changedParametersOfStep: Set<String> {
    guard !changedParameters.isEmpty, let runningStep else { return changedParameters }
    if neededNames?.step != runningStep {
      neededNames = (runningStep, lab.names(neededBy: runningStep))
    }
    return changedParameters.intersection(neededNames?.names ?? [])
  }
}

extension Expectation {
  /// Throws if it mentions a data set or a profile that does not exist.
  func check(_ known: [String]) throws(Diagnostic) {
    for (name, span) in data {
      do {
        _ = try DataSource.named(name)
      } catch {
        throw Diagnostic(.usage, error.message, at: span, hint: error.hint)
      }
    }
    for (name, span) in profiles where name != "default" && !known.contains(name) {
      throw Diagnostic(
        .usage, "no profile is called `\(name)`", at: span,
        hint: Spelling.hint(name, known + ["default"])
          ?? "the lab has " + (["default"] + known).joined(separator: ", "))
    }
  }
}

extension Block {
  /// The claims, wherever they are.
  var claims: [Expectation] {
    var claims: [Expectation] = []
    forEachStatement { if case .expect(let claim) = $0.kind { claims.append(claim) } }
    return claims
  }
}
