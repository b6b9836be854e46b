import Platform
import Plotting

/// The lines at the bottom of a terminal that are redrawn while a step runs.
///
/// A frame is one write, at most ten a second, and never as tall as the screen: what is erased from the
/// first row on is kept by some terminals, such as tmux, among what has scrolled away. Printed text
/// goes above it. The cursor stays visible, below the region, so that nothing needs mending when
/// the process is killed. In the background nothing is drawn; after it the region begins on fresh
/// lines.
final class LiveRegion {
  private let sink: TextSink
  private let now: () -> ContinuousClock.Instant
  private let size: () -> (columns: Int, rows: Int)
  private let standing: () -> Standing
  /// Whether frames are marked as such (mode 2026), so that the terminal shows them whole.
  private let marksFrames: Bool
  /// How the process stands to the terminal.
  struct Standing: Equatable {
    /// Whether it has the terminal for itself.
    var isForeground = true
    /// How often it was continued.
    var resumptions = 0

    static var now: Standing {
      Standing(isForeground: Terminal.isForeground(), resumptions: Terminal.resumptions)
    }
  }

  private var drawnAt = Standing()
  private var rows = 0
  private var columns = 0
  private var due: ContinuousClock.Instant

  init(
    _ sink: TextSink, marksFrames: Bool = true,
    now: @escaping () -> ContinuousClock.Instant = { .now },
    size: @escaping () -> (columns: Int, rows: Int) = { Terminal.size() },
    standing: @escaping () -> Standing = { .now }
  ) {
    (self.sink, self.now, self.size, self.marksFrames) = (sink, now, size, marksFrames)
    self.standing = standing
    due = now()
  }

  /// Whether enough time has passed for another frame.
  var isDue: Bool { now() >= due }

  /// Draws lines, each ended by a line feed, in place of the previous ones.
  func draw(_ body: () -> String) {
    let start = now()
    look()
    guard drawnAt.isForeground else {
      due = start + .milliseconds(100)
      return
    }
    let text = body()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let size = size()
    let most = max(1, (size.rows > 0 ? size.rows : 24) - 2)
    let frame = lines.suffix(most).map { $0 + "\u{1B}[K\n" }.joined()
    let (begin, end) = marksFrames ? ("\u{1B}[?2026h", "\u{1B}[?2026l") : ("", "")
    sink.write(begin + wayUp(size.columns) + frame + "\u{1B}[J" + end)
    rows = min(lines.count, most)
    columns = size.columns
    let done = now()
    // Drawing takes at most a fiftieth of the time.
    due = done + max(.milliseconds(100), (done - start) * 50)
  }

  /// Prints `text` above the region, which reappears with the next frame.
  func print(_ text: String) {
    if rows > 0 { look() }
    sink.write((rows > 0 ? wayUp(size().columns) + "\u{1B}[J" : "") + text)
    rows = 0
  }

  /// Removes the region.
  func erase() { if rows > 0 { print("") } }

  /// Forgets the lines that are drawn where others have written since.
  private func look() {
    let standing = standing()
    if standing != drawnAt { rows = 0 }
    drawnAt = standing
  }

  /// Back to the region's first line.
  ///
  /// If the window's width changed, its lines have been rewrapped, so they stay where they are.
  private func wayUp(_ now: Int) -> String {
    rows > 0 && now == columns ? "\u{1B}[\(rows)A\r" : ""
  }
}
