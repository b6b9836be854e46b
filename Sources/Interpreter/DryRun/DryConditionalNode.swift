import Language

/// `if` in a dry run: both ways where the condition is unknown.
final class DryConditionalNode: Node {
  private let condition: Node
  private let then: Node
  private let otherwise: Node?

  init(_ condition: Node, then: Node, otherwise: Node?, _ span: Span?) {
    self.condition = condition
    self.then = then
    self.otherwise = otherwise
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    guard let dryRun = frame.interpreter.dryRun else { return .none }
    switch dryRun.truth(of: try condition.evaluate(frame), at: condition.span) {
    case true?: return try then.evaluate(frame)
    case false?: return try otherwise?.evaluate(frame) ?? .none
    case nil: break
    }
    let (before, mark) = (dryRun.state, dryRun.cost)
    let first = try then.evaluate(frame)
    let (after, cost) = (dryRun.state, dryRun.countOther(since: mark))
    dryRun.restore(before)
    let second = try otherwise?.evaluate(frame) ?? .none
    dryRun.countEither(cost, since: mark)
    dryRun.join(after)
    return dryRun.joined(first, second)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    guard let dryRun = frame.interpreter.dryRun else { return .normal }
    switch dryRun.truth(of: try condition.evaluate(frame), at: condition.span) {
    case true?: return try then.execute(frame)
    case false?: return try otherwise?.execute(frame) ?? .normal
    case nil: break
    }
    let interpreter = frame.interpreter
    let (before, mark) = (dryRun.state, dryRun.cost)
    let first = try then.execute(frame)
    let (after, returned) = (dryRun.state, interpreter.returned)
    let cost = dryRun.countOther(since: mark)
    interpreter.returned = .none
    dryRun.restore(before)
    let second = try otherwise?.execute(frame) ?? .normal
    dryRun.countEither(cost, since: mark)
    if first == second {
      dryRun.join(after)
      if first == .return {
        interpreter.returned = dryRun.joined(returned, interpreter.returned)
      }
      return first
    }
    if second == .normal || first == .return {
      let (state, value) = (dryRun.state, interpreter.returned)
      dryRun.restore(after)
      interpreter.returned = returned
      dryRun.noteExit(first, interpreter)
      dryRun.restore(state)
      interpreter.returned = value
      return second
    }
    dryRun.noteExit(second, interpreter)
    dryRun.restore(after)
    return first
  }
}
