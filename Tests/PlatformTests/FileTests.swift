import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// Files read and written: what is refused, what stays, what is left over.
@Suite struct FileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  private func mode(_ name: String) throws -> UInt16 {
    let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
    return (attributes[.posixPermissions] as? NSNumber)?.uint16Value ?? 0
  }

  // MARK: Reading

  @Test func aFileIsRead() throws {
    for size in [0, 1, 4095, 4096, 4097, 3 << 20] {
      let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      try folder.write(bytes, to: "x")
      #expect(try RegularFile.bytes(of: path("x"), atMost: size) == bytes)
      #expect(try RegularFile(path("x")).tail(atMost: 5) == Array(bytes.suffix(5)))
    }
    // The kernel's own files report that they are empty.
    #expect(try !RegularFile.bytes(of: "/proc/self/stat", atMost: 1 << 16).isEmpty)
  }

  @Test func whatIsNoFileIsRefusedAtOnce() throws {
    try folder.write("x", to: "folder/x")
    mkfifo(path("pipe"), 0o644)
    let cases: [(String, FileError.Kind)] = [
      (path("folder"), .folder), (path("pipe"), .notRegular), ("/dev/zero", .notRegular),
      (path("nothing"), .missing), (path("folder/x/y"), .other), ("", .other), ("a\0b", .other),
    ]
    for (path, kind) in cases {
      let error = #expect(throws: FileError.self) { try RegularFile(path) }
      #expect(error?.kind == kind, "\(path)")
    }
  }

  @Test func noMoreIsReadThanAllowed() throws {
    try folder.write([UInt8](repeating: 1, count: 100), to: "x")
    let error = #expect(throws: FileError.self) {
      try RegularFile.bytes(of: path("x"), atMost: 99)
    }
    #expect(error?.kind == .tooLarge)
  }

  // MARK: Writing

  @Test func aFileIsReplaced() throws {
    let old = umask(0o022)
    defer { umask(old) }
    try AtomicFile.write([1, 2], to: path("new"))
    #expect(try mode("new") == 0o644)
    try AtomicFile.write([1], to: path("private"), mode: .init(rawValue: 0o600))
    #expect(try mode("private") == 0o600)
    chmod(path("new"), 0o751)
    try AtomicFile.write([3], to: path("new"))
    #expect(try RegularFile.bytes(of: path("new"), atMost: 9) == [3])
    #expect(try mode("new") == 0o751)
    #expect(folder.contents == ["new", "private"])
  }

  @Test func aLinkStaysOne() throws {
    try folder.write("old", to: "deep/file")
    symlink("deep/file", path("link"))
    symlink("link", path("second"))
    symlink("deep/later", path("dangling"))
    try AtomicFile.write(Array("new".utf8), to: path("second"))
    try AtomicFile.write(Array("late".utf8), to: path("dangling"))
    #expect(try folder.read("deep/file") == "new")
    #expect(try folder.read("deep/later") == "late")
    for name in ["link", "second", "dangling"] {
      #expect(throws: Never.self) {
        try FileManager.default.destinationOfSymbolicLink(atPath: path(name))
      }
    }
    symlink("circle", path("circle"))
    #expect(throws: FileError.self) { try AtomicFile.write([], to: path("circle")) }
  }

  @Test func aFailureLeavesNothing() throws {
    try folder.write("old", to: "file")
    try folder.write("x", to: "folder/x")
    for target in [path("folder"), path("nowhere/x"), path("file/x"), "", "/dev/full", "x/"] {
      #expect(throws: FileError.self, "\(target)") {
        try AtomicFile.write(Array("new".utf8), to: target)
      }
    }
    #expect(folder.contents == ["file", "folder", "folder/x"])
    #expect(try folder.read("file") == "old")
  }

  @Test func oneSetOfWords() {
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write([1], to: "/dev/full")
    }
    #expect(error?.message == "cannot write /dev/full: no space left on the device")
  }

  // MARK: Beneath a folder

  @Test func nothingLeadsOutOfASandbox() throws {
    try folder.write("in", to: "box/file")
    try folder.write("out", to: "outside")
    symlink("../outside", path("box/link"))
    symlink("..", path("box/up"))
    let box = path("box")
    #expect(
      try Sandbox.read("file", beneath: [path("none"), box], atMost: 9) == Array("in".utf8))
    for name in ["../outside", "link", "up/outside", "/etc/passwd", "", "a//b", ".", "a/../b"] {
      #expect(throws: FileError.self, "\(name)") {
        try Sandbox.read(name, beneath: [box], atMost: 1 << 20)
      }
      #expect(throws: FileError.self, "\(name)") {
        try Sandbox.write([1], to: name, beneath: box)
      }
    }
    try Sandbox.write([1], to: "new/deep/x", beneath: box)
    #expect(try folder.read("outside") == "out")
    #expect(
      folder.contents.filter { $0.hasPrefix("box/") }
        == ["box/file", "box/link", "box/new", "box/new/deep", "box/new/deep/x", "box/up"])
  }
}
