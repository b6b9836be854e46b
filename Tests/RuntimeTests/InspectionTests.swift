import Plotting
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// Looking into models: `tapped` and `summary`.
@Suite struct InspectionTests {
  private let net = """
    model Mix(N) {
      U = Parameter(randn(N, N))
      forward(X) { h = U @ X; tap h; h }
    }
    model Net(depth) {
      layers = [Mix(4) for _ in range(depth)]
      again = layers[0]
      head = Sequential(Linear(4, 3), ReLU())
      other = Linear(3, 3)
      forward(X) {
        for layer in layers { X = layer(X) }
        y = other(head(X))
        tap y
        y
      }
    }
    net = Net(3)

    """

  /// The table that `summary` returns, as lines of cells.
  private func table(_ code: String) throws -> Table {
    guard case .object(let object as FigureObject) = try run(code).outcome.value else {
      throw Failure("no figure")
    }
    return try #require(object.figure as? Table)
  }

  @Test func tapsComeInTheOrderOfCallsAndDetached() throws {
    let (text, outcome) = try run(
      net + """
        t = tapped(net, ones(4, 4))
        print(len(t.h), len(t.y), t.y[0].shape, t.h[0].requires_grad)
        print((net.layers[0].U @ ones(4, 4) - t.h[0]).abs().max().item())
        """)
    #expect(outcome.failure == nil)
    #expect(text == "3 1 [4, 3] false\n0.0\n")
  }

  @Test func tapsOfAnInnerCallStayInside() throws {
    let (text, outcome) = try run(
      """
      model Inner() { forward(x) { tap x; x } }
      inner = Inner()
      model Outer() { forward(x) { y = tapped(inner, x).x[0]; tap y; y } }
      print(tapped(Outer(), ones(1)))
      """)
    #expect(outcome.failure == nil)
    #expect(text == "taps(y = [tensor([1.])])\n")
  }

  @Test func nothingTappedIsAnError() throws {
    let outcome = try run("tapped(Linear(2, 2), ones(1, 2))").outcome
    #expect(outcome.failure?.message.contains("nothing was tapped") == true)
  }

  @Test func anErrorWhileTappingLeavesNoTrace() throws {
    let session = try Run("")
    let broken =
      "model M() { forward(x) { tap x; x @ ones(3, 3) } }\nm = M()\ntapped(m, ones(2, 2))"
    #expect(try session.type(broken).failure != nil)
    #expect(session.session.interpreter.taps.isEmpty)
  }

  @Test func summaryFoldsEqualPartsAndAddsUp() throws {
    let table = try table(net + "summary(net, ones(4, 4))")
    #expect(table.header == ["part", "kind", "output", "params"])
    #expect(
      table.rows == [
        [.text(""), .text("Net"), .text("[4, 3]"), .text("")],
        [.text("layers.0-2"), .text("3 x Mix"), .text("[4, 4]"), .integer(48)],
        [.text("head"), .text("Sequential"), .text("[4, 3]"), .text("")],
        [.text("  0"), .text("Linear(4, 3)"), .text("[4, 3]"), .integer(15)],
        [.text("  1"), .text("ReLU()"), .text("[4, 3]"), .text("")],
        [.text("other"), .text("Linear(3, 3)"), .text("[4, 3]"), .integer(12)],
        [.text("total"), .text(""), .text(""), .integer(75)],
      ])
  }

  @Test(arguments: [28, 40, 80]) func summaryKeepsShapesWhole(width: Int) throws {
    let table = try table(
      """
      parts = [Conv2d(1, 16, 3, padding = 1), BatchNorm2d(16), Conv2d(16, 3, 3, padding = 1)]
      model Net() {
        layers = parts
        forward(x) { for layer in layers { x = layer(x) }; x }
      }
      summary(Net(), ones(2, 1, 28, 28))
      """)
    let style = Style(width: width, glyphs: .ascii)
    let lines = render(table, style).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= width })
    #expect(lines.count { $0.contains("[2, 16, 28, 28]") } == 2)
    #expect(!lines.contains { $0.contains("~") })
  }

  /// Also of layers that run as one otherwise.
  @Test func summaryHasTheOutputsOfAllLayers() throws {
    let rows = try table(
      """
      net = Sequential(Conv2d(1, 6, 5, padding = 2), ReLU(), MaxPool2d(2), Flatten(), Linear(1176, 10))
      summary(net, zeros(2, 1, 28, 28))
      """
    ).rows
    #expect(rows[1][2] == .text("[2, 6, 28, 28]"))
    #expect(rows[2][2] == .text("[2, 6, 28, 28]"))
    #expect(rows[3][2] == .text("[2, 6, 14, 14]"))
  }

  @Test func summaryCountsWithoutInputs() throws {
    let table = try table(net + "summary(net)")
    #expect(table.header == ["part", "kind", "params"])
    #expect(table.rows.last == [.text("total"), .text(""), .integer(75)])
  }

  @Test func summaryRefusesWhatIsNoModel() throws {
    #expect(try run("summary(3)").outcome.failure != nil)
  }
}
