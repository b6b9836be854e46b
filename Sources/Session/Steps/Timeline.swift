import Builtins
import Interpreter
import Language

/// The steps of a session that have run, with the state before each.
///
/// The prompt runs steps through it, so that running one again starts where it started. Whatever the
/// route, a step that is up to date gave what it gives when all run once, in order.
package final class Timeline {
  /// The status of a step.
  package enum Status: Equatable, Sendable {
    case notRun
    case passed
    /// An error stopped it, or a claim failed.
    case failed
    /// Someone stopped it.
    case stopped
    /// Running it now would give something else.
    ///
    /// What it reads, its code or the seed differs from what it ran with, or comes from a step that
    /// is stale itself.
    case stale
  }

  /// The session.
  package let session: Session
  var records: [String: Record] = [:]
  var moments = Moments()
  var typed: [String: TypedName] = [:]
  /// The states known when a checkpoint was taken in this session, by the checkpoint's mark.
  var marks: [String: Moments] = [:]
  /// What has run, in the order in which it ran last.
  var log: [LogEntry] = []
  /// The runs so far, numbered.
  private var runs: [StepRun: Int] = [:]
  private var uniqueCount = 0
  var reads: [String: Set<String>] = [:]
  /// The run that waits in the middle of its step.
  private var halted: (step: Step, run: Int, place: Int)?

  /// Something that has run.
  enum LogEntry: Equatable {
    /// A step, by its id.
    case step(String)
    /// Code at the prompt.
    case typed(String)
  }

  struct Record {
    let status: Status
    /// Whether it ran to its end, be it with a claim that failed.
    let isComplete: Bool
    var run: Int
    /// What the step has set and changed: names, and those whose models it trained.
    let changes: [String: Origin]
  }

  /// The timeline of a session that has not run anything.
  package init(_ session: Session) { self.session = session }

  /// The status of a step.
  package func status(of step: Step) -> Status { survey(upTo: step).statuses[step.id] ?? .notRun }

  /// Whether a step has begun and did not run to its end.
  package func isUnfinished(_ step: Step) -> Bool { records[step.id]?.isComplete == false }

  /// Whether a step ran to its end, and would do the same now.
  package func isUpToDate(_ step: Step) -> Bool {
    status(of: step) != .stale && records[step.id]?.isComplete == true
  }

  /// The step that set or changed a name last; nil for what was typed.
  package func maker(of name: String) -> Step? {
    if let typed = typed[name], typed.last == nil { return nil }
    for case .step(let id) in log.reversed() where records[id]?.changes[name] != nil {
      return session.lab.steps.first { $0.id == id }
    }
    return nil
  }

  // MARK: Running

  /// Runs a step from the state before its last run; one that has not run, from the state behind the
  /// steps before it.
  ///
  /// Later steps that read what it changes become stale, unless the values stay the same.
  package func run(_ step: Step) -> Session.Outcome {
    session.stopWaiting()
    let (place, isBack) = moments.start(of: step, in: session.lab)
    do {
      if isBack { try goBack(to: place, forgetting: namesSet(by: step.id)) }
      try moments.begin(step, at: place, session, typed.filter { !$0.value.isCarried })
    } catch {
      return .failed(error.diagnostic)
    }
    let run = survey(upTo: step).run
    let outcome = session.run(
      step: step.number, mayWait: session.options.respondent == .student)
    conclude(step, outcome, run, at: place)
    return outcome
  }

  /// The step that was stopped between two rounds of a loop and may go on.
  package var waiting: Step? { session.isWaiting ? halted?.step : nil }

  /// Lets the step that waits go on; nil where none does.
  package func proceed() -> Session.Outcome? {
    guard let (step, run, place) = halted, moments.place(of: step) == place,
      let outcome = session.proceed()
    else { return nil }
    conclude(step, outcome, run, at: place)
    return outcome
  }

  /// Notes what a run of a step has changed, so far if it waits.
  private func conclude(_ step: Step, _ outcome: Session.Outcome, _ run: Int, at place: Int) {
    halted = session.isWaiting ? (step, run, place) : nil
    var names = moments[place].changes(session)
    // Setting something to the value that it had is its work, too, and so is what it no longer does.
    names.formUnion(
      AssignedNames(step.statements).names.filter { session.globals.value(of: $0) != nil })
    if let known = records[step.id] { names.formUnion(known.changes.keys) }
    let made = outcome.failure == nil ? Origin.made(run) : unique()
    var changes: [String: Origin] = [:]
    for name in names {
      changes[name] = session.globals.value(of: name).flatMap(Origin.init(plain:)) ?? made
      if let known = typed[name] {
        typed[name]?.last = min(known.last ?? step.number, step.number)
      }
    }
    let status = status(outcome)
    records[step.id] = Record(
      status: status, isComplete: outcome.failure == nil && status != .stopped, run: run,
      changes: changes)
    log.removeAll { $0 == .step(step.id) }
    log.append(.step(step.id))
    do {
      try moments.pass(names, on: place, session, setBy: namesSet(by:))
    } catch {
      // Without memory to keep them they are forgotten: their steps run from where things stand.
      moments.removeAll(behind: place)
    }
  }

  private func namesSet(by id: String) -> Set<String> { Set(records[id]?.changes.keys ?? [:].keys) }

  /// The earlier steps that are not up to date or did not run to their end, as far as `step` depends on
  /// them.
  package func staleSources(of step: Step) -> [Step] {
    let statuses = survey(upTo: step).statuses
    var needed = reads(of: step)
    var sources: [Step] = []
    for earlier in session.lab.steps.reversed() where earlier.number < step.number {
      guard let record = records[earlier.id], !needed.isDisjoint(with: record.changes.keys) else {
        continue
      }
      if statuses[earlier.id] == .stale || !record.isComplete { sources.append(earlier) }
      needed.formUnion(reads(of: earlier))
    }
    return sources.reversed()
  }

  /// Undoes what the step has changed, as if it had not run.
  package func undo(_ step: Step) throws(Diagnostic) {
    session.stopWaiting()
    guard let place = moments.place(of: step) else { return }
    let names = namesSet(by: step.id)
    do {
      try goBack(to: place, forgetting: names)
      records[step.id] = nil
      log.removeAll { $0 == .step(step.id) }
      try moments.remove(at: place, names, session, setBy: namesSet(by:))
    } catch {
      throw error.diagnostic
    }
  }

  /// The step that ran last and can be undone.
  package var last: Step? {
    for case .step(let id) in log.reversed() where moments.contains(id) {
      return session.lab.steps.first { $0.id == id }
    }
    return nil
  }

  /// Runs what was typed at the prompt.
  ///
  /// Names that it sets keep their values whichever step is run again; other changes (a model
  /// trained on) are undone with the steps before.
  package func run(snippet: Block) -> Session.Outcome {
    do {
      let before = try Snapshot(session)
      let outcome = session.run(snippet: snippet)
      let names = Set(AssignedNames(snippet).names)
      for name in before.changes(session) { note(name, isCarried: names.contains(name)) }
      for name in names { try carry(name) }
      if outcome.failure == nil { log.append(.typed(snippet.span.text)) }
      return outcome
    } catch {
      return .failed(error.diagnostic)
    }
  }

  /// Takes typed code as an answer if it is one, and returns the exercises that it answers.
  ///
  /// A step whose code behind the exercise uses it is then no longer up to date.
  package func answer(with block: Block) -> [Exercise] {
    let answered = session.answer(with: block)
    for exercise in answered { noteAnswer(to: exercise) }
    return answered
  }

  private func noteAnswer(to exercise: Exercise) {
    guard let step = session.lab.steps.first(where: { $0.number == exercise.step }) else { return }
    reads[step.id] = nil
    guard records[step.id] != nil, !session.lab.uses(exercise, behindItIn: step) else { return }
    let run = survey(upTo: step).run
    records[step.id]?.run = run
  }

  /// Chooses the value of a parameter or data declaration; steps that read it become stale.
  package func set(_ name: String, to text: String) -> Session.Outcome {
    let before = session.globals.value(of: name).flatMap(Origin.init(plain:))
    let outcome = session.set(name, to: text)
    guard outcome.failure == nil else { return outcome }
    let now = session.globals.value(of: name).flatMap(Origin.init(plain:))
    // The value that it had leaves everything as it is.
    return before != nil && before == now ? outcome : taking([name], outcome)
  }

  /// Notes that names have been set, now and in all earlier states.
  private func taking(_ names: [String], _ outcome: Session.Outcome) -> Session.Outcome {
    session.stopWaiting()
    do {
      for name in names {
        note(name, isCarried: true)
        try carry(name)
      }
    } catch {
      return .failed(error.diagnostic)
    }
    return outcome
  }

  /// Takes the values of a profile, or the defaults; steps that read what this changes become stale.
  package func choose(profile name: String) -> Session.Outcome {
    let (outcome, names) = session.choose(profile: name)
    guard outcome.failure == nil else { return outcome }
    return taking(names, outcome)
  }

  /// Takes another seed; every step that ran with this one becomes stale.
  package func reseed(_ seed: Int) {
    guard seed != session.options.seed else { return }
    session.stopWaiting()
    session.reseed(seed)
  }

  /// Continues with another version of the lab.
  ///
  /// Steps whose code has changed become stale, and so do those that read what they set. Throws if
  /// its declarations contradict each other.
  package func replace(_ lab: Lab) throws(Diagnostic) {
    try session.replace(lab)
    session.stopWaiting()
    reads = [:]
    records = records.filter { id, _ in lab.steps.contains { $0.id == id } }
    moments.adopt(lab)
  }

  // MARK: Inside

  private func status(_ outcome: Session.Outcome) -> Status {
    if session.interpreter.interrupt.reason != nil { return .stopped }
    return outcome.passed ? .passed : .failed
  }

  /// Goes back to the state at a place, and forgets those of the names that had no value there.
  ///
  /// Of what was typed since, only what was carried there stays.
  private func goBack(to place: Int, forgetting names: Set<String>) throws(Failure) {
    let (carried, left) = (typed.filter(\.value.isCarried), typed.filter { !$0.value.isCarried })
    typed = try moments.goBack(to: place, session, left).merging(carried) { $1 }
    for cell in names.map(session.globals.cell) where typed[cell.name] == nil {
      if !moments[place].holds(cell) { cell.value.pointee = .unset }
    }
  }

  /// Carries a name's value into all states.
  private func carry(_ name: String) throws(Failure) {
    try moments.carry(session.globals.cell(name))
  }

  /// Notes that a name was set or changed at the prompt.
  private func note(_ name: String, isCarried: Bool) {
    let plain = session.globals.value(of: name).flatMap(Origin.init(plain:))
    typed[name] = TypedName(origin: plain ?? unique(), isCarried: isCarried)
  }

  func unique() -> Origin {
    uniqueCount += 1
    return .unique(uniqueCount)
  }

  private func reads(of step: Step) -> Set<String> {
    if let known = reads[step.id] { return known }
    let names = step.reads
    reads[step.id] = names
    return names
  }

  /// The statuses of the steps up to `last`, and the number of the run that it would do now.
  private func survey(upTo last: Step) -> (statuses: [String: Status], run: Int) {
    var statuses: [String: Status] = [:]
    var origins: [String: Origin] = [:]
    // Names last set by a stale step, or by one that did not run to its end.
    var doubtful: Set<String> = []
    var run = 0
    for step in session.lab.steps where step.number <= last.number {
      let reads = reads(of: step)
      var inputs: [String: Origin] = [:]
      for name in reads {
        let typed = typed[name].flatMap { $0.holds(in: step.number) ? $0.origin : nil }
        inputs[name] = typed ?? origins[name] ?? .nothing
      }
      run = number(
        of: StepRun(
          id: step.id, code: step.texts, seed: session.options.seed, inputs: inputs))
      guard let record = records[step.id] else { continue }
      let isStale = run != record.run || !doubtful.isDisjoint(with: reads)
      statuses[step.id] = isStale ? .stale : record.status
      for (name, origin) in record.changes {
        origins[name] = isStale ? .outdated(record.run, now: run) : origin
        if isStale || !record.isComplete { doubtful.insert(name) } else { doubtful.remove(name) }
      }
    }
    return (statuses, run)
  }

  /// The number of the run that a step would do now.
  func currentRun(of step: Step) -> Int { survey(upTo: step).run }

  private func number(of run: StepRun) -> Int {
    if let known = runs[run] { return known }
    runs[run] = runs.count + 1
    return runs.count
  }
}
