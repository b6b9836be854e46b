import Glibc
import Platform
import Plotting
import Testing
import Text

@testable import Running

/// The lines at the bottom of a terminal: what is written, and how often.
@Suite struct LiveRegionTests {
  /// A sink whose writes can be read one by one.
  private final class Writes {
    let sink: TextSink
    private let ends: [Int32]

    init() {
      var ends: [Int32] = [0, 0]
      socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue), 0, &ends)
      self.ends = ends
      sink = TextSink(ends[0])
    }

    deinit { for end in ends { close(end) } }

    /// What was written since the last call, one text per write.
    func take() -> [String] {
      var texts: [String] = []
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = recv(ends[1], &buffer, buffer.count, Int32(MSG_DONTWAIT))
        guard count > 0 else { return texts }
        texts.append(String(decoding: buffer[..<count], as: UTF8.self))
      }
    }
  }

  private final class Clock {
    var now = ContinuousClock.now
  }

  private func region(_ writes: Writes, _ clock: Clock = Clock(), rows: Int = 10) -> LiveRegion {
    LiveRegion(writes.sink, now: { clock.now }, size: { (80, rows) })
  }

  @Test func aFrameIsOneSynchronisedWrite() {
    let writes = Writes()
    let region = region(writes)
    region.draw { "one\ntwo\n" }
    #expect(writes.take() == ["\u{1B}[?2026hone\u{1B}[K\ntwo\u{1B}[K\n\u{1B}[J\u{1B}[?2026l"])
    region.draw { "three\n" }
    #expect(
      writes.take() == ["\u{1B}[?2026h\u{1B}[2A\rthree\u{1B}[K\n\u{1B}[J\u{1B}[?2026l"])
  }

  /// Behind what a shell has written the lines begin anew, and in the background there are none.
  @Test func nothingInTheBackground() {
    let writes = Writes()
    var standing = LiveRegion.Standing()
    let region = LiveRegion(
      writes.sink, marksFrames: false, size: { (80, 10) }, standing: { standing })
    region.draw { "one\n" }
    #expect(writes.take() == ["one\u{1B}[K\n\u{1B}[J"])
    standing.isForeground = false
    region.draw { "two\n" }
    region.print("text\n")
    #expect(writes.take() == ["text\n"])
    standing.isForeground = true
    region.draw { "three\n" }
    #expect(writes.take() == ["three\u{1B}[K\n\u{1B}[J"])
    standing.resumptions += 1
    region.print("text\n")
    region.draw { "four\n" }
    standing.resumptions += 1
    region.draw { "five\n" }
    #expect(writes.take() == ["text\n", "four\u{1B}[K\n\u{1B}[J", "five\u{1B}[K\n\u{1B}[J"])
    region.draw { "six\n" }
    #expect(writes.take() == ["\u{1B}[1A\rsix\u{1B}[K\n\u{1B}[J"])
  }

  @Test func atMostTenFramesASecond() {
    let writes = Writes()
    let clock = Clock()
    let region = region(writes, clock)
    var frames = 0
    for _ in 0..<2000 {
      if region.isDue {
        region.draw { "x\n" }
        frames += 1
      }
      clock.now += .milliseconds(1)
    }
    #expect(frames == 20)
    // A region that is slow to draw is drawn less often.
    region.draw {
      clock.now += .milliseconds(100)
      return "x\n"
    }
    clock.now += .seconds(4)
    #expect(!region.isDue)
    clock.now += .seconds(1)
    #expect(region.isDue)
  }

  /// Some terminals keep what is erased from the first row on, as if it had scrolled away.
  @Test func aFrameNeverReachesTheFirstRow() {
    let writes = Writes()
    let region = region(writes, rows: 5)
    region.draw { (1...9).map { "line \($0)\n" }.joined() }
    let frame = writes.take().joined()
    #expect(!frame.contains("line 6") && frame.contains("line 7") && frame.contains("line 9"))
    region.draw { "x\n" }
    #expect(writes.take().joined().contains("\u{1B}[3A"))
  }

  @Test func linesGoAbove() {
    let writes = Writes()
    let region = region(writes)
    region.draw { "frame\n" }
    _ = writes.take()
    region.print("a line\n")
    #expect(writes.take() == ["\u{1B}[1A\r\u{1B}[Ja line\n"])
    region.print("another\n")
    #expect(writes.take() == ["another\n"])
  }

  @Test func theCursorIsNeverHidden() {
    let writes = Writes()
    let region = region(writes)
    region.draw { "frame\n" }
    region.erase()
    #expect(!writes.take().joined().contains("\u{1B}[?25"))
  }

  @Test func batchesAreCountedAtSpacedIntervals() {
    var bar = ProgressBar()
    var lines: [String] = []
    for epoch in 0..<4 {
      for batch in 1...391 {
        bar.update(batch, 391)
        if let line = bar.plainLine() { lines.append("\(epoch): \(line)") }
      }
    }
    #expect(
      lines == ["0: 100 batches", "0: 200 batches", "1: 400 batches", "2: 800 batches"])
  }

  /// A line that follows batches shows its time, but only to people; no other line does.
  @Test(arguments: [false, true]) func aLineAfterBatchesTellsItsTime(isTerminal: Bool) {
    let writes = Writes()
    let style = Style(width: 72)
    let console = Console(
      writes.sink, Capabilities(style: style, isTerminal: isTerminal), errors: writes.sink,
      errorCapabilities: Capabilities(style: style, isTerminal: isTerminal), progress: .none)
    console.begin()
    console.receive(.text("start\n"))
    console.receive(.progress(done: 1, total: 2))
    console.receive(.text("Epoch 01 | loss=1.5\n"))
    console.receive(.text("done\n"))
    let lines = writes.take().joined().split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first == "start")
    #expect(lines.last == "done")
    let epoch = lines.dropFirst().first ?? ""
    #expect(epoch.hasPrefix("Epoch 01 | loss=1.5"))
    #expect(epoch.hasSuffix(" s") == isTerminal)
  }

  /// How long a loop takes that may be left is not known, and a loop that was left is over.
  @Test func aLoopThatMayBeLeftHasAtMostSoMuchTimeLeft() async throws {
    var bar = ProgressBar()
    let style = Style(width: 80)
    bar.update(0, 100, mayEndEarly: true)
    try await Task.sleep(for: .milliseconds(250))
    bar.update(10, 100, mayEndEarly: true)
    #expect(bar.line(style).contains("/s  at most ") && bar.line(style).hasSuffix(" left"))
    bar.update(11, 100)
    #expect(!bar.line(style).contains("at most") && bar.isRunning)
    bar.leave()
    #expect(!bar.isRunning)
  }

  @Test(arguments: [10, 24, 40, 80, 120]) func aBarFitsItsLine(_ width: Int) {
    var bar = ProgressBar()
    for (done, total) in [(0, 10), (5, 10), (10, 10), (0, 0), (123_456, 1_000_000)] {
      bar.update(done, total)
      for glyphs in Glyphs.allCases {
        #expect(bar.line(Style(width: width, glyphs: glyphs)).count <= width)
      }
    }
  }

  /// Someone who reads page by page does not make the loop before slower.
  @Test func aLapLeavesOutWaiting() {
    func lap(_ times: Int...) -> String? {
      var stopwatch = Stopwatch()
      stopwatch.notice()
      for time in times { stopwatch.leaveOut(.seconds(time)) }
      return stopwatch.lap()
    }
    #expect(lap(-36_000)?.hasPrefix("600:") == true)
    #expect(lap(-36_000, 30_000)?.hasPrefix("100:") == true)
  }
}
