import Foundation
import Synchronization
import Testing

@testable import Tensors

@Suite struct IdleWorkTests {
  /// With jobs in the pool, as between two batches: each piece is done once, whoever does it.
  @Test(arguments: [0, 1, 2, 37, 1_000], [0, 1, 50]) func everyPieceRunsOnce(
    pieces: Int, jobs: Int
  ) {
    for _ in 0..<20 {
      let counts = (0..<pieces).map { _ in Counter() }
      let work = IdleWork(pieces) { counts[$0].value.wrappingAdd(1, ordering: .relaxed) }
      let inJobs = Counter()
      for _ in 0..<jobs {
        WorkerPool.shared.run(4) { _ in inJobs.value.wrappingAdd(1, ordering: .relaxed) }
      }
      work.finish()
      #expect(counts.allSatisfy { $0.value.load(ordering: .relaxed) == 1 })
      #expect(inJobs.value.load(ordering: .relaxed) == 4 * jobs)
    }
  }

  /// Code that cancels work may free what it writes to.
  @Test func nothingIsDoneAfterItWasGivenUp() {
    for pause in 0..<200 {
      let room = UnsafeMutablePointer<Int>.allocate(capacity: 500)
      room.initialize(repeating: 0, count: 500)
      let work = IdleWork(500) { piece in room[piece] += 1 }
      if pause % 3 == 0 { usleep(UInt32(pause)) }
      work.cancel()
      let before = (0..<500).map { room[$0] }
      #expect(before.allSatisfy { $0 <= 1 })
      usleep(50)
      work.cancel()
      work.finish()
      #expect((0..<500).map { room[$0] } == before)
      room.deallocate()
    }
  }

  /// Only the last offer is known to the pool; the owners of the others do theirs themselves.
  @Test func severalOffersAreAllDone() {
    let counters = (0..<30).map { _ in Counter() }
    let works = counters.map { counter in
      IdleWork(100) { _ in counter.value.wrappingAdd(1, ordering: .relaxed) }
    }
    for work in works { work.finish() }
    #expect(counters.allSatisfy { $0.value.load(ordering: .relaxed) == 100 })
  }
}

private final class Counter: Sendable {
  let value = Atomic<Int>(0)
}
