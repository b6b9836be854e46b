import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session
@testable import Tensors

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

  private static let tensorChanges = [
    "x[0] = 5", "x[0] += 5", "x[0, 1] = 5", "x[:, 1] = 5", "x[1:] += 5", "x[x > 2] = 5",
    "x[[1, 0]] = 5", "x[1][0] = 5", "xs[0][1] = 5", "xs[0][1][0] += 5", "x[0], x[1] = 5, 6",
  ]

  @Test(arguments: tensorChanges)
  func whatOneNameHoldsKeepsItsMemory(_ change: String) throws {
    let run = try Run("")
    _ = try run.type("x = arange(4).reshape(2, 2) * 2\nxs = [arange(4).reshape(2, 2) * 2]")
    let before = (try memory("x", run), try memory("xs", run))
    #expect(try run.type(change).failure == nil)
    #expect(try before == (memory("x", run), memory("xs", run)))
    #expect(try run.type("(x == 5).any() or (xs[0] >= 5).any()").value?.text == "tensor(true)")
  }

  @Test(arguments: tensorChanges)
  func whatTwoNamesHoldGetsItsOwn(_ change: String) throws {
    let run = try Run("")
    _ = try run.type("x = arange(4).reshape(2, 2) * 2\nxs = [x]\nold = x\nold_list = xs")
    #expect(try run.type(change).failure == nil)
    #expect(try run.type("old.tolist()").value?.text == "[[0, 2], [4, 6]]")
    #expect(try run.type("old_list[0].tolist()").value?.text == "[[0, 2], [4, 6]]")
    #expect(try run.type("equal(x, old) and equal(xs[0], old)").value?.text == "false")
  }

  /// Which memory the tensor has, without a reference to it.
  private func memory(_ name: String, _ run: Run) throws -> ObjectIdentifier {
    switch run.session.globals.value(of: name) {
    case .tensor(let tensor): return ObjectIdentifier(tensor.storage)
    case .list(let list):
      guard case .tensor(let tensor) = list.items[0] else { break }
      return ObjectIdentifier(tensor.storage)
    default: break
    }
    throw Failure("\(name) is no tensor")
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
