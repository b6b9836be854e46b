import Language
import Text

/// Runs compiled code: holds the slots, the call depth, the limits and the host.
///
/// Use it on one thread at a time, one with a large stack (`LargeStack`); only `interrupt` may be
/// set from other threads.
public final class Interpreter {
  package let stack = ValueStack()
  /// The value that a `return` statement leaves for its function.
  package var returned = Value.none
  /// How many calls are active.
  package private(set) var depth = 0
  /// The lowest address that a call may reach.
  package var stackFloor: UInt = 0
  /// All builtins.
  package let table: BuiltinTable
  /// Set to stop the script at the next loop or call.
  package let interrupt: Interrupt
  /// Waits until someone lets the code go on; nil where nobody would.
  package var wait: (() -> Void)?
  /// The loop that asks for its next element.
  var loopPlace: Span?
  /// Where the code waits, or waited last.
  package private(set) var waitingPlace: Span?
  /// How many functions that builtins called are active: their work cannot wait in the middle.
  private var callbacks = 0
  package let graveyard = Graveyard()
  /// Where texts are built.
  package let text = TextBuffer()
  private let memory: MemoryGauge
  private var printedBytes = 0
  /// What runs the code.
  package weak var host: (any Host)?
  /// What `tap` keeps, one list for each active `tapped`.
  package var taps: [[(name: String, value: Value)]] = []
  /// What sees to it that code runs with shapes only, if it does.
  package var dryRun: DryRun?
  /// Where `summary` notes what models and layers return, while it runs one.
  package var outputShapes: OutputShapes?

  /// An interpreter with the builtins of `table`.
  package init(
    table: BuiltinTable, interrupt: Interrupt = Interrupt(),
    memoryLimit: Int = MemoryGauge.defaultLimit
  ) {
    self.table = table
    self.interrupt = interrupt
    memory = MemoryGauge(limit: memoryLimit)
  }

  /// Fails if the script should stop; called at the head of loops and by long builtins.
  @inline(__always)
  package func checkInterrupt() throws(Failure) {
    if interrupt.isSet { try stop() }
  }

  /// Fails with a place if the script should stop.
  @inline(__always)
  package func checkInterrupt(at span: Span?) throws(Failure) {
    if interrupt.isSet {
      do {
        try stop()
      } catch {
        throw error.at(span)
      }
    }
  }

  /// Fails if the script should stop, or waits if it may do so; called at the heads of a script's own
  /// loops, between two rounds.
  @inline(__always)
  package func checkLoop(at span: Span?) throws(Failure) {
    if interrupt.isSet { try waitOrStop(at: span) }
  }

  private func waitOrStop(at span: Span?) throws(Failure) {
    if interrupt.isPolite, callbacks == 0, let wait {
      waitingPlace = span ?? loopPlace
      let (floor, passes) = (stackFloor, interrupt.setPassesAside())
      wait()
      // Other code may have run meanwhile.
      (stackFloor, self.wait) = (floor, wait)
      interrupt.takeUp(passes)
    }
    try checkInterrupt(at: span)
  }

  /// Code that is asked politely goes on to the next head of a loop, where it can wait.
  private func stop() throws(Failure) {
    if interrupt.isPolite, wait != nil { return }
    try interrupt.stop()
  }

  /// Notes that a builtin calls a function, and that it has ended.
  @inline(__always)
  func beginCallback() { callbacks += 1 }
  @inline(__always)
  func endCallback() { callbacks -= 1 }

  /// Accounts for about `bytes` of new memory.
  @inline(__always)
  package func charge(_ bytes: Int) throws(Failure) { try memory.charge(bytes) }

  /// Prints a text: counts it, and escapes control characters.
  package func print(_ text: String) throws(Failure) {
    if dryRun != nil { return }
    try countOutput(text.utf8.count)
    host?.print(visibleLines(text))
  }

  /// Accounts for about `bytes` of output.
  package func countOutput(_ bytes: Int) throws(Failure) {
    printedBytes += bytes
    guard printedBytes <= Limits.printedBytes else {
      throw Failure(
        .limit, "the lab has printed more than \(Limits.printedBytes >> 20) MB",
        hint: "print inside the loop less often")
    }
  }

  /// Enters a call; `leave` must follow unless it fails.
  @inline(__always)
  package func enter() throws(Failure) {
    depth += 1
    var here: UInt8 = 0
    let address = withUnsafeMutablePointer(to: &here) { UInt(bitPattern: $0) }
    if depth > Limits.callDepth || address < stackFloor {
      depth -= 1
      throw Failure(
        .limit, "too many nested calls (\(depth))", hint: "does the recursion ever end?")
    }
    if interrupt.isSet {
      do {
        try stop()
      } catch {
        depth -= 1
        throw error
      }
    }
  }

  /// Leaves a call that `enter` entered.
  @inline(__always)
  package func leave() { depth -= 1 }
}
