import Text

/// How often each class was taken for each: rows are true, columns predicted.
package struct ConfusionMatrix: Figure, Equatable {
  /// Printed above; empty for none.
  package var title: String
  /// [true, predicted] counts.
  package var counts: [[Int]]
  /// Names of the classes; their numbers if empty.
  package var labels: [String]

  /// Makes a confusion matrix.
  package init(title: String = "", _ counts: [[Int]], labels: [String] = []) {
    self.title = title
    self.counts = counts
    self.labels = labels
  }

  private var classes: Int { max(counts.count, counts.map(\.count).max() ?? 0) }

  private func count(_ row: Int, _ column: Int) -> Int {
    guard counts.indices.contains(row), counts[row].indices.contains(column) else { return 0 }
    return counts[row][column]
  }

  private func name(_ index: Int) -> String {
    labels.indices.contains(index) ? labels[index] : String(index)
  }

  /// The counts, with the diagonal in brackets; if they do not fit, the worst confusions.
  package func draw(_ style: Style) -> Canvas {
    let widest = counts.joined().map { String($0).count }.max() ?? 1
    let names = (0..<classes).map { style.fitted(name($0), 12) }
    let nameWidth = names.map { DisplayWidth.of($0) }.max() ?? 1
    // As wide as the names of the columns, if there is room for them.
    let room = (style.width - nameWidth - 1) / max(classes, 1)
    let cellWidth = max(widest + 2, min(nameWidth + 1, room, 11))
    guard style.width >= 24, classes > 0, cellWidth <= room else {
      return Canvas.stacked(
        [
          heading(style), worst.draw(style),
          Canvas(lines: style.wrapped(facts, style.width), style, ink: .muted),
        ], style)
    }
    var canvas = Canvas(
      width: nameWidth + 1 + classes * cellWidth, height: classes + 1, style)
    for index in 0..<classes {
      let head = cut(names[index], cellWidth - 1)
      let right = nameWidth + 1 + (index + 1) * cellWidth - 1
      canvas.write(head, right - DisplayWidth.of(head), 0, .muted)
      canvas.write(padded(names[index], nameWidth, right: true), 0, index + 1, .muted)
      canvas.put(style.glyphs == .ascii ? "|" : "│", nameWidth, index + 1, .muted)
      let total = (0..<classes).reduce(0.0) { $0 + Double(max(count(index, $1), 0)) }
      for column in 0..<classes {
        let value = count(index, column)
        let share = total > 0 ? Double(max(value, 0)) / total : 0
        let text =
          column == index ? "[\(value)]" : (value == 0 ? "." : String(value)) + " "
        let colour = ColourMap.viridis(share.squareRoot(), style.colours)
        let (ink, paper): (Ink, Ink) =
          style.hasShades && value > 0 ? (.rgb(colour.contrast), .rgb(colour)) : (.plain, .plain)
        canvas.write(
          padded(text, cellWidth, right: true), nameWidth + 1 + column * cellWidth, index + 1, ink,
          on: paper)
      }
    }
    let note = ". = 0; \(facts)"
    return Canvas.stacked(
      [
        heading(style), canvas, Canvas(lines: style.wrapped(note, style.width), style, ink: .muted),
      ],
      style)
  }

  private func heading(_ style: Style) -> Canvas {
    let axes = "rows=true cols=predicted"
    return Canvas(
      lines: style.wrapped(title.isEmpty ? axes : "\(title)  \(axes)", style.width), style,
      ink: .strong)
  }

  private var facts: String {
    var right = 0.0
    var total = 0.0
    for row in 0..<classes {
      right += Double(max(count(row, row), 0))
      for column in 0..<classes { total += Double(max(count(row, column), 0)) }
    }
    guard total > 0 else { return "nothing counted" }
    return "right \(whole(right)) of \(whole(total)) = \(Digits.visible(right / total * 100, 2))%"
  }

  private func whole(_ value: Double) -> String { Digits.grouped(Digits.fixed(value, 0)) }

  private struct Confusion {
    var row: Int
    var column: Int
    var count: Int
  }

  /// Which classes were taken for which others, the most frequent first.
  private var confusions: [Confusion] {
    var found: [Confusion] = []
    for row in 0..<classes {
      for column in 0..<classes where row != column && count(row, column) > 0 {
        found.append(Confusion(row: row, column: column, count: count(row, column)))
      }
    }
    return found.sorted { ($0.count, $1.row, $1.column) > ($1.count, $0.row, $0.column) }
  }

  private var worst: Table {
    Table(
      header: ["true", "taken for", "count"],
      rows: confusions.prefix(10).map {
        [.text(name($0.row)), .text(name($0.column)), .integer($0.count)]
      })
  }

  /// The accuracy and the three worst confusions.
  package var sentence: String {
    let worst = confusions.prefix(3).map {
      "\(name($0.row)) as \(name($0.column)) (\(Digits.grouped($0.count)))"
    }
    let list = worst.isEmpty ? "" : "; most often confused: "
    return "\(title.isEmpty ? "confusion" : title): \(facts)\(list)"
      + worst.joined(separator: ", ")
  }

  /// The counts.
  package var numbers: [Table] {
    var table = Table(
      title: title, header: ["true"] + (0..<classes).map(name),
      rows: (0..<classes).map { row in
        [.text(name(row))] + (0..<classes).map { .integer(count(row, $0)) }
      })
    table.continues = true
    return [table]
  }
}
