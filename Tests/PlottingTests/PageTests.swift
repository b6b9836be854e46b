import Testing

@testable import Plotting

/// SVG: the same layout on a page.
@Suite struct PageTests {
  private let chart = LineChart(
    title: "a < b & c",
    series: [
      .init("one", x: [0, 1, 2], y: [1, 2, 3]), .init("two", x: [0, 1, 2], y: [3, 2, 1]),
    ],
    references: [.init("goal", 2.5)])

  @Test(arguments: Gallery.entries) func isWellFormedAndPlain(_ entry: Gallery.Entry) {
    let page = svg(entry.figure)
    var open: [Substring] = []
    for tag in page.matches(of: /<(\/?)([a-z]+)[^<>]*?(\/?)>/) {
      if tag.1 == "/" {
        #expect(open.popLast() == tag.2)
      } else if tag.3.isEmpty {
        open.append(tag.2)
      }
    }
    #expect(open.isEmpty)
    #expect(!page.contains("\u{1B}") && !page.contains(" id="))
    #expect(!page.contains(/[xyd12]="[^"]*\d\.\d{3}/), "more than two decimals")
    #expect(!page.contains(/&(?!amp;|lt;|gt;|quot;)/))
    #expect(svg(entry.figure) == page)
  }

  @Test func theTitleIsTheSentence() {
    #expect(svg(chart).contains("<title>a &lt; b &amp; c: one: 1 → 3; two: 3 → 1; reference goal"))
  }

  @Test func colourDashAndMarkerTellSeriesApart() {
    let strokes = chart.draw(Style(width: 80, glyphs: .unicode, colours: .trueColour)).strokes
    let curves = strokes.filter { if case .series = $0.ink { $0.points.count > 1 } else { false } }
    #expect(curves.count == 2)
    #expect(Set(curves.map(\.dash)).count == 2 && Set(curves.map(\.marker)).count == 2)
    let page = svg(chart)
    #expect(page.contains("#4c8dda") && page.contains("#e08a1e"))
    #expect(page.matches(of: /stroke-dasharray/).count >= 2)
  }

  @Test func charactersUnderAShapeAreNotWritten() {
    #expect(!svg(chart).contains(">***") && !svg(chart).contains("⠤"))
    #expect(!svg(BarChart([("a", 1)])).contains("━"))
  }

  @Test func pixelsAreAPicture() {
    let page = svg(Picture(Gallery.three))
    #expect(page.contains("href=\"data:image/png;base64,iVBORw0KGgo"))
    #expect(!page.contains("▀"))
  }
}
