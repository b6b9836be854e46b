import Testing

/// Changes of lists and maps in every kind of place, in random programs.
///
/// They are compared with a model of value semantics: Swift's own.
@Suite struct PlaceTests {
  @Test(arguments: PlaceProgram.Context.allCases)
  func changesAreWhatValueSemanticsSay(context: PlaceProgram.Context) throws {
    for seed in 0..<60 {
      var program = PlaceProgram(context, seed: UInt64(seed))
      let code = program.code(changes: 12)
      let (text, outcome) = try run(code)
      #expect(outcome.failure?.message == nil, "seed \(seed):\n\(code)")
      let lines = text.split(separator: "\n").map(String.init)
      let pair = zip(lines, program.expected).first { $0 != $1 }
      #expect(
        lines == program.expected,
        "seed \(seed): \(pair?.0 ?? "") instead of \(pair?.1 ?? "")\n\(code)")
    }
  }

  @Test(arguments: [
    "[1].append(2)", "{\"a\": 1}.update({})", "def f() { [1] }; f().append(2)",
    "def f() { [1] }; f()[0] = 2", "xs = [1, 2]; xs[:1].append(3)", "xs = [1]; sorted(xs).pop()",
    "m = {\"a\": [1]}; m.get(\"a\").append(2)", "x = zeros(2); x.shape.append(3)",
    "x = zeros(2); x.shape[int(0)] = 3", "(if true { [1] } else { [2] }).append(3)",
  ])
  func whatIsNoPlaceIsRefused(code: String) throws {
    #expect(
      try run(code).outcome.failure?.message.contains("is not stored anywhere") == true, "\(code)")
  }

  @Test(arguments: ["xs.append(2)", "xs[0] = 2", "xs[int(0)] = 2", "m[f\"{1}\"].append(2)"])
  func aFunctionChangesNoSessionName(change: String) throws {
    let code = "xs = [1]; m = {\"1\": [1]}\ndef f() { \(change) }\nf()"
    let message = try run(code).outcome.failure?.message
    #expect(message?.contains("belongs to the session") == true, "\(change): \(message ?? "")")
  }
}
