import Language

/// What loops share in a dry run: of many rounds the first and the last run, and between them what
/// changes from one to the next is unknown.
class DryLoopNode: Node {
  /// Rounds of which all run, unless they take long.
  private static let mostRounds = 64
  /// Expressions and statements that a loop evaluates before the rest is left out, and one with
  /// more rounds.
  private static let (mostSteps, mostStepsOfMany) = (400, 60)
  /// The same where costs are counted: rounds need not be alike.
  private static let mostStepsCounted = 100_000

  private let names: NamesSet

  fileprivate init(_ names: NamesSet, _ span: Span?) {
    self.names = names
    super.init(span)
  }

  /// Whether a loop of `total` rounds has run enough of them since `start`; `isOfBatches` if all but
  /// the last are alike.
  fileprivate static func isEnough(
    _ dryRun: DryRun, since start: Int, _ total: Int?, isOfBatches: Bool = false
  ) -> Bool {
    let steps = dryRun.steps - start
    if dryRun.meter != nil { return steps > mostStepsCounted }
    return isOfBatches || steps > (total ?? 1 <= mostRounds ? mostSteps : mostStepsOfMany)
  }

  /// Makes unknown what may have changed since the loop was in `state`, a round ago.
  ///
  /// A round may leave alone what others change: so no number that the loop sets is known.
  fileprivate final func widen(_ state: ProgramState, _ dryRun: DryRun, _ frame: Frame) {
    dryRun.join(state)
    dryRun.shortLoops += 1
    names.change(frame) { value in
      switch value {
      case .unset, .none, .bool, .int, .float, .string, .list, .map, .set, .range:
        UnknownValue.of()
      default: value
      }
    }
  }

  fileprivate final func loop(
    _ dryRun: DryRun, _ body: () throws(Failure) -> Completion
  ) throws(Failure) -> Completion {
    let level = dryRun.levels.count - 1
    dryRun.levels[level].loops.append(Level.Loop())
    defer { dryRun.levels[level].loops.removeLast() }
    let completion = try body()
    dryRun.settleCost()
    for state in dryRun.levels[level].loops[dryRun.levels[level].loops.count - 1].left {
      dryRun.join(state)
    }
    return completion
  }

  /// One round; afterwards the states in which it was cut short are joined.
  fileprivate final func round(
    _ body: Node, _ dryRun: DryRun, _ frame: Frame
  ) throws(Failure) -> Completion {
    // Of an empty body, too, there may be very many.
    try dryRun.countStep()
    let completion = try body.execute(frame)
    dryRun.settleCost()
    let level = dryRun.levels.count - 1
    let loop = dryRun.levels[level].loops.count - 1
    for state in dryRun.levels[level].loops[loop].continued { dryRun.join(state) }
    dryRun.levels[level].loops[loop].continued = []
    return completion
  }
}

/// `for` in a dry run.
final class DryForNode: DryLoopNode {
  private let binder: Binder
  private let sequence: Node
  private let body: Node

