import Language
import Synchronization
import Tensors
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
    if interrupt.isSet { try interrupt.stop() }
  }

  /// Fails with a place if the script should stop.
  @inline(__always)
  package func checkInterrupt(at span: Span?) throws(Failure) {
    if interrupt.isSet {
      do {
        try interrupt.stop()
      } catch {
        throw error.at(span)
      }
    }
  }

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
        try interrupt.stop()
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

/// A flag with which other threads stop a script.
package final class Interrupt: Sendable {
  /// Why a script was stopped.
  package enum Reason: Int, Sendable {
    /// Ctrl-C.
    case interrupted = 1
    /// A time limit.
    case timeout = 2
  }

  /// What the engine's work under a script asks.
  package let cancellation = Cancellation()
  private let state = Atomic<Int>(0)
  private let isAsked = Atomic<Bool>(false)
  private let abandoned = Atomic<Bool>(false)
  /// How many loops over batches are running.
  private let passes = Atomic<Int>(0)
  /// How many checks the script has left; counted only in the state `counting`.
  private let left = Atomic<Int>(0)
  private static let counting = 3

  /// A flag that is not set.
  package init() {}

  /// A flag that acts as a time limit once a script has checked it `checks` times.
  ///
  /// Scripts check at the heads of loops and at calls, so the same script stops at the same place
  /// every time.
  package init(checks: Int) {
    left.store(checks, ordering: .relaxed)
    state.store(Self.counting, ordering: .relaxed)
  }

  /// Asks the script to stop. Safe in a signal handler.
  package func set(_ reason: Reason) {
    state.store(reason.rawValue, ordering: .relaxed)
    cancellation.request()
  }

  /// Gives up waiting for a script that does not stop. For good: its thread may come back at any time.
  package func abandon() { abandoned.store(true, ordering: .relaxed) }

  /// Whether nobody waits for the script any more.
  package var isAbandoned: Bool { abandoned.load(ordering: .relaxed) }

  /// Asks the script to stop before its next batch, or at once outside of loops over batches.
  ///
  /// The next batch comes between an update and the next forward pass.
  package func ask() {
    isAsked.store(true, ordering: .sequentiallyConsistent)
    if passes.load(ordering: .sequentiallyConsistent) == 0 { set(.interrupted) }
  }

  /// Withdraws the request.
  package func clear() {
    isAsked.store(false, ordering: .relaxed)
    state.store(0, ordering: .relaxed)
    cancellation.withdraw()
  }

  /// A loop over batches begins.
  package func beginPass() { passes.add(1, ordering: .sequentiallyConsistent) }

  /// A loop over batches ends.
  package func endPass() {
    passes.subtract(1, ordering: .sequentiallyConsistent)
    beginBatch()
  }

  /// Stops the script if that was asked for.
  package func beginBatch() {
    if isAsked.load(ordering: .sequentiallyConsistent) { set(.interrupted) }
  }

  /// Why the script should stop, or nil.
  package var reason: Reason? { Reason(rawValue: state.load(ordering: .relaxed)) }

  @inline(__always)
  var isSet: Bool { state.load(ordering: .relaxed) != 0 }

  /// Fails, unless it only counts and has checks left.
  package func stop() throws(Failure) {
    if state.load(ordering: .relaxed) == Self.counting {
      guard left.subtract(1, ordering: .relaxed).newValue <= 0 else { return }
      set(.timeout)
    }
    throw Failure(.limit, reason == .timeout ? "the time limit was reached" : "interrupted")
  }
}
