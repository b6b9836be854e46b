import Builtins
import Interpreter
import Language
import Tensors

/// Taking checkpoints.
extension Timeline {
  /// What the session holds now, to come back to; in this session its steps can then run again, too.
  package func markedCheckpoint() -> Checkpoint {
    let mark = String(UInt64.random(in: .min ... .max), radix: 36)
    marks[mark] = moments
    return checkpoint(mark: mark)
  }

  /// What the session holds now.
  package func checkpoint(mark: String? = nil) -> Checkpoint {
    let bindings = session.globals.bindings
    let definitions = DefiningStatements.last(of: log.flatMap { statements(of: $0) })
    let writer = ArchiveWriter(bindings, defined: definitions.names)
    var names: [JSON] = []
    var lost: [JSON] = []
    var defaults: [JSON] = []
    for (name, value) in bindings {
      if definitions.names.contains(name), value.isDefinition {
        defaults.append(.list([.string(name), .string(value.defaultsText)]))
        continue
      }
      do throws(ArchiveWriter.Refused) {
        names.append(.list([.string(name), try writer.write(value)]))
      } catch {
        lost.append(.list([.string(name), .string(error.what)]))
      }
    }
    var reports: [JSON] = []
    for (name, value) in session.reports {
      if let json = try? writer.write(value) { reports.append(.list([.string(name), json])) }
    }
    let position = session.generator.position
    let json = JSON.object([
      ("format", .int(Checkpoint.format)), ("title", .string(session.lab.title)),
      ("seed", .int(session.options.seed)), ("profile", JSON(session.options.profile)),
      (
        "settings",
        .list(session.settingsAsWritten.map { .list([.string($0.name), .string($0.text)]) })
      ),
      ("log", .list(log.map { logged($0) })), ("records", .list(recordsAsJSON)),
      (
        "typed",
        .list(
          typed.sorted { $0.key < $1.key }.map { name, known in
            .list([.string(name), known.last.map { .int($0) } ?? .null])
          })
      ),
      ("draws", .list([.int(position.step), .int(position.draw)])),
      ("step", .int(session.currentStep)), ("mark", JSON(mark)),
      ("names", .list(names)), ("lost", .list(lost)), ("defaults", .list(defaults)),
      ("reports", .list(reports)), ("points", PointTable.json(session.points)),
      ("comparisons", ComparisonTable.json(session.comparisons)),
      (
        "responses",
        .list(
          session.responses.sorted { $0.key < $1.key }.map { .list([.string($0), .string($1)]) })
      ),
      ("solutions", .list(session.shownSolutions.sorted().map { .string($0) })),
      ("values", writer.json),
    ])
    return Checkpoint(json: json, tensors: writer.tensors)
  }

  /// The statements that an entry has run, as they are now.
  func statements(of entry: LogEntry) -> [Statement] {
    switch entry {
    case .step(let id): session.lab.steps.first { $0.id == id }?.statements ?? []
    case .typed(let text):
      (try? Parser.parseSnippet(SourceFile(name: "<prompt>", text: text)))?.statements ?? []
    }
  }

  private func logged(_ entry: LogEntry) -> JSON {
    switch entry {
    case .step(let id):
      .object([
        ("step", .string(id)),
        ("code", .list(statements(of: entry).map { .string($0.span.text) })),
      ])
    case .typed(let text): .object([("typed", .string(text))])
    }
  }

  private var recordsAsJSON: [JSON] {
    // Where an earlier step ran last, what later ones have left is not what is kept.
    let gone = moments.end?.changes(session) ?? []
    return session.lab.steps.compactMap { step in
      records[step.id].map { record in
        .object([
          ("step", .string(step.id)), ("status", .string(record.status.word)),
          ("complete", .bool(record.isComplete)),
          (
            "stale",
            .bool(
              status(of: step) == .stale
                || step.number > session.currentStep && !gone.isDisjoint(with: record.changes.keys))
          ),
          ("changes", .list(record.changes.keys.sorted().map { .string($0) })),
        ])
      }
    }
  }
}

extension Timeline.Status {
  /// The status in a file.
  var word: String {
    switch self {
    case .failed: "failed"
    case .stopped: "stopped"
    case .notRun, .passed, .stale: "passed"
    }
  }

  /// The status that `word` is of.
  init(word: String?) {
    self = word == "failed" ? .failed : word == "stopped" ? .stopped : .passed
  }
}

/// The names that definitions set: functions, models and imports, which are made again by running
/// what defines them.
enum DefiningStatements {
  /// The names whose last setter is a definition, among statements in the order in which they ran.
  static func last(of statements: [Statement]) -> (names: Set<String>, statements: [Statement]) {
    var names: Set<String> = []
    var defining: [Statement] = []
    for statement in statements {
      let own = AssignedNames([statement]).names
      if isDefinition(statement) {
        names.formUnion(own)
        defining.append(statement)
      } else {
        names.subtract(own)
      }
    }
    return (names, defining)
  }

  private static func isDefinition(_ statement: Statement) -> Bool {
    switch statement.kind {
    case .function, .model, .importNames: return true
    case .assign(_, _, let value):
      if case .lambda = value.kind { return true }
      return false
    default: return false
    }
  }
}

extension Value {
  /// Whether it is a function or a model.
  var isDefinition: Bool {
    switch self {
    case .function, .model: true
    default: false
    }
  }

  /// The defaults of a function or a model, to tell whether they are the same.
  var defaultsText: String {
    switch self {
    case .function(let function):
      return function.defaults.map(\.representation).joined(separator: ", ")
    case .model(let model):
      let methods = model.methodDefaults.sorted { $0.key < $1.key }.flatMap(\.value)
      return (model.defaults + methods).map(\.representation).joined(separator: ", ")
    default: return ""
    }
  }
}

extension Session {
  /// What was chosen by hand and differs from what is there without it, as written.
  package var settingsThatMatter: [(name: String, text: String)] {
    var last: [(name: String, text: String)] = []
    for setting in settingsAsWritten {
      last.removeAll { $0.name == setting.name }
      last.append(setting)
    }
    return last.filter { name, text in
      if let declaration = declarations.data.first(where: { $0.name == name }) {
        let profiled = chosenValues[name]?.last { !$0.isSetting }?.dataName
        return text != profiled ?? declaration.choices.first?.name
      }
      // Of what has not been run nothing is known.
      return baseValues[name] == nil || changedParameters.contains(name)
    }
  }

  /// What was chosen for parameters and data by hand, as written.
  var settingsAsWritten: [(name: String, text: String)] {
    chosenValues.sorted { $0.key < $1.key }.flatMap { name, layers in
      layers.filter(\.isSetting).compactMap { layer in layer.written.map { (name, $0) } }
    }
  }
}

extension ChosenValue {
  /// The value as one would write it after `:set`.
  fileprivate var written: String? {
    switch content {
    case .expression(let expression): expression.span.text
    case .text(let text, _): text
    case .value(.string(let text)): text.string
    case .value(.builtin(let builtin)): builtin.name
    case .value(.function(let function)): function.name
    case .value(let value): value.representation
    }
  }
}
