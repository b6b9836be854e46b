import Glibc
import TestSupport
import Testing

@testable import REPL

@Suite struct HistoryFileTests {
  @Test(arguments: ["x = 1", "a\nb", "\\n", "a\\\nb", "", "π ≈ 3", "\\\\n"])
  func escapingGoesBack(_ entry: String) {
    let line = HistoryFile.escaped(entry)
    #expect(!line.contains("\n"))
    #expect(HistoryFile.plain(line) == entry)
  }

  @Test func entriesAreThereForTheNextPrompt() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/state/lab/history"
    HistoryFile(path).append("one")
    let second = HistoryFile(path)
    let third = HistoryFile(path)
    second.append("def f(x) {\n  x\n}")
    third.append("three")
    #expect(HistoryFile(path).entries == ["one", "def f(x) {\n  x\n}", "three"])
    #expect(third.entries == ["one", "three"])
  }

  @Test func onlyTheLastAreKept() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/history"
    let many = (0..<HistoryFile.most).map { "entry \($0)\n" }.joined()
    try folder.write(many, to: "history")
    HistoryFile(path).append("last")
    let entries = HistoryFile(path).entries
    #expect(entries.count == HistoryFile.most)
    #expect(entries.first == "entry 1" && entries.last == "last")
  }

  @Test func aPipeOrAFileThatCannotBeReadIsLeftAlone() throws {
    let folder = try TemporaryFolder()
    mkfifo(folder.path + "/pipe", 0o600)
    let history = HistoryFile(folder.path + "/pipe")
    history.append("x")
    #expect(history.entries == ["x"])
    #expect(folder.contents == ["pipe"])
  }

  @Test func whereNothingCanBeWrittenEntriesStayInTheSession() {
    let history = HistoryFile("/proc/nowhere/history")
    history.append("x")
    #expect(history.entries == ["x"])
  }
}
