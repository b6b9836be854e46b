import Foundation
import TestSupport
import Testing

/// `lab watch`: what is saved is checked and run, and no more than that.
@Suite struct WatchTests {
  private static func lab(_ first: String, _ second: String) -> String {
    "# W\n\n## One\n\n```lab\n\(first)\n```\n\n## Two\n\n```lab\n\(second)\n```\n"
  }

  @Test func whatIsSavedRunsAgain() throws {
    let program = try Program()
    let folder = program.folder
    try folder.write(Self.lab("x = 1\nprint(\"first\", x)", "print(\"second\", x)"), to: "w.lab")
    let out = folder.path + "/out.txt"
    let result = try program.run(
      shell: """
        "$LAB" watch w.lab > out.txt 2>&1 &
        lab=$!
        wait_for() { for i in $(seq 2000); do [ "$(grep -c "$1" out.txt)" -ge "$2" ] && return; sleep 0.05; done; }
        wait_for watching 1
        sed -i 's/"second"/"again"/' w.lab
        wait_for watching 2
        sed -i 's/x = 1/x = (1/' w.lab
        wait_for error 1
        sed -i 's/x = (1/x = 7/' w.lab
        wait_for watching 3
        kill -TERM $lab
        wait $lab
        """)
    let text = try String(contentsOfFile: out, encoding: .utf8)
    let shown = text.split(separator: "\n").filter {
      $0.hasPrefix("first") || $0.hasPrefix("second") || $0.hasPrefix("again")
    }
    // The second save concerns the second step alone; the fourth both.
    #expect(shown == ["first 1", "second 1", "again 1", "first 7", "again 7"], "\(text)")
    #expect(result.code == 130)
  }

  @Test func aLabThatIsNotThereIsTold() throws {
    let program = try Program()
    #expect(try program.run("watch", "nowhere.lab").code == 2)
  }
}