  init(_ binder: Binder, _ sequence: Node, _ body: Node, _ names: NamesSet, _ span: Span?) {
    self.binder = binder
    self.sequence = sequence
    self.body = body
    super.init(names, span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    guard let dryRun = frame.interpreter.dryRun else { return .normal }
    let value = try sequence.evaluate(frame)
    return try loop(dryRun) { () throws(Failure) in
      guard value.unknown == nil else { return try once(dryRun, frame) }
      do throws(Failure) {
        // Of batches, the first and the last differ in size.
        let isOfBatches = if case .object = value { true } else { false }
        return try walk(
          try Iteration.over(value, frame.interpreter), samples: isOfBatches, dryRun, frame)
      } catch {
        throw error.at(sequence.span)
      }
    }
  }

  /// One round with an unknown element, or none.
  private func once(_ dryRun: DryRun, _ frame: Frame) throws(Failure) -> Completion {
    let (before, mark) = (dryRun.state, dryRun.cost)
    binder.bind(unknownIn: frame)
    let completion = try round(body, dryRun, frame)
    dryRun.countOpen(since: mark)
    dryRun.noteExit(completion, frame.interpreter)
    widen(before, dryRun, frame)
    return .normal
  }

  private func walk(
    _ iterator: ValueIterator, samples: Bool, _ dryRun: DryRun, _ frame: Frame
  ) throws(Failure) -> Completion {
    let (total, start) = (iterator.remaining, dryRun.steps)
    var rounds = LoopRounds(dryRun.cost)
    // What names are now is kept only where it may be needed: it costs a copy of all of them.
    var before: ProgramState? = dryRun.state
    while true {
      let left = iterator.remaining
      guard let item = try iterator.next() else { return .normal }
      do throws(Failure) {
        try binder.bind(item, frame)
      } catch {
        if !dryRun.isUnknown(item) { dryRun.note(error.at(span)) }
        binder.bind(unknownIn: frame)
      }
      rounds.begin(dryRun.cost)
      switch try round(body, dryRun, frame) {
      case .normal, .continue: break
      case .break: return .normal
      case .return: return .return
      }
      guard left != 1 else { return .normal }
      let isEnough = Self.isEnough(dryRun, since: start, total, isOfBatches: samples)
      if isEnough, let before {
        widen(before, dryRun, frame)
        dryRun.countRounds(rounds, leftOut: left.map { max(0, $0 - 2) })
        guard let left, left > 1 else { return .normal }
        try iterator.skip(left - 2)
      }
      before = isEnough ? dryRun.state : nil
    }
  }
}

/// `while` in a dry run.
final class DryWhileNode: DryLoopNode {
  private let condition: Node
  private let body: Node

  init(_ condition: Node, _ body: Node, _ names: NamesSet, _ span: Span?) {
    self.condition = condition
    self.body = body
    super.init(names, span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    guard let dryRun = frame.interpreter.dryRun else { return .normal }
    return try loop(dryRun) { () throws(Failure) in
      let start = dryRun.steps
      while true {
        let mark = dryRun.cost
        let holds = dryRun.truth(of: try condition.evaluate(frame), at: condition.span)
        if holds == false { return .normal }
        let isEnough = Self.isEnough(dryRun, since: start, nil)
        let before = holds == nil || isEnough ? dryRun.state : nil
        let completion = try round(body, dryRun, frame)
        if let before {
          dryRun.countOpen(since: mark)
          dryRun.noteExit(completion, frame.interpreter)
          widen(before, dryRun, frame)
          return .normal
        }
        switch completion {
        case .normal, .continue: break
        case .break: return .normal
        case .return: return .return
        }
      }
    }
  }
}

extension DryRun {
  /// Calls `step` with each element that a comprehension walks. Of many it takes the first, and what
  /// is made of them is unknown.
  func walk(
    _ value: Value, at span: Span?, _ frame: Frame, _ step: (Value) throws(Failure) -> Void
  ) throws(Failure) {
    let (mostSteps, mostStepsOfCheap, cheap, start) = (400, 40_000, 12, steps)
    var rounds = LoopRounds(cost)
    if value.unknown != nil { isOpenEnded = true }
    do throws(Failure) {
      let iterator = try Iteration.over(value, frame.interpreter)
      while let item = try iterator.next() {
        try countStep()
        rounds.begin(cost)
        try step(item)
        let isCheap = meter != nil || steps - start < cheap * rounds.count
        if steps - start > (isCheap ? mostStepsOfCheap : mostSteps) {
          isOpenEnded = true
          shortLoops += 1
          return countRounds(rounds, leftOut: iterator.remaining)
        }
      }
      if value.unknown != nil { countOpen(since: rounds.start) }
    } catch {
      throw error.at(span)
    }
  }
}

extension Binder {
  /// Makes unknown what it would set.
  fileprivate func bind(unknownIn frame: Frame) {
    switch self {
    case .local(let slot): frame.slots[slot] = UnknownValue.of()
    case .global(let cell): cell.value.pointee = UnknownValue.of()
    case .parts(let parts, _), .all(let parts): for part in parts { part.bind(unknownIn: frame) }
    case .nothing, .element, .member: break
    }
  }
}
