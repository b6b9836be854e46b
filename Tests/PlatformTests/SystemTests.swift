import Glibc
import Platform
import Testing

/// Memory and stacks.
@Suite struct SystemTests {
  @Test func memoryIsMeasured() {
    #expect(MachineMemory.size > 1 << 26)
    #expect(MachineMemory.resident > 1 << 20)
    #expect(MachineMemory.resident < MachineMemory.size)
  }

  @Test func aLargeStackIsOne() throws {
    struct Mistake: Error {}
    func depth(_ left: Int) -> Int { left == 0 ? 0 : 1 + depth(left - 1) }
    #expect(try LargeStack.run { _ in depth(1_000_000) } == 1_000_000)
    #expect(throws: Mistake.self) { try LargeStack.run { _ in throw Mistake() } }
  }

  @Test func pathsOfFolders() {
    #expect(Folder.containing("a/b") == "a")
    #expect(Folder.containing("a") == ".")
    #expect(Folder.containing("/a") == "/")
    #expect(Folder.exists("/") && !Folder.exists("/dev/null") && !Folder.exists("/nowhere"))
  }
}
