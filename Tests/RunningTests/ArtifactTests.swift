import Foundation
import TestSupport
import Testing

@testable import Running

/// `--artifacts`, whatever runs the labs.
@Suite struct ArtifactTests {
  @Test func folders() {
    func folders(_ folder: String?, _ paths: String...) -> [String?] {
      let folders = ArtifactFolders(folder, for: paths.map { RunName($0) })
      return paths.indices.map { folders[$0] }
    }
    #expect(folders(nil, "a.lab", "b.lab") == [nil, nil])
    #expect(folders("out", "x/a.lab") == ["out"])
    #expect(folders("out", "x/a.lab", "y/a.lab", "b") == ["out/a", "out/a-2", "out/b"])
    #expect(folders("out", "a-2.lab", "a.lab", "a.lab") == ["out/a-2", "out/a", "out/a-3"])
  }

  @Test(arguments: ["run", "test", "verify"]) func everyCommandKeepsThem(_ command: String) throws {
    let program = try Program()
    let code = "show bar([1, 2])\nsave(\"x.npy\", ones(2))\nexpect 1 == 1"
    for path in ["one/a.lab", "two/a.lab"] { try program.folder.write(lab(code), to: path) }
    let ending = try program.run(command, "one/a.lab", "two/a.lab", "--artifacts", "out")
    #expect(ending.code == 0, "\(ending.all)")
    let kept = program.folder.contents.filter { $0.hasPrefix("out/") && $0.contains(".") }
    #expect(
      kept == ["out/a-2/01-step-1.svg", "out/a-2/x.npy", "out/a/01-step-1.svg", "out/a/x.npy"])
    try program.folder.write("a file", to: "taken")
    let refused = try program.run(command, "one/a.lab", "--artifacts", "taken")
    #expect(refused.code == 3, "\(refused.all)")
  }
}
