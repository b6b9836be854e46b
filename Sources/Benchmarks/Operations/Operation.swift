/// One operation that both sides time: a line that means the same in a lab and in Python with
/// PyTorch's names imported.
struct Operation {
  /// What the table calls it.
  let name: String
  /// What is there before the clock starts.
  let setup: String
  /// What is timed.
  let line: String
  /// What PyTorch calls the same where it is written differently.
  let peer: String

  /// A lab whose steps do the line so often each; those after the warm-up count.
  func lab(times: Int, steps: Int) -> String {
    let ids = ["warm-up"] + (0..<steps).map { "timed-\($0)" }
    let work = "for _ in range(\(times)) {\n\(line)\n}"
    return "# \(name)\n\n```lab\n\(setup)\n```\n\n"
      + ids.map { "## Step {#\($0)}\n\n```lab\n\(work)\n```\n" }.joined(separator: "\n")
  }
}

/// Operations that share what is there before the clock starts.
struct OperationGroup {
  let name: String
  let operations: [Operation]

  init(_ name: String, setup: String, _ rows: [Row]) {
    self.name = name
    operations = rows.map {
      Operation(
        name: $0.name ?? $0.line, setup: setup, line: "z = " + $0.line,
        peer: "z = " + ($0.peer ?? $0.line))
    }
  }

  /// A line of the table: what is timed and, where they differ from it, the name and what PyTorch
  /// calls it.
  struct Row: ExpressibleByStringLiteral {
    var name: String?
    var line: String
    var peer: String?

    init(stringLiteral line: String) { self.line = line }

    init(_ line: String, name: String? = nil, peer: String? = nil) {
      (self.line, self.name, self.peer) = (line, name, peer)
    }
  }
}
