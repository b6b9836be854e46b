import Interpreter
import Language
import Platform

/// A step that was asked to stop and waits at the head of a loop, with everything that it holds.
struct WaitingStep {
  let number: Int
  let work: LargeStack.Work<Value?>
  /// Its position in the random numbers.
  let draws: (step: Int, draw: Int)
  /// How it went so far.
  let outcome: Session.Outcome
}

/// Running code on a large stack, where a step may wait between two rounds of a loop and go on later.
extension Session {
  /// How often a script that could wait is left to find a place for it, in tenths of a second.
  private static let patience = 10

  /// Runs code of the lab where it may nest as deep as the limits allow.
  func onLargeStack<Result>(_ body: @escaping () throws -> Result) throws -> Result {
    guard let result = try advance(work(mayWait: false, body), mayWait: false) else {
      throw Failure(.limit, "interrupted")
    }
    return result
  }

  /// Code of the lab, which is yet to run; where it may wait, a polite interrupt makes it do so.
  func work<Result>(
    mayWait: Bool, _ body: @escaping () throws -> Result
  ) -> LargeStack.Work<Result> {
    LargeStack.Work { [self] floor, wait in
      interpreter.stackFloor = floor + UInt(Limits.stackReserve)
      let outer = interpreter.wait
      interpreter.wait = mayWait ? wait : nil
      defer { interpreter.wait = outer }
      return try interpreter.interrupt.cancellation.covering { try body() }
    }
  }

  private func advance<Result>(
    _ work: LargeStack.Work<Result>, mayWait: Bool
  ) throws -> Result? {
    let interrupt = interpreter.interrupt
    var looks = 0
    return try work.proceed {
      if interrupt.isPolite {
        looks += 1
        if !mayWait || looks > Self.patience { interrupt.insist() }
      }
      return interrupt.isAbandoned
    }
  }

  /// Runs a step, which waits between two rounds of a loop if it is asked to stop; `isWaiting` then.
  func run(waitable work: LargeStack.Work<Value?>, step number: Int) -> Outcome {
    var waits = false
    let outcome = attempt {
      if let value = try advance(work, mayWait: true) { return value }
      waits = true
      throw Failure(.limit, "interrupted", at: interpreter.waitingPlace)
    }
    if waits {
      waiting = WaitingStep(
        number: number, work: work, draws: generator.position, outcome: outcome)
    }
    return outcome
  }

  /// Whether a step waits.
  var isWaiting: Bool { waiting != nil }

  /// Lets the step that waits go on; nil where none does.
  func proceed() -> Outcome? {
    guard let step = waiting else { return nil }
    waiting = nil
    currentStep = step.number
    generator.position = step.draws
    let later = inStep(step.number) { run(waitable: step.work, step: step.number) }
    let whole = later.following(step.outcome)
    if let again = waiting {
      waiting = WaitingStep(
        number: again.number, work: again.work, draws: again.draws, outcome: whole)
    }
    return whole
  }

  /// Gives up the step that waits, if there is one.
  func stopWaiting() {
    guard let step = waiting else { return }
    waiting = nil
    interpreter.interrupt.set(.interrupted)
    _ = try? step.work.proceed()
    interpreter.interrupt.clear()
  }
}

extension Session.Outcome {
  /// The whole of what began as `first` and went on as this.
  fileprivate func following(_ first: Session.Outcome) -> Session.Outcome {
    Session.Outcome(
      failure: failure, value: value, expectations: first.expectations + expectations,
      seconds: first.seconds + seconds)
  }
}
