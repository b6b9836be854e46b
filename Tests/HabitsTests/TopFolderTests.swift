import Foundation
import Testing

/// What a compiler or an editor leaves in the top folder is not committed.
@Suite struct TopFolderTests {
  private static let known: Set<String> = [
    ".ci", ".editorconfig", ".gitignore", ".swift-format", "CHANGELOG.md", "CONTRIBUTING.md",
    "COPYING", "Labs", "Makefile", "Package.swift", "Packaging", "README.md", "Sources", "Tests",
    "docs",
  ]

  @Test(.enabled(if: FileManager.default.fileExists(atPath: Repository.root.path + "/.git")))
  func nothingElseIsCommitted() throws {
    let git = Process()
    git.executableURL = URL(filePath: "/usr/bin/env")
    git.arguments = ["git", "-c", "safe.directory=*", "-C", Repository.root.path, "ls-files"]
    let output = Pipe()
    git.standardOutput = output
    try git.run()
    let files = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    git.waitUntilExit()
    let top = Set(files.split(separator: "\n").map { String($0.split(separator: "/")[0]) })
    #expect(git.terminationStatus == 0 && top.contains("Package.swift"))
    #expect(top.subtracting(Self.known) == [])
  }
}
