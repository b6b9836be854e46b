import COneDNN
import Glibc
import Kernels
import Synchronization

/// The threads that share the work of one operation: one pool for the whole process.
///
/// Work is cut into pieces by its shape, never by the number of threads, so results do not depend
/// on it. Free threads claim the next piece, half of them from the front and half from the back, so
/// that a thread mostly finds in its cache what it wrote in the job before. A job is done when its
/// pieces are: a worker that is asleep, or has lost its core, delays nobody unless it holds a
/// piece. Waiting threads spin for a moment, then sleep on a futex: pure spinning starves on a busy
/// machine, and sleeping at once costs more than the work.
package final class WorkerPool: @unchecked Sendable {
  /// The pool that all operations use.
  package static let shared = WorkerPool(threads: requestedThreads.load(ordering: .relaxed))

  private static let requestedThreads = Atomic<Int>(0)

  /// Sets the number of threads, the caller's included; before the first operation only.
  package static func setThreadCount(_ count: Int) {
    requestedThreads.store(max(0, count), ordering: .relaxed)
  }

  /// The processors that this process may use.
  package static var processorCount: Int { Int(lab_available_processors()) }

  /// The number of threads that work, the caller's included.
  let threadCount: Int

  /// How many loop iterations a thread waits before it sleeps.
  static let spins = 2_000

  private typealias Body = (_ piece: Int, _ worker: Int) -> Void

  /// What the caller and the workers share.
  ///
  /// The upper half of `ticket` numbers the job, the lower half counts the unclaimed pieces. A
  /// thread that claims one by exchanging the whole knows that the job is not over, so that `body`,
  /// `front` and `back` are that job's, and that a piece is left between these two.
  private final class Board: Sendable {
    let ticket = Atomic<UInt64>(0)
    let front = Atomic<Int>(0)
    let back = Atomic<Int>(0)
    let body = Atomic<UInt>(0)
    let unfinished = Atomic<UInt32>(0)
    let callerSleeps = Atomic<Bool>(false)
    let jobs = Atomic<UInt32>(0)
    let sleepers = Atomic<Int>(0)
    let startedWorkers = Atomic<Int>(0)
    let idle = IdlePlace()

    var hasUnclaimed: Bool { UInt32(truncatingIfNeeded: ticket.load(ordering: .acquiring)) > 0 }
  }

  private let board = Board()
  private let isBusy = Atomic<Bool>(false)

  /// What the workers do while they wait for a job.
  var idle: IdlePlace { board.idle }

  private init(threads: Int) {
    threadCount = threads > 0 ? threads : Self.processorCount
    for _ in 1..<max(threadCount, 1) { startWorker() }
  }

  /// Calls `body` for each piece in `0..<pieces`, spread over the threads, and waits for all.
  ///
  /// Pieces must write to different places. A call from inside a piece runs on its thread alone.
  package func run(_ pieces: Int, _ body: (Int) -> Void) {
    runNumbered(pieces) { piece, _ in body(piece) }
  }

  /// As `run`, and passes each piece the number of its worker, below `threadCount`.
  ///
  /// The number says whose scratch to use.
  func runNumbered(_ pieces: Int, _ body: (_ piece: Int, _ worker: Int) -> Void) {
    if StandIns.areMade { return }
    guard pieces > 1, threadCount > 1, let count = UInt32(exactly: pieces),
      isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    else {
      for piece in 0..<max(pieces, 0) { body(piece, 0) }
      return
    }
    defer { isBusy.store(false, ordering: .releasing) }
    withoutActuallyEscaping(body) { escaping in
      var escaping = escaping
      withUnsafeMutablePointer(to: &escaping) { pointer in
        board.body.store(UInt(bitPattern: pointer), ordering: .relaxed)
        board.front.store(0, ordering: .relaxed)
        board.back.store(pieces, ordering: .relaxed)
        board.unfinished.store(count, ordering: .relaxed)
        let job = board.jobs.load(ordering: .relaxed) &+ 1
        board.ticket.store(UInt64(job) << 32 | UInt64(count), ordering: .releasing)
        board.jobs.store(job, ordering: .sequentiallyConsistent)
        if board.sleepers.load(ordering: .sequentiallyConsistent) > 0 {
          lab_futex_wake_all(WorkerPool.address(of: board.jobs))
        }
        WorkerPool.takePieces(board, 0)
        WorkerPool.waitForOthers(board)
      }
    }
  }

  /// As `runNumbered`, for pieces that take long together: asks between them whether the work should
  /// stop. What was to be written is not to be read after it throws.
  func runAsking(
    _ pieces: Int, _ body: (_ piece: Int, _ worker: Int) -> Void
  ) throws(TensorError) {
    if pieces > 1, let cancellation = Cancellation.current {
      runNumbered(pieces) { piece, worker in
        if !cancellation.isRequested { cancellation.covering { body(piece, worker) } }
      }
    } else {
      runNumbered(pieces, body)
    }
    try Cancellation.check()
  }

  /// As `run(over:)`, asking as `runAsking` does.
  func runAsking(
    over count: Int, grain: Int, _ body: (Range<Int>) -> Void
  ) throws(TensorError) {
    let grain = max(grain, 1)
    try runAsking((count + grain - 1) / grain) { piece, _ in
      let start = piece * grain
      body(start..<min(start + grain, count))
    }
  }

  /// Calls `body` with ranges that cover `0..<count`, each but the last a multiple of `grain`.
  package func run(over count: Int, grain: Int, _ body: (Range<Int>) -> Void) {
    let grain = max(grain, 1)
    let pieces = (count + grain - 1) / grain
    run(pieces) { piece in
      let start = piece * grain
      body(start..<min(start + grain, count))
    }
  }

  /// Claims and runs pieces until all are claimed.
  private static func takePieces(_ board: Board, _ worker: Int) {
    var done: UInt32 = 0
    var ticket = board.ticket.load(ordering: .acquiring)
    while UInt32(truncatingIfNeeded: ticket) > 0 {
      let claim = board.ticket.compareExchange(
        expected: ticket, desired: ticket - 1, ordering: .acquiring)
      guard claim.exchanged else {
        ticket = claim.original
        continue
      }
      let piece =
        worker % 2 == 0
        ? board.front.wrappingAdd(1, ordering: .relaxed).oldValue
        : board.back.wrappingSubtract(1, ordering: .relaxed).newValue
      if let body = UnsafePointer<Body>(bitPattern: board.body.load(ordering: .relaxed)) {
        body.pointee(piece, worker)
      }
      done += 1
      ticket = board.ticket.load(ordering: .acquiring)
    }
    guard done > 0 else { return }
    let left = board.unfinished.wrappingSubtract(done, ordering: .sequentiallyConsistent).newValue
    if left == 0, board.callerSleeps.load(ordering: .sequentiallyConsistent) {
      lab_futex_wake_all(address(of: board.unfinished))
    }
  }

  /// Returns when the pieces that others claimed are done.
  private static func waitForOthers(_ board: Board) {
    for _ in 0..<spins {
      if board.unfinished.load(ordering: .acquiring) == 0 { return }
      lab_spin_pause()
    }
    board.callerSleeps.store(true, ordering: .sequentiallyConsistent)
    while case let left = board.unfinished.load(ordering: .sequentiallyConsistent), left > 0 {
      lab_futex_wait(address(of: board.unfinished), left)
    }
    board.callerSleeps.store(false, ordering: .relaxed)
  }

  private func startWorker() {
    let context = Unmanaged.passRetained(board).toOpaque()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, 8 << 20)
    var thread = pthread_t()
    pthread_create(
      &thread, &attributes,
      { context in
        guard let context else { return nil }
        WorkerPool.work(Unmanaged<Board>.fromOpaque(context).takeRetainedValue())
      }, context)
    pthread_attr_destroy(&attributes)
  }

  private static func work(_ board: Board) -> Never {
    // Signals belong to the main thread; oneDNN must not start threads of its own.
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    omp_set_num_threads(1)
    let number = board.startedWorkers.wrappingAdd(1, ordering: .relaxed).newValue
    while true {
      // A thread woken for a job that is already over stays awake: the next one comes soon.
      var spins = 0
      while !board.hasUnclaimed {
        spins += 1
        if board.idle.takePiece() {
          spins = 0
        } else if spins < WorkerPool.spins {
          lab_spin_pause()
        } else {
          sleep(board)
          spins = 0
        }
      }
      takePieces(board, number)
    }
  }

  /// Sleeps until there is another job after the last one.
  private static func sleep(_ board: Board) {
    board.sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
    let jobs = board.jobs.load(ordering: .sequentiallyConsistent)
    if !board.hasUnclaimed { lab_futex_wait(address(of: board.jobs), jobs) }
    board.sleepers.wrappingSubtract(1, ordering: .sequentiallyConsistent)
  }

  private static func address(of word: borrowing Atomic<UInt32>) -> UnsafeRawPointer {
    withUnsafePointer(to: word) { UnsafeRawPointer($0) }
  }
}
