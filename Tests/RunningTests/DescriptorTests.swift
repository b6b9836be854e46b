import Foundation
import TestSupport
import Testing

@testable import Running

/// Standard input, output and error that are closed, full, or that nobody reads.
@Suite struct DescriptorTests {
  /// Output that nobody gets is never a success; what has no output needs none.
  @Test(arguments: [
    ("$LAB --help >/dev/full", 3), ("$LAB help run >/dev/full", 3), ("$LAB --version >/dev/full", 3),
    ("$LAB run --help >&-", 3), ("$LAB run test.lab >&-", 3), ("$LAB run test.lab <&- >&- 2>&-", 3),
    ("$LAB run test.lab <&-", 0), ("$LAB run test.lab 2>&-", 0), ("$LAB test test.lab >&- 2>&-", 3),
    ("$LAB test.lab <&-", 0), ("$LAB test.lab <&- >&-", 3), ("$LAB doc >/dev/full", 3),
    ("$LAB data path >/dev/full", 3), ("$LAB run nowhere.lab 2>/dev/full", 2),
  ])
  func lostOutput(_ command: String, _ code: Int32) throws {
    let program = try Program()
    try program.folder.write(lab("print(1)\nexpect 1 == 1"), to: "test.lab")
    let ending = try program.run(shell: command)
    #expect(ending.code == code, "\(ending.all)")
  }

  /// A report must not land where standard output would be.
  @Test func filesTakeNoStandardDescriptor() throws {
    let program = try Program()
    try program.folder.write(lab("print(\"printed\")\nexpect 1 == 1"), to: "test.lab")
    let ending = try program.run(shell: "$LAB run test.lab --json a.json >&- 2>&-")
    #expect(ending.code == 3)
    let report = try program.folder.read("a.json")
    #expect(report.hasPrefix("{") && !report.contains("passed: "), "\(report)")
  }

  /// The lab waits for a reader that never reads.
  @Test(arguments: ["TERM", "HUP"]) func endsThoughNobodyReads(_ signal: String) throws {
    let program = try Program()
    try program.folder.write(lab("while true { print(\"a line\") }"), to: "test.lab")
    let script = """
      mkfifo pipe; exec 3<>pipe; "$LAB" run test.lab >pipe 3>&- &
      dd if=pipe of=/dev/null bs=1 count=1 2>/dev/null; sleep 1
      kill -\(signal) $!; wait $!; echo "code $?"
      """
    let ending = try program.run(shell: script)
    #expect(ending.output.contains("code 130"), "\(ending.all)")
  }
}
