import TestSupport
import Testing

@testable import Running

/// `lab run -j --shard`: several runs at a time, and on several machines.
@Suite struct ShardTests {
  private static let names = ["c", "a", "b", "a"].map { RunName($0) } + [RunName("a", "k=1")]

  @Test(arguments: [1, 2, 3, 5, 9]) func everyRunIsInExactlyOneShard(_ count: Int) throws {
    let shards = try (1...count).map { try #require(Shard("\($0)/\(count)")) }
    #expect(shards.flatMap { $0.places(of: Self.names) }.sorted() == Array(Self.names.indices))
    // The order of the arguments does not matter.
    let turned = Array(Self.names.reversed())
    for shard in shards {
      let (one, other) = (
        shard.places(of: Self.names).map { Self.names[$0].text }.sorted(),
        shard.places(of: turned).map { turned[$0].text }.sorted()
      )
      #expect(one == other)
      #expect(one.count >= Self.names.count / count)
    }
  }

  @Test(arguments: ["", "1", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "a/b", "1/1001", "/2"])
  func whatIsNoShard(_ text: String) throws {
    #expect(Shard(text) == nil)
    let ending = try Program().run("run", "a.lab", "--shard", text)
    #expect(ending.code == 2 && ending.errors.contains("--shard"), "\(ending.all)")
  }

  private static func program() throws -> Program {
    let program = try Program()
    for name in ["a", "b", "c"] {
      let head = "param k = 1"
      try program.folder.write(
        lab("print(\"this is \(name)\")\nreport r = k\nexpect k > 0", head: head), to: name + ".lab"
      )
    }
    return program
  }

  @Test func shardsTogetherAreTheWhole() throws {
    let program = try Self.program()
    for flags in [[], ["-j", "2"]] {
      let both = try (1...2).map { number in
        try program.run(["run", "b.lab", "a.lab", "c.lab", "--shard", "\(number)/2"] + flags)
      }
      #expect(both.allSatisfy { $0.code == 0 }, "\(both[0].all)")
      #expect(both[0].output.contains("shard 1 of 2: 2 of 3 runs"), "\(both[0].output)")
      let seen = both.map { $0.output.matches(of: /this is ./).map { String($0.output) } }
      #expect(seen == [["this is a", "this is c"], ["this is b"]])
    }
    let sweep = try (1...2).map { number in
      try program.run(
        "run", "-q", "a.lab", "--sweep", "k=1,2,3", "--shard", "\(number)/2")
    }
    #expect(sweep.map { $0.output.contains("ok 2 of 2 runs") } == [true, false], "\(sweep[0].all)")
    #expect(sweep[1].output.contains(/\n *2 +1 held +2\n/), "\(sweep[1].output)")
    // Nothing to run is no success.
    #expect(try program.run("run", "a.lab", "--shard", "2/2").code == 5)
    #expect(try program.run("run", "a.lab", "-j", "2", "--shard", "2/2").code == 5)
  }

  @Test func severalAtATimeGiveTheSame() throws {
    let program = try Self.program()
    try program.folder.write(lab("expect 1 == 2 \"never\""), to: "b.lab")
    try program.folder.write(lab("x ="), to: "d.lab")
    for arguments in [["a.lab", "b.lab", "c.lab", "d.lab"], ["a.lab", "--sweep", "k=1,2,3"]] {
      let one = try program.run(["run", "--fresh", "--junit", "1.xml"] + arguments)
      let two = try program.run(["run", "--fresh", "--junit", "2.xml", "-j", "3"] + arguments)
      #expect(one.code == two.code && one.output == two.output, "\(one.all)\n\(two.all)")
      #expect(one.errors == two.errors)
      let reports = try ["1.xml", "2.xml"].map {
        try program.folder.read($0).replacing(/time="[^"]*"/, with: "")
      }
      #expect(reports[0] == reports[1])
    }
    #expect(try program.run("run", "a.lab", "-j", "0").code == 2)
    #expect(try program.run("run", "a.lab", "-j", "2", "--profile-ops").code == 2)
  }
}
