import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// Lists and maps are copied when one of two names changes them, and only then.
///
/// With one reference too many, every assignment would copy the whole.
@Suite struct InPlaceTests {
  private static let changes = [
    "m[\"k\"] = 2", "m[\"k\"] = [1]", "m[\"new\"] = 2", "m[3] = 4", "m[\"k\"] += 1",
    "m[\"rows\"][0][1] = 7", "m[\"rows\"][0][1] += 7", "rows[0] = 5", "rows[1][0] = 5",
    "rows[1][0] += 5", "rows[1][0] = [5]", "rows[0].append(5)", "rows += [5]",
  ]

  @Test(arguments: changes)
  func whatOneNameHoldsChangesWhereItIs(_ change: String) throws {
    let run = try Run("")
    _ = try run.type("m = {\"k\": 1, \"rows\": [[1, 2]]}\nrows = [[1], [2]]")
    let before = [identity("m", run), identity("rows", run)]
    #expect(try run.type(change).failure == nil)
    #expect(before == [identity("m", run), identity("rows", run)])
  }

  @Test(arguments: changes)
  func whatTwoNamesHoldIsCopied(_ change: String) throws {
    let run = try Run("")
    _ = try run.type("m = {\"k\": 1, \"rows\": [[1, 2]]}\nrows = [[1], [2]]")
    #expect(try run.type("(n, lines) = (m, rows)\n\(change)").failure == nil)
    let same = try run.type("n == {\"k\": 1, \"rows\": [[1, 2]]} and lines == [[1], [2]]")
    #expect(same.value?.text == "true")
    #expect(try run.type("m == n and rows == lines").value?.text == "false")
  }

  /// Which list or map the name holds, without a reference to it.
  private func identity(_ name: String, _ run: Run) -> ObjectIdentifier? {
    switch run.session.globals.value(of: name) {
    case .list(let list): ObjectIdentifier(list)
    case .map(let map): ObjectIdentifier(map)
    default: nil
    }
  }
}
