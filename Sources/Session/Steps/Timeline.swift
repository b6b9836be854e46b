import Builtins
import Interpreter
import Language

/// The steps of a session in the order in which they ran, with the state before each: what the
/// prompt runs steps through, so that running one again starts where it started.
package final class Timeline {
  /// How a step stands.
  package enum Status: Equatable, Sendable {
    case notRun
    case passed
    /// An error stopped it, or a claim failed.
    case failed
    /// Someone stopped it.
    case stopped
    /// Something that it reads has changed since it ran, or is itself no longer up to date.
    case stale
  }

  /// The session.
  package let session: Session
  private var records: [String: Record] = [:]
  private var moments: [(id: String, snapshot: Snapshot)] = []

  private struct Record {
    var status: Status
    /// The names that the step set, and those whose models it trained.
    var changes: Set<String>
  }

  /// The timeline of a session that has not run anything.
  package init(_ session: Session) { self.session = session }

  /// How a step stands.
  package func status(of step: Step) -> Status { records[step.id]?.status ?? .notRun }

  // MARK: Running

  /// Runs a step from the state before it: that before its last run, if there was one. Later steps
  /// that read what it changes become stale.
  package func run(_ step: Step) -> Session.Outcome {
    let before: Snapshot
    do {
      try rewind(to: step)
      before = try Snapshot(session)
    } catch {
      return Session.Outcome(
        failure: error.diagnostic, value: nil, expectations: [], seconds: 0)
    }
    moments.append((step.id, before))
    let outcome = session.run(step: step.number)
    let changes = before.changes(session)
    var status = status(outcome)
    if status == .passed, !staleSources(of: step).isEmpty { status = .stale }
    records[step.id] = Record(status: status, changes: changes)
    spread(changes, after: step.number)
    return outcome
  }

  /// The earlier steps that are no longer up to date, as far as `step` depends on them.
  package func staleSources(of step: Step) -> [Step] {
    var reads = step.reads
    var sources: [Step] = []
    for earlier in session.lab.steps.reversed() where earlier.number < step.number {
      guard let record = records[earlier.id], !record.changes.isDisjoint(with: reads) else {
        continue
      }
      if record.status == .stale { sources.append(earlier) }
      reads.formUnion(earlier.reads)
    }
    return sources.reversed()
  }

  /// Takes back what the step has changed, as if it had not run.
  package func undo(_ step: Step) throws(Diagnostic) {
    do {
      try rewind(to: step)
    } catch {
      throw error.diagnostic
    }
    records[step.id] = nil
  }

  /// Runs what was typed at the prompt. Names that it sets keep their values whatever step is run
  /// again; other changes (a model trained on) are undone with the steps before.
  package func run(snippet: Block) -> Session.Outcome {
    do {
      let before = try Snapshot(session)
      let outcome = session.run(snippet: snippet)
      for name in AssignedNames(snippet).names { try carry(name) }
      spread(before.changes(session), after: -1)
      return outcome
    } catch {
      return Session.Outcome(
        failure: error.diagnostic, value: nil, expectations: [], seconds: 0)
    }
  }

  /// Takes what was typed as an answer where it is one, and returns the exercises that it answers.
  /// A step that runs code behind its exercise is then no longer up to date.
  package func answer(with block: Block) -> [Exercise] {
    let answered = session.answer(with: block)
    for exercise in answered { noteAnswer(to: exercise) }
    return answered
  }

  private func noteAnswer(to exercise: Exercise) {
    guard let step = session.lab.steps.first(where: { $0.number == exercise.step }),
      records[step.id] != nil, step.continues(behind: exercise)
    else { return }
    records[step.id]?.status = .stale
  }

  /// Chooses the value of a parameter or data declaration; steps that read it become stale.
  package func set(_ name: String, to text: String) -> Session.Outcome {
    let outcome = session.set(name, to: text)
    guard outcome.failure == nil else { return outcome }
    do {
      try carry(name)
    } catch {
      return Session.Outcome(
        failure: error.diagnostic, value: nil, expectations: [], seconds: 0)
    }
    spread([name], after: 0)
    return outcome
  }

  /// Takes another seed; every step that ran becomes stale.
  package func reseed(_ seed: Int) {
    session.reseed(seed)
    for id in records.keys { records[id]?.status = .stale }
  }

  /// Goes on with another version of the lab. Steps whose code has changed become stale, and those
  /// that read what they set. Throws where its declarations contradict each other.
  package func replace(_ lab: Lab) throws(Diagnostic) {
    let before = session.lab
    try session.replace(lab)
    records = records.filter { id, _ in lab.steps.contains { $0.id == id } }
    for step in lab.steps {
      guard let record = records[step.id],
        before.steps.first(where: { $0.id == step.id })?.code != step.code
      else { continue }
      records[step.id]?.status = .stale
      spread(record.changes, after: step.number)
    }
  }

  // MARK: Inside

  private func status(_ outcome: Session.Outcome) -> Status {
    if session.interpreter.interrupt.reason != nil { return .stopped }
    return outcome.passed ? .passed : .failed
  }

  /// Goes back to the state before the step's last run, and forgets the moments after it.
  private func rewind(to step: Step) throws(Failure) {
    guard let index = moments.lastIndex(where: { $0.id == step.id }) else { return }
    let snapshot = moments[index].snapshot
    moments.removeSubrange(index...)
    try snapshot.restore(session)
  }

  /// Takes a name's value into all earlier states.
  private func carry(_ name: String) throws(Failure) {
    let cell = session.globals.cell(name)
    for index in moments.indices { try moments[index].snapshot.keep(cell) }
  }

  /// Marks the steps behind the number `first` that read one of `changes`, and those that read
  /// what these set, and so on.
  private func spread(_ changes: Set<String>, after first: Int) {
    var changes = changes
    for step in session.lab.steps where step.number > first {
      guard let record = records[step.id], !step.reads.isDisjoint(with: changes) else { continue }
      records[step.id]?.status = .stale
      changes.formUnion(record.changes)
    }
  }
}

extension Step {
  /// The session names that the step's code mentions before it has set them itself.
  fileprivate var reads: Set<String> {
    var reads: Set<String> = []
    var own: Set<String> = []
    for statement in statements {
      let set = AssignedNames(Block([statement], statement.span)).names
      var mentioned = MentionedNames()
      switch statement.kind {
      case .assign(.pattern, _, let value): mentioned.visit(value)
      case .report(let reports): for report in reports { mentioned.visit(report.value) }
      case .augmentedAssign: mentioned.visit(statement)
      default:
        mentioned.visit(statement)
        own.formUnion(set)
      }
      reads.formUnion(mentioned.names.subtracting(own))
      own.formUnion(set)
    }
    return reads
  }

  /// Whether code stands behind the exercise.
  fileprivate func continues(behind exercise: Exercise) -> Bool {
    let rest = sections.drop { section in
      if case .exercise(id: exercise.id, _) = section { false } else { true }
    }
    return rest.dropFirst().contains { section in
      switch section {
      case .code(let block, folded: _), .exercise(id: _, let block): !block.statements.isEmpty
      case .prose, .check, .hint, .wrong, .solution: false
      }
    }
  }

  /// The code as written.
  fileprivate var code: [String] { statements.map(\.span.text) }
}
