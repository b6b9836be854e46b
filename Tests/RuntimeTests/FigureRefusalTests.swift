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
    ("plot(zeros(2, 3, 4))", "this must have one dimension, not shape [2, 3, 4]"),
    ("plot({\"a\": zeros(2, 3)})", "this must have one dimension, not shape [2, 3]"),
    ("plot([[1, 2], [3, 4]])", "a figure needs numbers, not a list"),
    ("plot([1, 2], [3, 4], x = [5, 6])", "`x` is given twice: before `y`, and by name"),
    ("plot({\"a\": [1]}, x = {\"b\": [1]})", "`x` names 'b', which is not a curve"),
    ("plot({\"a\": [1], \"b\": [1]}, x = {\"b\": [1]})", "`x` has no positions for 'a'"),
    (
      "plot([1, 2], xlim = [2, 1])",
      "`xlim` must be [low, high], two numbers in ascending order, not [2, 1]"
    ),
    ("plot([1, 2], xlim = 3)", "`xlim` must be [low, high], two numbers in ascending order, not 3"),
    ("plot([1, 2], yscale = \"log\", ylim = [0, 1])", "a log axis begins above 0, and `ylim` at 0"),
    ("plot([1, 2], yerr = [1])", "`yerr` has 1 number and the curve has 2 points"),
    ("plot([1, 2], yerr = [1, -1])", "an error must be at least 0, not -1"),
    ("plot([1, 2], yerr = 1, smooth = 2)", "error bars belong to the points"),
    ("plot([1, 2], yerr = 1, band = [[0, 1], [2, 3]])", "the curve has both `yerr` and `band`"),
    ("plot([1, 2], band = [[1], [2]])", "`band` has 1 number and the curve has 2 points"),
    (
      "plot([1, 2], band = [1, 2])",
      "a band must be [low, high], the numbers of its edges, not a list"
    ),
    ("plot([1, 2], band = 1)", "a band must be [low, high], the numbers of its edges, not an int"),
    ("plot({\"a\": [1], \"b\": [2]}, yerr = 1)", "there are 2 curves: `yerr` must say whose it is"),
    ("scatter([1, 2], [1])", "`x` has 2 numbers and `y` has 1"),
    ("scatter([1], [1], c = \"red\")", "`c` must be a class for each point"),
    ("scatter([1, 2], [1, 2], c = [1])", "`c` has 1 class for 2 points"),
    ("scatter([1], [1], c = [0.5])", "a class must be a whole number or a string, not 0.5"),
    ("scatter([1], [1], c = [1], labels = [\"a\"])", "1 label and a class 1"),
    ("scatter([1], [1], labels = [\"a\"])", "`labels` are the names of classes"),
    (
      "scatter([1], [1], c = [\"a\"], labels = [\"a\"])",
      "`labels` name numbers, but `c` has strings"
    ),
    (
      "scatter(arange(40), arange(40), c = arange(40))",
      "a scatter can show at most 32 classes, not 40"
    ),
    ("hist([1, 2], range = [2, 1])", "`range` must be [low, high], two numbers in ascending order"),
    ("contour((x, y) -> x)", "a function needs a rectangle to be drawn over"),
    (
      "contour((x, y) -> 1, xlim = [0, 1], ylim = [0, 1])",
      "the function gives an int for tensors x and y"
    ),
    ("contour(zeros(1, 3))", "a contour needs at least 2x2 numbers, not 1x3"),
    (
      "contour(ones(2, 3), levels = [1, 2], scale = \"log\")",
      "with a list of `levels`, `scale` has no effect"
    ),
    ("contour(zeros(2, 3), levels = 10)", "`levels` must be a number from 1 to 9, not 10"),
    (
      "contour(zeros(2, 3), levels = [2, 1])",
      "`levels` must be at most 9 heights in ascending order"
    ),
    ("contour(zeros(2, 3), paths = [1, 2, 3])", "`paths` must be [N, 2] or a list of (x, y)"),
    ("heatmap(zeros(2, 3), points = [1, 2])", "paths and points are in data units"),
    (
      "heatmap(zeros(2, 1), rows = [\"a\", \"b\"], xlim = [0, 1], ylim = [0, 1])",
      "`rows`, `columns` and `cells` are for maps without `xlim` and `ylim`"
    ),
    ("bar(zeros(2, 3))", "this must have one dimension, not shape [2, 3]"),
    ("bar([1, 2, 3], labels = [\"a\"])", "1 label for 3 bars"),
    ("bar({\"a\": [1, 2], \"b\": [1]})", "'b' has 1 bar and 'a' has 2"),
    ("bar({\"a\": [1, 2]}, labels = [\"x\"])", "1 label for 2 bars"),
    ("gallery(zeros(3, 2, 2), captions = [\"a\"])", "1 caption for 3 images"),
    ("gallery(zeros(3, 2, 2), captions = arange(4))", "4 captions for 3 images"),
    ("heatmap(zeros(2, 3), rows = [\"a\"])", "1 name for 2 rows"),
    ("heatmap(zeros(2, 3), columns = [\"a\"])", "1 name for 3 columns"),
    ("head_maps(zeros(2, 3, 3), names = [\"a\"])", "1 name for 2 maps"),
    ("confusion(tensor([0, 1]), tensor([1, 2]), [\"a\", \"b\"])", "2 labels for 3 classes"),
    (
      "confusion(tensor([0, 0.5]), tensor([1, 0]))",
      "confusion: classes must be whole numbers from 0"
    ),
    (
      "imshow(zeros(4, 4), over = zeros(2, 2), query = 4)",
      "`query` must be a token of the map, 0 to 3"
    ),
    (
      "imshow(zeros(4, 4), over = zeros(2, 2), zoom = 2)",
      "with a map over the image, `zoom`, `cmap`, `vmin` and `vmax` have"
    ),
    ("imshow(zeros(4, 4), grid = 2, zoom = 2)", "with patches, `zoom` and `cmap` have no effect"),
    ("imshow(zeros(4, 4), zoom = 0)", "`zoom` of imshow must be from 1 to 32, not 0"),
    (
      "imshow(zeros(3, 4, 4), cmap = \"coolwarm\")",
      "with signs, a picture must be [H, W] or [1, H, W]"
    ),
    ("gallery(zeros(2, 4, 4), cmap = \"coolwarm\", per_row = 1)", "`per_row` does not apply"),
    ("imshow(zeros(4, 4), vmin = 1, vmax = 0)", "vmin must be at most vmax, but 1 > 0"),
    ("imshow(zeros(4, 4), vmax = inf)", "vmin must be at most vmax"),
    (
      "imshow(zeros(4, 4), vmin = 1, vmax = 0, cmap = \"coolwarm\")", "vmin must be at most vmax"
    ),
    (
      "gallery(zeros(2, 4, 4), vmax = 2, scale_each = true)",
      "with `scale_each`, `vmin` and `vmax` have no effect"
    ),
    ("gallery(zeros(2, 4, 4), captions = \"ab\")", "`captions` of gallery must be a list"),
    ("print(plot([1, 2]))", "print writes text, and this is a figure"),
    ("plot([1], [2], \"o\")", "a plot has no format strings"),
    ("contour(ones(3, 3), ones(3, 3), ones(3, 3))", "the heights come first, then the ends"),
    (
      "plot([1, 2], xlim = arange(1000))",
      "`xlim` must be [low, high], two numbers in ascending order, not a tensor"
    ),
    (
      "plot({\"fit\": ([1, 2], [3, 4])})",
      "the curve 'fit' must be numbers, and its first one is a list"
    ),
    ("head_maps(zeros(2, 3, 3), rows = [\"a\"])", "1 name for 3 rows"),
    ("panel(1)", "a panel takes figures, not an int"), ("panel()", "a panel needs figures"),
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
