import Language
import Running
import Session

extension Command {
  static let `try` = Command(
    "try", "[NAME | k=v]...", "run variations, `all`, or one of your own beside the lab as it is",
    isFirst: true, completes: .variations
  ) { (prompt, argument) throws(Diagnostic) in
    let words = argument.split(whereSeparator: \.isWhitespace).map(String.init)
    switch words {
    case []:
      guard !prompt.session.lab.variations.isEmpty else {
        throw Diagnostic(.usage, "the lab has no variations")
      }
      prompt.console.figure(prompt.variationTable())
    case ["all"]: prompt.tryOut("all") { prompt.session.run(variations: []) }
    case _ where argument.contains("="):
      guard let settings = Setting.all(in: argument), settings.allSatisfy(\.isOneWord) else {
        throw Diagnostic(
          .usage, ":try takes the names of variations, or settings",
          hint: "such as `:try hidden=48 epochs=2`")
      }
      prompt.tryOut(argument) {
        prompt.session.run(settings: settings.map { ($0.name, $0.value) })
      }
    default: prompt.tryOut(argument) { prompt.session.run(variations: words) }
    }
  }
}

extension Prompt {
  /// Runs variations beside their baseline, with the results that are known.
  fileprivate func tryOut(_ wanted: String, _ body: () -> Session.Outcome) {
    guard prepare() else { return }
    let finished = session.finishedRuns
    let outcome = guarded(discardsTyped: true, body)
    keep()
    guard let failure = outcome.failure else { return }
    if wasStopped {
      console.note(
        session.finishedRuns > finished
          ? "Stopped. What was finished is kept: `:try \(wanted)` goes on from there."
          : "Stopped. Nothing was finished.")
    } else {
      fail(failure)
    }
  }
}
