import COneDNN
import Glibc
import Kernels
import Synchronization

/// The threads that share the work of one operation: one pool for the whole process.
///
/// Work is cut into pieces by its shape, never by the number of threads, so results do not depend
/// on it. Whoever is free takes the next piece. Waiting threads spin for a moment, then sleep on a
/// futex: pure spinning starves on a busy machine, and sleeping at once costs more than the work.
public final class WorkerPool: @unchecked Sendable {
  /// The pool that all operations use.
  public static let shared = WorkerPool(threads: requestedThreads.load(ordering: .relaxed))

  private static let requestedThreads = Atomic<Int>(0)

  /// Sets the number of threads, the caller's included; before the first operation only.
  public static func setThreadCount(_ count: Int) {
    requestedThreads.store(max(0, count), ordering: .relaxed)
  }

  /// Threads that work, the caller's included.
  public let threadCount: Int

  private static let spins = 2_000

  private typealias Body = (_ piece: Int, _ worker: Int) -> Void

  /// What the workers share: the generation is odd-free and only grows; a new value is a new job.
  private final class Board: Sendable {
    let generation = Atomic<UInt32>(0)
    let nextPiece = Atomic<Int>(0)
    let pieces = Atomic<Int>(0)
    let body = Atomic<UInt>(0)
    let busyWorkers = Atomic<UInt32>(0)
    let sleepers = Atomic<Int>(0)
    let startedWorkers = Atomic<Int>(0)
  }

  private let board = Board()
  private let isBusy = Atomic<Bool>(false)

  private init(threads: Int) {
    threadCount = threads > 0 ? threads : Int(lab_available_processors())
    for _ in 1..<max(threadCount, 1) { startWorker() }
  }

  /// Calls `body` for each piece in `0..<pieces`, spread over the threads, and waits for all.
  ///
  /// Pieces must write to different places. A call from inside a piece runs alone.
  public func run(_ pieces: Int, _ body: (Int) -> Void) {
    runNumbered(pieces) { piece, _ in body(piece) }
  }

  /// As `run`, and tells each piece the number of its worker, below `threadCount`: whose scratch
  /// to use.
  func runNumbered(_ pieces: Int, _ body: (_ piece: Int, _ worker: Int) -> Void) {
    guard pieces > 1, threadCount > 1,
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
        board.pieces.store(pieces, ordering: .relaxed)
        board.nextPiece.store(0, ordering: .relaxed)
        board.busyWorkers.store(UInt32(threadCount - 1), ordering: .relaxed)
        board.generation.wrappingAdd(1, ordering: .sequentiallyConsistent)
        if board.sleepers.load(ordering: .sequentiallyConsistent) > 0 {
          lab_futex_wake_all(WorkerPool.address(of: board.generation))
        }
        WorkerPool.takePieces(board, 0)
        var spins = 0
        while true {
          let busy = board.busyWorkers.load(ordering: .acquiring)
          if busy == 0 { break }
          spins += 1
          if spins < WorkerPool.spins {
            lab_spin_pause()
          } else {
            lab_futex_wait(WorkerPool.address(of: board.busyWorkers), busy)
          }
        }
      }
    }
  }

  /// Calls `body` with ranges that cover `0..<count`, each a multiple of `grain` but the last.
  public func run(over count: Int, grain: Int, _ body: (Range<Int>) -> Void) {
    let grain = max(grain, 1)
    let pieces = (count + grain - 1) / grain
    run(pieces) { piece in
      let start = piece * grain
      body(start..<min(start + grain, count))
    }
  }

  private static func takePieces(_ board: Board, _ worker: Int) {
    guard
      let body = UnsafePointer<Body>(bitPattern: board.body.load(ordering: .relaxed))
    else { return }
    let pieces = board.pieces.load(ordering: .relaxed)
    while true {
      let piece = board.nextPiece.wrappingAdd(1, ordering: .relaxed).oldValue
      if piece >= pieces { return }
      body.pointee(piece, worker)
    }
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
    var seen: UInt32 = 0
    while true {
      var spins = 0
      while board.generation.load(ordering: .acquiring) == seen {
        spins += 1
        if spins < WorkerPool.spins {
          lab_spin_pause()
        } else {
          board.sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
          lab_futex_wait(address(of: board.generation), seen)
          board.sleepers.wrappingSubtract(1, ordering: .sequentiallyConsistent)
        }
      }
      seen &+= 1
      takePieces(board, number)
      let left = board.busyWorkers.wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue
      if left == 0 { lab_futex_wake_all(address(of: board.busyWorkers)) }
    }
  }

  private static func address(of word: borrowing Atomic<UInt32>) -> UnsafeRawPointer {
    withUnsafePointer(to: word) { UnsafeRawPointer($0) }
  }
}
