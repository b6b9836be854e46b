import Language

@testable import Builtins
@testable import Interpreter
@testable import Session

/// Keeps the events of a session.
final class Recorder: Output {
  private(set) var events: [Event] = []
  /// Called with each note.
  var whenNoted: ((String) -> Void)?

  func receive(_ event: Event) {
    events.append(event)
    if case .note(let note) = event { whenNoted?(note) }
  }

  /// All printed text.
  var text: String {
    events.map { if case .text(let text) = $0 { text } else { "" } }.joined()
  }

  var notes: [String] {
    events.compactMap { if case .note(let note) = $0 { note } else { nil } }
  }

  var comparisons: [ComparisonResult] {
    events.compactMap { if case .comparison(let result) = $0 { result } else { nil } }
  }
}

/// A lab and its results.
struct Run {
  let session: Session
  let recorder: Recorder
  var outcomes: [Session.Outcome] = []

  /// Opens a lab, without running anything.
  init(_ text: String, _ options: SessionOptions = SessionOptions()) throws {
    recorder = Recorder()
    let lab = try Parser.parseLab(SourceFile(name: "test.lab", text: text))
    session = try Session(lab, options, output: recorder)
  }

  /// Opens a lab and runs all steps up to the first failure.
  static func all(_ text: String, _ options: SessionOptions = SessionOptions()) throws -> Run {
    var run = try Run(text, options)
    for step in run.session.lab.steps {
      let outcome = run.session.run(step: step.number)
      run.outcomes.append(outcome)
      if outcome.failure != nil { break }
    }
    return run
  }

  /// Runs code in the session, as at the prompt.
  func type(_ code: String) throws -> Session.Outcome {
    session.run(snippet: try Parser.parseSnippet(SourceFile(name: "<test>", text: code)))
  }

  var failure: Diagnostic? { outcomes.last?.failure }
}

/// Runs code as at the prompt: what it prints, its last value, what stopped it.
func run(_ code: String) throws -> (text: String, outcome: Session.Outcome) {
  let run = try Run("")
  let outcome = try run.type(code)
  return (run.recorder.text, outcome)
}
