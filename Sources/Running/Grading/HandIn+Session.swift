import Builtins
import Interpreter
import Language
import Session
import Text

/// Taking a hand-in from a session.
extension HandIn {
  /// What a session on the lab at `path`, with its changed steps, holds now. Throws where the lab's
  /// file cannot be read any more.
  package init(of timeline: Timeline, at path: String, _ edits: Edits) throws(Diagnostic) {
    self.init()
    let session = timeline.session
    let source = try LabFile.source(path)
    let original = try Parser.parseLab(source)
    lab = Entry(name: LabFile.name(path), text: original.title)
    labFingerprint = Self.fingerprint(of: String(decoding: source.bytes, as: UTF8.self))
    (seed, profile) = (session.options.seed, session.options.profile)
    settings = session.settingsThatMatter.map { Entry(name: $0.name, text: $0.text) }
    parameters = session.lab.parameters.compactMap { parameter in
      session.globals.value(of: parameter.name).map {
        Entry(name: parameter.name, text: $0.representation)
      }
    }
    sets = session.lab.data.compactMap { declaration in
      guard case .object(let object as DataSetObject)? = session.globals.value(of: declaration.name)
      else { return nil }
      return Entry(name: declaration.name, text: object.set.name)
    }
    data = session.dataFingerprints.map {
      Entry(name: $0.name, text: String($0.value, radix: 16))
    }
    self.edits = edits.all.sorted { $0.key < $1.key }.map { id, edit in
      ChangedStep(step: id, original: edit.original, text: edit.text)
    }
    let starters = original.exercises
    exercises = session.lab.exercises.compactMap { exercise in
      let starter = starters.first { $0.id == exercise.id }?.code.writtenText
      let code = exercise.code.writtenText
      return code == starter ? nil : Entry(name: exercise.id, text: code)
    }
    solutions = exercises.map(\.name).filter(session.shownSolutions.contains)
    for question in session.lab.steps.flatMap(\.questions) {
      guard let answer = session.responses[question.id] else { continue }
      let entry = Entry(name: question.id, text: answer)
      if question.isPrediction { predictions.append(entry) } else { answers.append(entry) }
    }
    steps = session.lab.steps.compactMap { step in
      guard !step.statements.isEmpty, let word = Self.word(timeline.status(of: step)) else {
        return nil
      }
      return Entry(name: step.id, text: word)
    }
    reports = session.reports.map { ($0.name, Self.json($0.value)) }
    let runs = session.runs
    results = runs.rows.filter { $0.name != "now" }.map { row in
      .object(
        [("title", .string(row.title))]
          + zip(runs.columns, row.reports).compactMap { name, value in
            value.map { (name, Self.json($0)) }
          })
    }
  }

  private static func word(_ status: Timeline.Status) -> String? {
    switch status {
    case .notRun: nil
    case .passed: "passed"
    case .failed: "failed"
    case .stopped: "stopped"
    case .stale: "stale"
    }
  }

  /// A result as the file has it.
  static func json(_ value: Value) -> JSON { JSON(value.plain ?? value) }

  /// What it contains, for the student: names and their meanings.
  package var contents: [(name: String, meaning: String)] {
    func names(_ entries: [Entry]) -> String {
      entries.isEmpty ? "none" : entries.map { visible($0.name) }.joined(separator: ", ")
    }
    let solved = exercises.map { entry in
      visible(entry.name) + (solutions.contains(entry.name) ? " (its solution was shown)" : "")
    }
    let ran = steps.filter { $0.text == "passed" }
    let other = steps.filter { $0.text != "passed" }.map { "\(visible($0.name)) \($0.text)" }
    let set = settings.map { "\($0.name) = \(visible($0.text))" }
    return [
      ("lab", "\(visible(lab.name)), version \(labFingerprint.prefix(8)), lab \(program)"),
      (
        "settings",
        (["seed \(seed)", "profile \(profile ?? "default")"] + set).joined(separator: ", ")
      ),
      ("data", names(data)),
      (
        "steps",
        "\(ran.count) ran" + (other.isEmpty ? "" : "; " + other.joined(separator: ", "))
      ),
      ("changed steps", names(edits.map { Entry(name: $0.step, text: $0.text) })),
      ("exercises", solved.isEmpty ? "none" : solved.joined(separator: ", ")),
      ("predictions", names(predictions)), ("answers", names(answers)),
      ("results", names(reports.map { Entry(name: $0.name, text: "") })),
      ("variations", results.isEmpty ? "none" : counted(results.count, "row")),
    ]
  }
}

extension Block {
  /// Its statements as written.
  var writtenText: String { statements.map(\.span.text).joined(separator: "\n") }
}
