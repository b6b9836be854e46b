import TestSupport
import Testing

/// What a comparison draws besides its table.
@Suite struct ComparisonFigureTests {
  private static let lab = """
    # Compared

    ```lab
    param a = 1 in 0...9
    ```

    ## Work

    ```lab
    noise = rand(1).item()
    for i in range(1, 30) { record(loss = a / i + noise, x = i) }
    report value = a + noise, half = a / 2
    ```

    ## Compare

    ```lab
    try two "two" { a = 2 }
    compare base, two {
      table value
      plot loss, xscale = "log", yscale = "log", smooth = 2
      bar half, scale = "log"
      seeds 3
      show bar({"one": base.half, "two": two.half}, title = "my own"), "after it"
    }
    ```

    ## Claims

    ```lab
    expect two.half == 1 and two.half_seeds == [1, 1, 1]
    expect two.value_seeds[0] != two.value_seeds[1] "each seed draws its own numbers"
    expect abs(two.value - sum(two.value_seeds) / 3) < 1e-6
    ```

    """

  @Test func itDrawsWhatItSays() throws {
    let program = try Program()
    try program.folder.write(Self.lab, to: "c.lab")
    let ending = try program.run("run", "--tries", "c.lab", "--artifacts", "made")
    #expect(ending.code == 0, "\(ending.all)")
    for text in [
      "1 of 2: base, seed 0", "2 of 2: two, seed 2", "loss (log)", "(log)", "two (mean of 2)",
      "half\nbase |", "(log scale)", "1.0 +/- 0", "my own", "after it",
    ] { #expect(ending.output.contains(text), "\(text) is not in:\n\(ending.output)") }
    #expect(ending.output.contains(/base +1\.\d+ \+\/- 0\.\d+\n/))
    #expect(try program.folder.read("made/02-compare.csv").contains("two seed +2"))
  }

  @Test func withoutSmoothingSeedsAreABand() throws {
    let program = try Program()
    try program.folder.write(Self.lab.replacing(", smooth = 2", with: ""), to: "c.lab")
    let ending = try program.run("run", "--tries", "c.lab")
    #expect(ending.output.contains("band of two"), "\(ending.all)")
  }

  /// Its own figures are skipped with it.
  @Test func itIsSkippedAsAWhole() throws {
    let program = try Program()
    try program.folder.write(Self.lab, to: "c.lab")
    let ending = try program.run("run", "c.lab")
    #expect(ending.code == 0, "\(ending.all)")
    #expect(ending.output.contains("comparison not run") && !ending.output.contains("my own"))
  }

  @Test(arguments: [
    ("plot loss, yscale = \"cubic\"", "`plot` does not take this `yscale`"),
    ("plot loss, colour = 1", "`plot` does not take this `colour`"),
    ("bar half, scale = 3", "`bar` does not take this `scale`"),
    ("seeds 0", "a number of seeds, at most 100"),
    ("seeds 101", "a number of seeds, at most 100"),
    ("draw x", "`table`, `plot`, `bar`, `seeds` or `show`"),
    ("show nothing_at_all", "unknown name `nothing_at_all`"),
  ]) func itRefuses(_ entry: String, _ message: String) throws {
    let program = try Program()
    try program.folder.write(Self.lab.replacing("seeds 3", with: entry), to: "c.lab")
    let ending = try program.run("check", "c.lab")
    #expect(ending.code != 0)
    #expect(ending.all.contains(message), "\(ending.all)")
  }

  @Test func recordingsSayHowTheyAreDrawn() throws {
    let program = try Program()
    let code = """
      # R

      ## S

      ```lab
      for i in range(1, 30) { record(loss = 1 / i, x = i, yscale = "log", smooth = 3) }
      ```

      """
    try program.folder.write(code, to: "r.lab")
    let ending = try program.run("run", "r.lab")
    #expect(ending.output.contains("loss (log)") && ending.output.contains("mean of 3"))
    try program.folder.write(code.replacing("smooth = 3", with: "smooth = 0"), to: "r.lab")
    #expect(try program.run("check", "r.lab").all.contains("record does not take this `smooth`"))
  }
}
