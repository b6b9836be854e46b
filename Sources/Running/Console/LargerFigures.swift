import Platform
import Plotting

extension Console {
  /// Draws what was drawn last again, as large as the window; false if that is nothing.
  package func drawLarger() -> Bool {
    guard !lastFigures.isEmpty else { return false }
    let now = capabilities.style
    let columns = Terminal.size().columns
    var large = Style(
      width: columns > 0 ? columns : now.width, rows: min(max(capabilities.rows - 2, 10), 200),
      glyphs: now.glyphs, words: now.words, colours: now.colours,
      lightBackground: now.lightBackground, content: now.content)
    large.fillsRows = true
    large.pixels = now.pixels
    for figure in lastFigures { print(render(figure, large)) }
    return true
  }
}
