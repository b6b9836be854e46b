import ArgumentParser
import Running

/// Flags about many runs.
struct SweepFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Run the lab with each of these values; several parameters make a grid.",
      valueName: "name=a,b"))
  var sweep: [SweepArgument] = []
  @Option(help: "Run the lab with this many seeds, from --seed on.")
  var `repeat` = 1
  @Option(help: "The curve to draw of a sweep (default: the first that all runs have).")
  var plot: String?

  @Option(name: .shortAndLong, help: "Runs at a time; they share the cores.")
  var jobs = 1
  @Option(
    help: ArgumentHelp("Only this part of all runs, such as 1/3 of three.", valueName: "i/n"))
  var shard: ShardArgument?

  /// Whether a lab is run more than once, or as if it were.
  var isWanted: Bool { !sweep.isEmpty || self.repeat > 1 }

  mutating func validate() throws {
    guard (1...1000).contains(self.repeat) else {
      throw ValidationError("--repeat must be from 1 to 1000, not \(self.repeat)")
    }
    guard (1...256).contains(jobs) else {
      throw ValidationError("--jobs must be from 1 to 256, not \(jobs)")
    }
    if plot != nil, !isWanted {
      throw ValidationError("--plot goes with --sweep or --repeat; a single run draws all curves")
    }
  }

  /// The combinations, with seeds from `seed` on.
  func grid(from seed: Int) throws -> SweepGrid {
    guard seed <= Int.max - self.repeat else { throw ValidationError("--seed is too large") }
    return try SweepGrid(sweep.map(\.axis), seeds: self.repeat, from: seed)
  }
}

/// `name=value,value`.
struct SweepArgument: ExpressibleByArgument {
  let axis: SweepAxis

  init?(argument: String) {
    guard let axis = SweepAxis(argument) else { return nil }
    self.axis = axis
  }
}

/// `1/3`.
struct ShardArgument: ExpressibleByArgument {
  let shard: Shard

  init?(argument: String) {
    guard let shard = Shard(argument) else { return nil }
    self.shard = shard
  }
}
