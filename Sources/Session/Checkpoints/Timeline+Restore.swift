import Builtins
import Datasets
import Interpreter
import Language
import Tensors

/// Putting checkpoints back.
extension Timeline {
  /// Makes the session what it was when the checkpoint was taken.
  ///
  /// Throws if its settings mean nothing any more; the session is as at its start then.
  package func restore(_ checkpoint: Checkpoint) throws(Diagnostic) -> Restoration {
    let json = checkpoint.json
    let marked = json["mark"]?.string.flatMap { marks[$0] }
    startOver(keepsTyped: false)
    try session.takeSettings(json)
    var restoration = Restoration()
    log = (json["log"]?.elements ?? []).compactMap { entry in
      if let text = entry["typed"]?.string { return .typed(text) }
      return entry["step"]?.string.map { .step($0) }
    }
    for case .typed(let text) in log {
      if let block = try? Parser.parseSnippet(SourceFile(name: "<prompt>", text: text)) {
        _ = session.answer(with: block)
      }
    }
    for entry in json["log"]?.elements ?? [] {
      guard let id = entry["step"]?.string else { continue }
      let code = (entry["code"]?.elements ?? []).compactMap(\.string)
      if statements(of: .step(id)).map(\.span.text) != code { restoration.changed.append(id) }
    }
    restoration.lost = pairs(json["lost"]).map { ($0, $1.string ?? "") }
    take(checkpoint, &restoration)
    adoptRecords(json, restoration)
    if let marked { moments = marked }
    return restoration
  }

  /// Forgets all that has run; names set at the prompt stay if that is wanted.
  package func startOver(keepsTyped: Bool) {
    session.stopWaiting()
    for cell in session.globals.bound where !keepsTyped || typed[cell.name] == nil {
      cell.value.pointee = .unset
    }
    (records, moments, reads) = ([:], Moments(), [:])
    if !keepsTyped { typed = [:] }
    log.removeAll { if case .step = $0 { true } else { !keepsTyped } }
    session.forgetResults()
  }

  /// Whether no step has run.
  package var isFresh: Bool { records.isEmpty }

  /// Whether a step ran in an earlier session, and the state before it is not there.
  package func isFromEarlier(_ step: Step) -> Bool {
    records[step.id] != nil && !moments.contains(step.id) && !follows(step)
  }

  /// Whether the session is in the state before a step that has run in an earlier one.
  private func follows(_ step: Step) -> Bool {
    let now = session.currentStep
    return now < step.number && moments.end == nil
      && session.lab.steps.allSatisfy {
        $0.number <= now || $0.number >= step.number || $0.statements.isEmpty
      }
  }

  private func pairs(_ json: JSON?) -> [(String, JSON)] {
    (json?.elements ?? []).compactMap { pair in
      guard let parts = pair.elements, parts.count == 2, let name = parts[0].string else {
        return nil
      }
      return (name, parts[1])
    }
  }

  private func take(_ checkpoint: Checkpoint, _ restoration: inout Restoration) {
    let json = checkpoint.json
    let saved = Dictionary(checkpoint.tensors.map { ($0.name, $0.tensor) }) { first, _ in first }
    let reader = ArchiveReader(
      json["values"] ?? .null, saved, session.globals, session.interpreter
    ) { [session] (name) throws(Failure) in try session.load(name) }
    let names = pairs(json["names"])
    // Plain values come first: the defaults of functions may read them.
    for (name, value) in names {
      if let value = try? reader.value(value), Origin(plain: value) != nil {
        session.globals.cell(name).value.pointee = value
      }
    }
    let all = log.flatMap { statements(of: $0) }
    let outcome = session.run(
      all.filter(\.isParameter) + DefiningStatements.last(of: all).statements, step: nil)
    // What is made from here on is made on this thread.
    session.interpreter.stackFloor = 0
    for (name, text) in pairs(json["defaults"]) {
      guard session.globals.value(of: name)?.defaultsText != text.string else { continue }
      restoration.lost.append(
        (name, outcome.failure?.message ?? "it was defined with other values"))
    }
    for (name, value) in names {
      do {
        session.globals.cell(name).value.pointee = try reader.value(value)
      } catch {
        restoration.lost.append((name, error.diagnostic.message))
      }
    }
    for (name, _) in restoration.lost { session.globals.cell(name).value.pointee = .unset }
    for (name, value) in pairs(json["reports"]) {
      if let value = try? reader.value(value) { session.reports.append((name, value)) }
    }
    session.takePoints(PointTable.points(json["points"]))
    session.comparisons = ComparisonTable.comparisons(json["comparisons"])
    session.responses = Dictionary(
      pairs(json["responses"]).compactMap { id, text in text.string.map { (id, $0) } }
    ) { _, last in last }
    // What was shown since the checkpoint has been seen all the same.
    session.shownSolutions.formUnion((json["solutions"]?.elements ?? []).compactMap(\.string))
    let draws = (json["draws"]?.elements ?? []).compactMap(\.int)
    if draws.count == 2 { session.generator.position = (draws[0], draws[1]) }
    session.currentStep = json["step"]?.int ?? 0
  }

