import Foundation
import Language
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// A dry run knows only what is so: what it says of the results of builtins is what a run gives, and
/// where it reports an error there is one.
@Suite struct DryRunTests {
  /// Every call of the table of effects, and each with one argument exchanged.
  @Test func ofEveryBuiltin() throws {
    let table = BuiltinTable()
    var (calls, known) = (0, 0)
    for row in try EffectTests.rows {
      let builtin = try #require(EffectTests.builtins.first { $0.fullName == row.builtin })
      for changed in [nil] + row.arguments.indices.filter({ row.arguments[$0].other != nil }) {
        let code = row.code(changed, builtin)
        guard !code.contains(".npy"), !code.contains(".safetensors") else { continue }
        calls += 1
        known += try compare(code, table) ? 1 : 0
      }
    }
    // What is always unknown would pass as well.
    #expect(known > calls / 2, "\(known) of \(calls)")
  }

  @Test func kindsOfNames() throws {
    let text = "```lab\nx = zeros(2, 3)\ny = x.sum(dim = 0)\nz = y.sum().item()\nprint(z)\n```\n"
    let lab = try Parser.parseLab(SourceFile(name: "test.lab", text: text))
    let kinds = StaticCheck.kinds(in: lab)
    func kind(_ name: String, _ line: Int) -> DryRun.Kind? {
      kinds.first { place, _ in
        let span = Span(lab.source, place.lowerBound, place.upperBound)
        return span.text == name && lab.source.location(of: span.start).line == line
      }?.value
    }
    #expect(kind("x", 3) == DryRun.Kind(name: "tensor", shape: [2, 3]))
    #expect(kind("y", 4) == DryRun.Kind(name: "tensor", shape: [3]))
    #expect(kind("z", 5) == DryRun.Kind(name: "float", shape: nil))
  }

  /// What would take long, or never end, ends.
  @Test(arguments: [
    "while true { x = 1 }", "def f(n) { f(n + 1) + f(n - 1) }\nf(0)",
    "x = zeros(1).item()\nwhile x < 1 { x = x + 1 }",
    "for i in range(10 ** 9) { for j in range(10 ** 9) { for k in range(10 ** 9) { } } }",
    "x = [i for i in range(10 ** 9) for j in range(10 ** 9)]",
    "def f(x) { if x.sum() > 0 { f(x) } else { f(x) }\nf(x) }\nf(zeros(3))",
    "x = zeros(100_000, 100_000) @ zeros(100_000, 100_000)",
    "x = zeros(1000)\nfor i in range(1000) { x = cat([x, x], dim = 0) }",
  ])
  func ends(_ code: String) throws {
    let lab = try Parser.parseLab(
      SourceFile(name: "test.lab", text: "```lab\n\(code)\n```\n"))
    _ = StaticCheck.mistakes(in: lab)
  }

  /// Compares a dry run of `code` with a run; returns whether the dry run knows its result.
  private func compare(_ code: String, _ table: BuiltinTable) throws -> Bool {
    var text = "```lab\n\(EffectRows.prelude)\n"
    if code.contains("few") {
      text = "```lab\ndata images = digits\n\(EffectRows.prelude)\n\(EffectRows.images)\n"
    }
    text += code + "\n```\n"
    let lab = try Parser.parseLab(SourceFile(name: "test.lab", text: text))
    let real = try Session(lab, output: Unheard(), table: table)
    let outcome = real.run(step: 0)
    var options = SessionOptions()
    let dryRun = DryRun(of: "test.lab")
    options.dryRun = dryRun
    let dry = try Session(lab, options, output: Unheard(), table: table)
    dry.run(dry: dryRun)
    #expect(
      dryRun.findings.isEmpty || outcome.failure != nil,
      "\(code): \(dryRun.findings.map(\.message))")
    guard outcome.failure == nil, let value = real.globals.value(of: "r"),
      let said = dry.globals.value(of: "r")
    else { return false }
    #expect(agrees(said, value, dryRun), "\(code): \(said.text), not \(value.text)")
    return !dryRun.isUnknown(said)
  }

  /// Whether what is said of a value may be said of it.
  private func agrees(_ said: Value, _ value: Value, _ dryRun: DryRun) -> Bool {
    if dryRun.isUnknown(said) { return true }
    switch (said, value) {
    case (.tensor(let a), .tensor(let b)): return a.shape == b.shape && a.dtype == b.dtype
    case (.list(let a), .list(let b)):
      return a.items.count == b.items.count
        && zip(a.items, b.items).allSatisfy { agrees($0, $1, dryRun) }
    case (.map(let a), .map(let b)):
      return a.count == b.count
        && zip(a.entries, b.entries).allSatisfy {
          $0.key.text == $1.key.text && agrees($0.value, $1.value, dryRun)
        }
    case (.object(let a), .object(let b)):
      return a.typeName == b.typeName && a.shape == b.shape && a.count == b.count
    case (.instance(let a), .instance(let b)): return a.model.name == b.model.name
    case (.function, .function), (.builtin, .builtin), (.model, .model): return true
    default: return said.representation == value.representation
    }
  }
}
