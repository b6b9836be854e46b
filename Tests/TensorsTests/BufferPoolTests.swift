import Testing

@testable import Tensors

@Suite struct BufferPoolTests {
  private static let megabyte = 1 << 20

  @Test(arguments: [0, 1, 256, 257, 4_096, 5_000, 1 << 20, (1 << 20) + 1, 3 << 22])
  func buffersAreAlignedAndLargeEnough(byteCount: Int) throws {
    let pool = BufferPool()
    let (pointer, capacity) = try pool.allocate(byteCount)
    #expect(capacity >= byteCount)
    #expect(UInt(bitPattern: pointer) % 64 == 0)
    #expect(pool.liveBytes == capacity)
    pool.release(pointer, capacity: capacity)
    #expect(pool.liveBytes == 0)
    pool.trim()
  }

  @Test func sizesThatNobodyAsksForAnyMoreMakeRoomForNewOnes() throws {
    let pool = BufferPool()
    let earlier = try (0..<3).map { _ in try pool.allocate(64 * Self.megabyte) }
    for (pointer, capacity) in earlier { pool.release(pointer, capacity: capacity) }
    // Memory this large comes from the system and goes back at once, so a mark that is still there
    // means that the pool kept it.
    let (first, capacity) = try pool.allocate(40 * Self.megabyte)
    first.storeBytes(of: 0x5eed, as: Int.self)
    pool.release(first, capacity: capacity)
    let (second, _) = try pool.allocate(40 * Self.megabyte)
    #expect(second.load(as: Int.self) == 0x5eed)
    pool.release(second, capacity: capacity)
    pool.trim()
  }

  /// Allocates the sizes of a step in turn: are the marks of the first round there in the second?
  private func keepsMarks(_ pool: BufferPool, _ phases: [[Int]]) throws -> Bool {
    var areKept = true
    for round in 0..<2 {
      for sizes in phases {
        let live = try sizes.map { try pool.allocate($0 * Self.megabyte) }
        for (pointer, _) in live {
          if round == 1, pointer.load(as: Int.self) != 0x5eed { areKept = false }
          pointer.storeBytes(of: 0x5eed, as: Int.self)
        }
        for (pointer, capacity) in live { pool.release(pointer, capacity: capacity) }
      }
    }
    pool.trim()
    return areKept
  }

  @Test func aStepWhoseSizesAreNotAllInUseAtOnceAsksTheSystemOnce() throws {
    #expect(try keepsMarks(BufferPool(), [[64, 64, 64], [80]]))
    #expect(try !keepsMarks(BufferPool(), [[64, 64, 64], [80], [96]]))
  }

  @Test func whatIsKeptStaysBelowTheLimit() throws {
    let pool = BufferPool()
    pool.setLimit(200 * Self.megabyte)
    #expect(try !keepsMarks(pool, [[64, 64, 64], [80]]))
  }

  @Test func moreThanTheLimitIsRefusedAndNothingIsLost() throws {
    let pool = BufferPool()
    pool.setLimit(10 * Self.megabyte)
    let (pointer, capacity) = try pool.allocate(6 * Self.megabyte)
    let error = #expect(throws: TensorError.self) { try pool.allocate(6 * Self.megabyte) }
    #expect(error?.message == "a tensor of 6 MB does not fit: 6 MB of 10 MB are in use")
    pool.release(pointer, capacity: capacity)
    let (again, _) = try pool.allocate(6 * Self.megabyte)
    pool.release(again, capacity: capacity)
    pool.trim()
  }
}
