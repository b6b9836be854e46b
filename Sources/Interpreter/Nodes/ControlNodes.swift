import Language
import Tensors

/// `if`, as a statement and as a value.
final class ConditionalNode: Node {
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
    if try condition.test(frame) { return try then.evaluate(frame) }
    return try otherwise?.evaluate(frame) ?? .none
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    if try condition.test(frame) { return try then.execute(frame) }
    return try otherwise?.execute(frame) ?? .normal
  }
}

/// `while`.
final class WhileNode: Node {
  private let condition: Node
  private let body: Node

  init(_ condition: Node, _ body: Node, _ span: Span?) {
    self.condition = condition
    self.body = body
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    while try condition.test(frame) {
      try frame.interpreter.checkLoop(at: span)
      switch try body.execute(frame) {
      case .normal, .continue: break
      case .break: return .normal
      case .return: return .return
      }
    }
    return .normal
  }
}

/// `for`.
final class ForNode: Node {
  private let binder: Binder
  private let sequence: Node
  private let body: Node
  private let endsEarly: Bool

  /// A loop whose body may leave it if `endsEarly`.
  init(_ binder: Binder, _ sequence: Node, _ body: Node, _ span: Span?, endsEarly: Bool) {
    self.binder = binder
    self.sequence = sequence
    self.body = body
    self.endsEarly = endsEarly
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    let value = try sequence.evaluate(frame)
    switch value {
    case .range(let range): return try count(range, frame)
    case .list(let list): return try walk(list.items, frame)
    default: break
    }
    let iterator: ValueIterator
    do {
      iterator = try Iteration.over(value, frame.interpreter)
    } catch {
      throw error.at(sequence.span)
    }
    iterator.mayEndEarly = endsEarly
    while true {
      try frame.interpreter.checkLoop(at: span)
      frame.interpreter.loopPlace = span
      let item: Value?
      do {
        item = try iterator.next()
      } catch {
        throw error.at(sequence.span)
      }
      guard let item else { return .normal }
      try binder.bind(item, frame)
      switch try body.execute(frame) {
      case .normal, .continue: break
      case .break: return .normal
      case .return: return .return
      }
    }
  }

  private func count(_ range: RangeBox, _ frame: Frame) throws(Failure) -> Completion {
    var number = range.start
    var left = range.count
    while left > 0 {
      try frame.interpreter.checkLoop(at: span)
      try binder.bind(.int(number), frame)
      number &+= range.step
      left -= 1
      switch try body.execute(frame) {
      case .normal, .continue: break
      case .break: return .normal
      case .return: return .return
      }
    }
    return .normal
  }

  private func walk(_ items: ContiguousArray<Value>, _ frame: Frame) throws(Failure) -> Completion {
    for item in items {
      try frame.interpreter.checkLoop(at: span)
      try binder.bind(item, frame)
      switch try body.execute(frame) {
      case .normal, .continue: break
      case .break: return .normal
      case .return: return .return
      }
    }
    return .normal
  }
}

/// `no_grad { }`.
final class NoGradNode: Node {
  private let body: Node

  init(_ body: Node, _ span: Span?) {
    self.body = body
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    try Recording.disabled { () throws(Failure) -> Value in try body.evaluate(frame) }
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    try Recording.disabled { () throws(Failure) -> Completion in try body.execute(frame) }
  }
}
