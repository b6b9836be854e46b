import Testing

@testable import Running
@testable import Session

/// The recorded points of a step as charts.
@Suite struct CurveTests {
  /// The warning under the chart of points: names, with a position where one is given.
  private func warning(_ points: [(series: String, label: String?, x: Double?)]) -> String {
    var curves = Curves()
    var counts: [String: Int] = [:]
    for (series, label, x) in points {
      let name = "\(series) \(label ?? "")"
      counts[name, default: 0] += 1
      var point = RecordedPoint(
        series: series, label: label, x: x ?? Double(counts[name] ?? 0), y: 1)
      point.isCounted = x == nil
      curves.add(point)
    }
    return curves.charts().map(\.warning).joined()
  }

  private func loop(_ steps: Int, every: Int, _ x: Bool = false) -> [(String, String?, Double?)] {
    (1...steps).flatMap { step -> [(String, String?, Double?)] in
      let train: (String, String?, Double?) = ("train_loss", nil, x ? Double(step) : nil)
      let test: (String, String?, Double?) = ("test_loss", nil, x ? Double(step) : nil)
      return step % every == 0 ? [train, test] : [train]
    }
  }

  @Test func curvesThatCountAtDifferentPacesSaySo() {
    let text = warning(loop(250, every: 50))
    #expect(text.hasPrefix("train_loss has 250 points and test_loss 5, each counted by itself"))
    #expect(text.contains("`record(test_loss = y, x = step)`"))
    #expect(warning(loop(50, every: 50)).contains("test_loss 1,"))
  }

  @Test func curvesWithPositionsOrOnePaceSayNothing() {
    #expect(warning(loop(250, every: 50, true)) == "")
    #expect(warning(loop(250, every: 1)) == "")
  }

  /// One after another, and one for each label, are not beside each other.
  @Test func curvesAfterEachOtherSayNothing() {
    func run(_ series: String, _ label: String?, _ count: Int) -> [(String, String?, Double?)] {
      Array(repeating: (series, label, nil), count: count)
    }
    #expect(warning(run("sgd_loss", nil, 10) + run("adam_loss", nil, 20)) == "")
    #expect(warning(run("sgd_loss", nil, 20) + run("adam_loss", nil, 10)) == "")
    #expect(warning(run("loss", "MLP", 20) + run("loss", "linear", 5)) == "")
    #expect(warning(run("loss", nil, 20) + run("acc", nil, 5)) == "")
  }
}
