import Interpreter
import Language
import Platform
import Running
import Session
import Text

/// Code that is typed, and what it sets.
extension Prompt {
  /// Runs code among the session's names and shows the value of a final expression.
  ///
  /// nil if it could not be parsed, or if what comes before the first step failed.
  @discardableResult
  func run(code: String) -> Session.Outcome? {
    let block: Block
    do {
      block = try Parser.parseSnippet(SourceFile(name: "<prompt>", text: code))
    } catch {
      fail(advised(error, code))
      return nil
    }
    guard prepare() else { return nil }
    let outcome = guarded { timeline.run(snippet: block) }
    if let value = outcome.value { console.value(value) }
    if outcome.failure == nil {
      noteAnswer(block)
      keep()
    }
    let parameters = session.lab.parameters.map(\.name)
    for name in AssignedNames(block.statements).names where parameters.contains(name) {
      if outcome.failure == nil { announceSettings([name]) }
    }
    if let failure = outcome.failure {
      if wasStopped, supervisor.interrupt.reason != .timeout {
        // Who skipped the rest of a long output wants to know this all the same.
        console.pager?.endSkipping()
        console.note("Stopped\(Self.line(failure)).")
      } else {
        fail(advised(failure, code))
      }
    }
    return outcome
  }

  /// Sets parameters and data, all or none, and says which steps that affects.
  func set(_ settings: [Command.Setting]) throws(Diagnostic) {
    let isFresh = !isPrepared
    if settings.count > 1 {
      try session.check(settings: settings.map { ($0.name, $0.value) })
    }
    let outcome = guarded { set(inTurn: settings) }
    if let failure = outcome.failure { throw failure }
    if isFresh, !prepare() { return }
    keep()
    announceSettings(settings.map(\.name))
  }

  /// Sets one after another: data first, since only they can be missing, and a parameter that others
  /// bound after those.
  private func set(inTurn settings: [Command.Setting]) -> Session.Outcome {
    let data = session.lab.data.map(\.name)
    var waiting = settings.filter { data.contains($0.name) }
    waiting += settings.filter { !data.contains($0.name) }
    while true {
      var refused: [Command.Setting] = []
      var outcomes: [Session.Outcome] = []
      for setting in waiting {
        let outcome = timeline.set(setting.name, to: setting.value)
        outcomes.append(outcome)
        if outcome.failure == nil { continue }
        if data.contains(setting.name) || wasStopped { return outcome }
        refused.append(setting)
      }
      guard let last = outcomes.last else { return .failed(Diagnostic(.usage, "nothing to set")) }
      if refused.isEmpty || refused.count == waiting.count { return last }
      waiting = refused
    }
  }

  /// Says what parameters are now, and which steps that affects.
  private func announceSettings(_ names: [String]) {
    let shown = names.map { name in
      "\(name) = \(session.globals.value(of: name).map(Self.text(of:)) ?? "none")"
    }
    console.note(
      shown.joined(separator: ", ") + (staleAdvice.map { "; \($0)" } ?? ""))
  }

  /// Tells which steps are no longer up to date, if there are any.
  func noteStale() {
    if let staleAdvice { console.note(staleAdvice) }
  }

  private var staleAdvice: String? {
    let stale = steps.filter { timeline.status(of: $0) == .stale }
    return stale.isEmpty
      ? nil : "out of date: \(Self.numbers(stale)). `:run N` runs one again"
  }

  /// The lab beside this one that is meant by its name alone, rightly spelt or nearly; nil if what is
  /// typed may be something else.
  private func otherLab(_ code: String) -> String? {
    guard code.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }),
      let paths = try? LabFolder.labs(directlyIn: Folder.containing(path))
    else { return nil }
    let names = paths.map(LabFile.name).filter { $0 != LabFile.name(path) }
    if names.contains(code) { return code }
    let known = session.globals.known + LanguageWord.all.map(\.name)
    guard let near = nearest(code, among: names), nearest(code, among: known) == nil else {
      return nil
    }
    return near
  }

  /// Adds a hint to what may have been meant as a command, or as English.
  private func advised(_ failure: Diagnostic, _ code: String) -> Diagnostic {
    let word = String(code.prefix { $0.isLetter })
    var advised = failure
    if word == "lab", code.hasPrefix("lab "), failure.kind == .syntax {
      advised.hint = "`lab` is for the terminal: `:quit` leads back to it"
      return advised
    }
    guard let command = Command.all.first(where: { $0.name == word }),
      session.globals.value(of: word) == nil,
      failure.kind == .syntax || failure.message.contains("`\(word)`")
    else {
      if let lab = otherLab(code) {
        advised.hint = "another lab is called `\(lab)`: `:quit`, then `lab \(lab)`"
      } else if failure.kind == .syntax, Input.isSentence(code) {
        advised.hint =
          "what is typed here runs as code; `:help` lists the commands, and `?name` explains a name"
      }
      return advised
    }
    advised.hint = "commands begin with a colon: `\(command.usage)`"
    return advised
  }
}
