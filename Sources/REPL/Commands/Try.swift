import Language
import Running
import Session

extension Command {
  static let `try` = Command(
    "try", "[NAME | k=v]...", "run variations, `all`, or one of your own beside the lab as it is",
    isFirst: true, completes: .variations
  ) { (prompt, argument) throws(Diagnostic) in
    let words = argument.replacing(/\s*=\s*/, with: "=").split(whereSeparator: \.isWhitespace)
      .map(String.init)
    switch words {
    case []:
      guard !prompt.session.lab.variations.isEmpty else {
        throw Diagnostic(.usage, "the lab has no variations")
      }
      prompt.console.figure(prompt.variationTable())
    case ["all"]: prompt.tryOut("all") { prompt.session.run(variations: []) }
    case _ where words.contains { $0.contains("=") }:
      let settings = try Setting.several(words)
      prompt.tryOut(argument) { prompt.session.run(settings: settings) }
    default: prompt.tryOut(argument) { prompt.session.run(variations: words) }
    }
  }
}

extension Command.Setting {
  /// `hidden=48 epochs=2`.
  fileprivate static func several(
    _ words: [String]
  ) throws(Diagnostic) -> [(name: String, text: String)] {
    var settings: [(name: String, text: String)] = []
    for word in words {
      guard let setting = Self(word) else {
        throw Diagnostic(
          .usage, ":try takes the names of variations, or settings",
          hint: "such as `:try hidden=48 epochs=2`")
      }
      settings.append((setting.name, setting.value))
    }
    return settings
  }
}

extension Prompt {
  /// Runs variations beside their baseline, with the results that are known.
  fileprivate func tryOut(_ wanted: String, _ body: () -> Session.Outcome) {
    guard prepare() else { return }
    let outcome = guarded(discardsTyped: true, body)
    keep()
    guard let failure = outcome.failure else { return }
    if wasStopped {
      console.note("Stopped. What was finished is kept: `:try \(wanted)` goes on from there.")
    } else {
      fail(failure)
    }
  }
}
