import Synchronization
import Testing

@testable import Tensors

@Suite struct WorkerPoolTests {
  @Test(arguments: [0, 1, 2, 3, 64, 1_000]) func everyPieceRunsOnce(pieces: Int) {
    let counts = Mutex(Array(repeating: 0, count: pieces))
    for _ in 0..<50 {
      WorkerPool.shared.run(pieces) { piece in counts.withLock { $0[piece] += 1 } }
    }
    #expect(counts.withLock { $0 } == Array(repeating: 50, count: pieces))
  }

  @Test func rangesCoverEverything() {
    let covered = Mutex(Array(repeating: 0, count: 1_003))
    WorkerPool.shared.run(over: 1_003, grain: 100) { range in
      covered.withLock { counts in for index in range { counts[index] += 1 } }
    }
    #expect(covered.withLock { $0.allSatisfy { $0 == 1 } })
  }

  @Test func aCallInsideAPieceRunsToo() {
    let total = Atomic<Int>(0)
    WorkerPool.shared.run(8) { _ in
      WorkerPool.shared.run(5) { _ in total.wrappingAdd(1, ordering: .relaxed) }
    }
    #expect(total.load(ordering: .relaxed) == 40)
  }
}
