import Plotting
import Session

/// What moves at the bottom of a terminal while code runs: the bar and the curves so far.
extension Console {
  /// Frames are for those who are watching.
  private var isLive: Bool {
    capabilities.isTerminal && progress == .auto && detail > .quiet && style.content == .picture
  }

  func advance(_ done: Int, _ total: Int, _ mayEndEarly: Bool) {
    bar.update(done, total, mayEndEarly: mayEndEarly)
    stopwatch.notice()
    // What trains waits for nobody.
    pager?.turn()
    if isLive { return refresh() }
    guard progress != .none, detail > .quiet, let text = bar.plainLine() else { return }
    let latest = curves.latest.isEmpty ? "" : marks.separator + curves.latest
    paragraph(marks.dim(text + latest), indent: 2)
  }

  /// Takes away the bar of a loop that was left.
  func leaveLoop() {
    guard bar.isRunning else { return }
    bar.leave()
    if isLive, isAtLineStart { draw() }
  }

  /// Shows how a variation gets on to those who are watching; a log has its rows at the end.
  func watch(_ event: TrialEvent) {
    guard isLive else { return }
    switch event {
    case .progress(let done, let total, let mayEndEarly):
      bar.update(done, total, mayEndEarly: mayEndEarly)
      pager?.turn()
      refresh()
    case .endOfPass: leaveLoop()
    case .record(let point):
      trials.add(point)
      refresh()
    }
  }

  func refresh() { if isLive, isAtLineStart, region.isDue { draw() } }

  private func draw() {
    region.draw {
      let charts = curves.charts() + trials.charts()
      var frame = style
      frame.rows = max(6, (capabilities.rows - 4) / max(1, charts.count))
      let bar = self.bar.isRunning ? self.bar.line(style) + "\n" : ""
      return text(of: charts, frame) + bar
    }
  }
}
