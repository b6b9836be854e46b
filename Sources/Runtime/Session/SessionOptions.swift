import Datasets

/// How a lab is run.
public struct SessionOptions {
  /// Values of parameters and data declarations as written: `-p epochs=1`.
  public var settings: [(name: String, text: String)] = []
  /// The profile, or nil for none.
  public var profile: String?
  /// The seed of all random numbers.
  public var seed = 0
  /// Where data sets are looked for.
  public var data = DataPath(".")
  /// The folder that the lab's own files are read from; nil for none.
  public var folder: String?
  /// The folder that files are written to; nil refuses.
  public var artifacts: String?
  /// Whether comparisons run, or are skipped.
  public var runsComparisons = false
  /// Where results of variations are kept; nil runs them all.
  public var results: ResultCache?
  /// The bound on the process's memory.
  public var memoryLimit = MemoryGauge.defaultLimit

  /// The defaults.
  public init() {}
}
