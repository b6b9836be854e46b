import Glibc
import Kernels
import Synchronization

/// Work that is needed later: until then, idle threads of the pool do it piece by piece.
///
/// What the pieces write to must exist until `finish` or `cancel` has returned. The closure itself
/// may be freed by another thread, so it holds nothing that only one thread may touch.
package final class IdleWork: @unchecked Sendable {
  private let pieces: Int
  private let body: (Int) -> Void
  private let claimed = Atomic<Int>(0)
  private let done = Atomic<Int>(0)

  /// Offers to call `body` for each piece in `0..<pieces`, in any order and on any thread.
  ///
  /// Pieces must write to different places. They should take a microsecond or two, since a job may
  /// have to wait for a thread that is in one.
  package init(_ pieces: Int, _ body: @escaping (_ piece: Int) -> Void) {
    self.pieces = pieces
    self.body = body
    WorkerPool.shared.idle.offer(self)
  }

  /// Does what is left, shared by all threads, and returns when everything is done.
  package func finish() {
    if hasUnclaimed {
      let pool = WorkerPool.shared
      pool.run(pool.threadCount) { _ in while self.takePiece() {} }
    }
    waitForOthers()
  }

  /// Drops the pieces that nobody has begun, and returns when the rest are done.
  package func cancel() {
    let begun = min(pieces, claimed.exchange(pieces, ordering: .relaxed))
    done.wrappingAdd(pieces - begun, ordering: .relaxed)
    waitForOthers()
  }

  fileprivate var hasUnclaimed: Bool { claimed.load(ordering: .relaxed) < pieces }

  /// Does one piece, if one is left.
  fileprivate func takePiece() -> Bool {
    guard hasUnclaimed else { return false }
    let piece = claimed.wrappingAdd(1, ordering: .relaxed).oldValue
    guard piece < pieces else { return false }
    body(piece)
    done.wrappingAdd(1, ordering: .releasing)
    return true
  }

  private func waitForOthers() {
    WorkerPool.shared.idle.withdraw(self)
    var spins = 0
    while done.load(ordering: .acquiring) < pieces {
      spins += 1
      // The thread in the piece has lost its core.
      if spins < WorkerPool.spins { lab_spin_pause() } else { sched_yield() }
    }
  }
}

/// Where the pool's idle threads find work: one at a time, the last that was offered.
final class IdlePlace: Sendable {
  private let isTaken = Atomic<Bool>(false)
  private let work = Mutex<IdleWork?>(nil)

  func offer(_ offered: IdleWork) {
    work.withLock {
      $0 = offered
      // Whoever finds it sees what it was made of; the sanitizer, which knows no Mutex, is told so.
      isTaken.store(true, ordering: .releasing)
    }
  }

  func withdraw(_ withdrawn: IdleWork) {
    work.withLock {
      guard $0 === withdrawn else { return }
      $0 = nil
      isTaken.store(false, ordering: .relaxed)
    }
  }

  /// Does a piece of the work, if there is any.
  func takePiece() -> Bool {
    guard isTaken.load(ordering: .relaxed) else { return false }
    let found = work.withLock { work in
      if isTaken.load(ordering: .acquiring), let current = work, current.hasUnclaimed {
        return current as IdleWork?
      }
      work = nil
      isTaken.store(false, ordering: .relaxed)
      return nil
    }
    return found?.takePiece() ?? false
  }
}
