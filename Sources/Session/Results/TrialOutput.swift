/// Takes the events of a variation, which shows only its results, and passes on how it gets on.
final class TrialOutput: Output {
  private let title: String
  private let series: Set<String>
  private let output: any Output

  /// That of the variation with a title, in a comparison that draws those series.
  init(_ title: String, _ series: [String], _ output: any Output) {
    (self.title, self.series, self.output) = (title, Set(series), output)
  }

  func receive(_ event: Event) {
    switch event {
    case .progress(let done, let total, let mayEndEarly):
      output.receive(.trial(.progress(done: done, total: total, mayEndEarly: mayEndEarly)))
    case .endOfPass: output.receive(.trial(.endOfPass))
    case .record(let point): pass(point)
    default: break
    }
  }

  /// Passes on a point as one of this variation.
  func pass(_ point: RecordedPoint) {
    guard series.contains(point.series) else { return }
    let label = ([title] + [point.label].compactMap(\.self)).joined(separator: " ")
    output.receive(.trial(.record(point.labelled(label))))
  }
}

extension RecordedPoint {
  /// The point under another label.
  fileprivate func labelled(_ label: String) -> RecordedPoint {
    var point = RecordedPoint(series: series, label: label, x: x, y: y)
    (point.look, point.isCounted, point.seed) = (look, isCounted, seed)
    return point
  }
}
