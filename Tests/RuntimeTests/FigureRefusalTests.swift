import Testing

@testable import Builtins
@testable import Interpreter
@testable import Plotting
@testable import Session

/// What figures refuse because they would have to drop or change data.
@Suite struct FigureRefusalTests {
  @Test(arguments: [
    ("plot([1, 2, 3], x = [1, 2])", "`x` has 2 positions and the curve has 3 points"),
    ("plot({\"a\": [1], \"b\": [1, 2]}, x = [1])", "`x` has 1 position and 'b' has 2 points"),
    ("plot(zeros(2, 3, 4))", "one dimension is wanted here, not shape [2, 3, 4]"),
    ("plot({\"a\": zeros(2, 3)})", "one dimension is wanted here, not shape [2, 3]"),
    ("plot([[1, 2], [3, 4]])", "a figure needs numbers, not a list"),
    ("bar(zeros(2, 3))", "one dimension is wanted here, not shape [2, 3]"),
    ("bar([1, 2, 3], labels = [\"a\"])", "1 label for 3 bars"),
    ("bar({\"a\": [1, 2], \"b\": [1]})", "'b' has 1 bar and 'a' has 2"),
    ("bar({\"a\": [1, 2]}, labels = [\"x\"])", "1 label for 2 bars"),
    ("gallery(zeros(3, 2, 2), captions = [\"a\"])", "1 caption for 3 images"),
    ("gallery(zeros(3, 2, 2), captions = arange(4))", "4 captions for 3 images"),
    ("heatmap(zeros(2, 3), rows = [\"a\"])", "1 name for 2 rows"),
    ("heatmap(zeros(2, 3), columns = [\"a\"])", "1 name for 3 columns"),
    ("head_maps(zeros(2, 3, 3), names = [\"a\"])", "1 name for 2 maps"),
    ("confusion(tensor([0, 1]), tensor([1, 2]), [\"a\", \"b\"])", "2 labels for 3 classes"),
    ("confusion(tensor([0, 0.5]), tensor([1, 0]))", "confusion: classes are whole numbers from 0"),
    ("imshow(zeros(4, 4), over = zeros(2, 2), query = 4)", "`query` is a token of the map, 0 to 3"),
    ("table([[1, 2, 3]], [\"a\", \"b\"])", "row 0 has 3 entries and the header 2 names"),
  ]) func refuses(_ code: String, _ message: String) throws {
    let failure = try #require(try run(code).outcome.failure)
    #expect(failure.message.hasPrefix(message), "\(failure.message)")
  }

  /// As in matplotlib.
  @Test func theColumnsOfAMatrixAreCurves() throws {
    guard
      case .object(let object) = try #require(
        try run("plot(arange(6).reshape(3, 2))").outcome.value),
      let chart = (object as? FigureObject)?.figure as? LineChart
    else {
      Issue.record("no chart")
      return
    }
    #expect(chart.series == [.init("0", y: [0, 2, 4]), .init("1", y: [1, 3, 5])])
  }
}
