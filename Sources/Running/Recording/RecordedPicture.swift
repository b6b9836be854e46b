import Builtins
import Interpreter
import Plotting
import Text

/// What `show` drew, for each kind of terminal: figures cannot be read back from a file.
struct RecordedPicture {
  private struct Form {
    let name: String
    let style: Style
  }

  private static let narrow = 40
  private static let forms = [
    Form(name: "ascii", style: Style(width: 80, glyphs: .ascii)),
    Form(name: "unicode", style: Style(width: 80, glyphs: .unicode)),
    Form(name: "narrow ascii", style: Style(width: narrow, glyphs: .ascii)),
    Form(name: "narrow unicode", style: Style(width: narrow, glyphs: .unicode)),
    Form(name: "words", style: Style(width: 80, glyphs: .unicode, content: .sentence)),
  ]
  /// By the names of the forms.
  private var texts: [String: String] = [:]

  /// What these values look like.
  init(_ values: [Value]) {
    for form in Self.forms { texts[form.name] = Self.text(values, form.style) }
  }

  private static func text(_ values: [Value], _ style: Style) -> String {
    var pieces: [String] = []
    var figures: [any Figure] = []
    func draw() {
      if figures.count > 1 {
        pieces.append(render(FigureRow(figures), style))
      } else if let figure = figures.first {
        pieces.append(render(figure, style))
      }
      figures = []
    }
    for value in values {
      if let times = value.measuredTimes {
        pieces.append(times.placeholder + "\n")
      } else if case .object(let object as FigureObject) = value {
        figures.append(object.figure)
      } else {
        draw()
        let isText = if case .string = value { true } else { false }
        pieces.append((isText ? value.text : value.representation(width: style.width)) + "\n")
      }
    }
    draw()
    return pieces.joined(separator: "\n")
  }

  /// The text for an output of that style.
  func text(_ style: Style) -> String {
    let glyphs = style.glyphs == .unicode ? "unicode" : "ascii"
    let name =
      style.content != .picture ? "words" : style.width >= 80 ? glyphs : "narrow \(glyphs)"
    return visibleLines(texts[name] ?? "")
  }

  /// As JSON.
  var json: JSON {
    .object(Self.forms.map { ($0.name, .string(texts[$0.name] ?? "")) })
  }

  /// The one of which this is the JSON; nil if it is damaged.
  init?(_ json: JSON) {
    for form in Self.forms {
      guard let text = json[form.name]?.string else { return nil }
      texts[form.name] = text
    }
  }
}
