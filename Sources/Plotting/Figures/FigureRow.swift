/// Figures side by side if the width allows, else one below the other.
package struct FigureRow: Figure {
  /// The figures from left to right.
  package var figures: [any Figure]
  /// Printed above; empty for none.
  package var title: String
  /// How many go in a line; as many as fit where `nil`.
  package var columns: Int?

  /// Makes a row.
  package init(_ figures: [any Figure], title: String = "", columns: Int? = nil) {
    self.figures = figures
    self.title = title
    self.columns = columns
  }

  private static let gap = 3

  /// All on one line if they fit as they are or shrunk; otherwise as many per line as fit.
  package func draw(_ style: Style) -> Canvas {
    if let columns, columns < figures.count { return lines(of: max(columns, 1), style) }
    let items = figures.map { Item($0, style) }
    var parts =
      title.isEmpty ? [] : [Canvas(lines: style.wrapped(title, style.width), style, ink: .strong)]
    let isTight = FigureRow.total(items.map(\.natural)) > style.width
    if !items.isEmpty && isTight && FigureRow.total(items.map(\.least)) <= style.width {
      parts.append(FigureRow.line(items, items.map(\.least), style.width, style))
      return Canvas.stacked(parts, style)
    }
    // Shrunk only if that saves a line.
    let small = items.map(\.least)
    var widths = items.map { $0.stretches ? $0.least : $0.natural }
    let isSmall =
      FigureRow.wrapped(small, style.width).count < FigureRow.wrapped(widths, style.width).count
    if isSmall { widths = small }
    let lines = FigureRow.wrapped(widths, style.width)
    // Panels that stretch are as wide on the last line as on the first.
    let first = lines.first ?? []
    let isPanels = lines.count > 1 && first.count > 1 && items.allSatisfy(\.stretches)
    for (number, line) in lines.enumerated() {
      if number > 0 { parts.append(Canvas(width: 1, height: 1, style)) }
      let panels = isPanels ? (style.width - FigureRow.gap * (first.count - 1)) / first.count : nil
      var room = panels.map { $0 * line.count + FigureRow.gap * (line.count - 1) } ?? style.width
      if isSmall { room = FigureRow.total(line.map { widths[$0] }) }
      parts.append(FigureRow.line(line.map { items[$0] }, line.map { widths[$0] }, room, style))
    }
    return Canvas.stacked(parts, style)
  }

  /// Lines of so many figures, or fewer where they do not fit.
  private func lines(of columns: Int, _ style: Style) -> Canvas {
    let lines = stride(from: 0, to: figures.count, by: columns).map {
      FigureRow(Array(figures[$0..<min($0 + columns, figures.count)])).draw(style)
    }
    let head = Canvas(
      lines: title.isEmpty ? [] : style.wrapped(title, style.width), style, ink: .strong)
    return Canvas.stacked([head, Canvas.stacked(lines, gap: 1, style)], style)
  }

  /// A figure and the widths that it can have.
  private struct Item {
    let figure: any Figure
    let canvas: Canvas?
    let least: Int
    let natural: Int
    let stretches: Bool

    init(_ figure: any Figure, _ style: Style) {
      self.figure = figure
      let sharing = figure.sharing(style)
      if case .stretches(let from) = sharing {
        canvas = nil
        least = min(max(from, 1), style.width)
        natural = least
        stretches = true
        return
      }
      let drawn = figure.draw(style)
      canvas = drawn
      natural = drawn.usedWidth
      stretches = false
      if case .shrinks(let to) = sharing { least = min(to, natural) } else { least = natural }
    }
  }

  private static func total(_ widths: [Int]) -> Int {
    widths.reduce(gap * max(widths.count - 1, 0), +)
  }

  /// One line; the room left over is shared among those that can use it.
  private static func line(
    _ items: [Item], _ widths: [Int], _ room: Int, _ style: Style
  ) -> Canvas {
    let flexible = items.indices.filter { items[$0].stretches || widths[$0] < items[$0].natural }
    let spare = max(room - total(widths), 0) / max(flexible.count, 1)
    let canvases = items.indices.map { index in
      let item = items[index]
      if let canvas = item.canvas, widths[index] >= item.natural {
        return canvas.trimmed(to: item.natural, style)
      }
      let drawn = item.figure.draw(style.narrowed(to: widths[index] + spare))
      return item.stretches ? drawn : drawn.trimmed(to: drawn.usedWidth, style)
    }
    return Canvas.beside(canvases, gap: gap, style)
  }

  private static func wrapped(_ widths: [Int], _ room: Int) -> [[Int]] {
    var lines: [[Int]] = []
    for index in widths.indices {
      if let line = lines.last, total((line + [index]).map { widths[$0] }) <= room {
        lines[lines.count - 1].append(index)
      } else {
        lines.append([index])
      }
    }
    return lines
  }

  /// The figures' sentences, one after the other.
  package var sentence: String {
    (title.isEmpty ? "" : "\(title): ") + figures.map(\.sentence).joined(separator: ". ")
  }

  /// The tables of all figures.
  package var numbers: [Table] { figures.flatMap(\.numbers) }
}

extension Canvas {
  /// The left `columns` columns.
  func trimmed(to columns: Int, _ style: Style) -> Canvas {
    guard columns < width else { return self }
    var result = Canvas(width: columns, height: height, style)
    result.paste(self, 0, 0)
    return result
  }
}