  private func adoptRecords(_ json: JSON, _ restoration: Restoration) {
    let lost = Set(restoration.lost.map(\.name))
    for (name, last) in pairs(json["typed"]) where session.globals.value(of: name) != nil {
      let plain = session.globals.value(of: name).flatMap(Origin.init(plain:))
      typed[name] = TypedName(origin: plain ?? unique(), isCarried: true, last: last.int)
    }
    let kept = json["records"]?.elements ?? []
    for (index, record) in kept.enumerated() {
      guard let id = record["step"]?.string,
        let step = session.lab.steps.first(where: { $0.id == id })
      else { continue }
      let names = (record["changes"]?.elements ?? []).compactMap(\.string)
      let later = Set(
        kept[(index + 1)...].flatMap { $0["changes"]?.elements ?? [] }.compactMap(\.string))
      var isStale = restoration.changed.contains(id)
      if case .bool(true)? = record["stale"] { isStale = true }
      if names.contains(where: { lost.contains($0) && !later.contains($0) }) { isStale = true }
      // No run has this number.
      let run = isStale ? -1 : currentRun(of: step)
      var changes: [String: Origin] = [:]
      for name in names {
        let plain = session.globals.value(of: name).flatMap(Origin.init(plain:))
        changes[name] = later.contains(name) ? .made(run) : plain ?? .made(run)
      }
      let status = Status(word: record["status"]?.string)
      var isComplete = status != .stopped
      if case .bool(let known)? = record["complete"] { isComplete = known }
      records[id] = Record(status: status, isComplete: isComplete, run: run, changes: changes)
    }
  }
}

extension Statement {
  fileprivate var isParameter: Bool { if case .param = kind { true } else { false } }
}

extension Session {
  /// Takes the seed, the profile and the settings of a checkpoint.
  fileprivate func takeSettings(_ json: JSON) throws(Diagnostic) {
    reseed(json["seed"]?.int ?? options.seed)
    let profile = json["profile"]?.string
    var chosen: [String: [ChosenValue]] = [:]
    chosen.choose(try declarations.settings(ofProfile: profile), isSetting: false)
    for setting in json["settings"]?.elements ?? [] {
      let parts = (setting.elements ?? []).compactMap(\.string)
      guard parts.count == 2 else { continue }
      chosen[parts[0], default: []].append(try choice(parts[0], parts[1], from: "-p"))
    }
    options.profile = profile
    chosenValues = chosen
    (changedParameters, baseValues) = ([], [:])
  }

  fileprivate func load(_ name: String) throws(Failure) -> DataSet {
    do {
      let set = try DataSet.load(
        name, path: options.data, seed: UInt64(bitPattern: Int64(options.seed)))
      noteData(set.name, set.fingerprint)
      return set
    } catch {
      throw Failure.wrapping(error)
    }
  }

  fileprivate func forgetResults() {
    (reports, points, expectations, pointCounts) = ([], [], [], [:])
  }

  fileprivate func takePoints(_ taken: [RecordedPoint]) {
    points = taken
    for point in taken { pointCounts["\(point.series)\u{0}\(point.label ?? "")", default: 0] += 1 }
  }
}
