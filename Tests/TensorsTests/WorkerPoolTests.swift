import Foundation
import Synchronization
import Testing

@testable import Tensors

@Suite struct WorkerPoolTests {
  @Test(arguments: [0, 1, 2, 3, 64, 1_000]) func everyPieceRunsOnce(pieces: Int) {
    // Without a lock, so that ThreadSanitizer sees a piece that two threads take.
    let counts = UnsafeMutableBufferPointer<Int>.allocate(capacity: pieces)
    defer { counts.deallocate() }
    counts.initialize(repeating: 0)
    for _ in 0..<50 { WorkerPool.shared.run(pieces) { counts[$0] += 1 } }
    #expect(counts.allSatisfy { $0 == 50 })
  }

  /// Jobs of few pieces in quick succession, and now and then after the workers fell asleep.
  ///
  /// A worker that is late must find the job it came for, or the next, or none.
  @Test func manySmallJobsRunEachPieceOnce() {
    let total = Atomic<Int>(0)
    for job in 1...20_000 {
      let pieces = 2 + job % 3
      total.store(0, ordering: .relaxed)
      // Sixteen bits for each piece, so that none can be mistaken for another.
      WorkerPool.shared.run(pieces) { total.wrappingAdd(job << (16 * $0), ordering: .relaxed) }
      let expected = (0..<pieces).reduce(0) { $0 + job << (16 * $1) }
      guard total.load(ordering: .relaxed) == expected else {
        Issue.record("job \(job) of \(pieces) pieces")
        return
      }
      if job % 500 == 0 { usleep(2_000) }
    }
  }

  @Test func rangesCoverEverything() {
    let counts = UnsafeMutableBufferPointer<Int>.allocate(capacity: 1_003)
    defer { counts.deallocate() }
    counts.initialize(repeating: 0)
    WorkerPool.shared.run(over: 1_003, grain: 100) { range in
      for index in range { counts[index] += 1 }
    }
    #expect(counts.allSatisfy { $0 == 1 })
  }

  @Test func aCallInsideAPieceRunsToo() {
    let total = Atomic<Int>(0)
    WorkerPool.shared.run(8) { _ in
      WorkerPool.shared.run(5) { _ in total.wrappingAdd(1, ordering: .relaxed) }
    }
    #expect(total.load(ordering: .relaxed) == 40)
  }
}
