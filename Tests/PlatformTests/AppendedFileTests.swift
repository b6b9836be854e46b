import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// Lines that several processes append to one file.
@Suite struct AppendedFileTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/lines" }

  init() throws { folder = try TemporaryFolder() }

  private func texts(_ most: Int = 1000) -> [String] {
    AppendedFile(path).lines(atMost: most, bytes: 1 << 20)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func noLineIsLostAmongMany() {
    let path = path
    DispatchQueue.concurrentPerform(iterations: 8) { writer in
      for line in 0..<25 {
        AppendedFile(path).append("\(writer) \(line)")
        // Cutting replaces the file that others are waiting for.
        if line % 10 == 9 { _ = AppendedFile(path).lines(atMost: 80, bytes: 1 << 20) }
      }
    }
    let lines = texts()
    #expect(Set(lines).count == lines.count)
    #expect(lines.count >= 80)
    #expect(lines.allSatisfy { $0.split(separator: " ").compactMap { Int($0) }.count == 2 })
  }

  @Test func allLinesAreThereUntilTheyAreCut() {
    let path = path
    DispatchQueue.concurrentPerform(iterations: 8) { writer in
      for line in 0..<25 { AppendedFile(path).append("\(writer) \(line)") }
    }
    #expect(Set(texts()).count == 200)
  }

  @Test func aFileOfManyLinesIsCut() throws {
    try folder.write((0..<50).map { "\($0)\n" }.joined(), to: "lines")
    #expect(texts(20) == (30..<50).map(String.init))
    #expect(try folder.read("lines") == (30..<50).map { "\($0)\n" }.joined())
    // Up to twice as many stay, so that cutting is rare.
    for line in 50..<70 { AppendedFile(path).append(String(line)) }
    #expect(try folder.read("lines").split(separator: "\n").count == 40)
    let all = AppendedFile(path).lines(atMost: 20, bytes: 9).map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(all == ["68", "69"])
  }

  @Test func aLineWithoutItsEndStaysApart() throws {
    try folder.write("torn", to: "lines")
    AppendedFile(path).append("next")
    #expect(texts() == ["torn", "next"])
  }

  @Test func aLinkStaysOne() throws {
    try folder.write((0..<9).map { "\($0)\n" }.joined(), to: "real")
    symlink("real", path)
    AppendedFile(path).append("9")
    #expect(texts(2) == ["8", "9"])
    #expect(try folder.read("real") == "8\n9\n")
    #expect(throws: Never.self) { try FileManager.default.destinationOfSymbolicLink(atPath: path) }
  }

  @Test func whatIsNoFileIsLeftAlone() throws {
    mkfifo(path, 0o644)
    #expect(!AppendedFile(path).append("x"))
    #expect(texts().isEmpty)
    #expect(!AppendedFile(folder.path).append("x"))
    #expect(!AppendedFile("/proc/nowhere/x").append("x"))
    #expect(folder.contents == ["lines"])
  }
}
