import Plotting
import Text

/// The few signs and colours of reports, in characters and colours that the style has.
struct Marks {
  let style: Style

  var isUnicode: Bool { style.glyphs == .unicode }
  /// Whether words stay as they are written, whatever marks are drawn with.
  var keepsWords: Bool { style.words == .unicode }
  /// A text as the terminal will get it, so that its width is known: in ASCII many signs are longer.
  func spelled(_ text: String) -> String { keepsWords ? text : Transliteration.ascii(text) }

  var hasColour: Bool { style.colours != .none }

  var held: String { green(isUnicode ? "✓" : "ok") }
  var failed: String { red(isUnicode ? "✗" : "FAILED") }
  var notChecked: String { dim(isUnicode ? "·" : "--") }
  var separator: String { isUnicode ? " · " : ", " }

  /// A heading over the width: `── 2 Training ─────`.
  func heading(_ text: String) -> String {
    let rule = isUnicode ? "─" : "-"
    let used = DisplayWidth.of(text) + 4
    let rest = max(0, min(style.width, 72) - used)
    return dim(rule + rule) + " " + bold(text) + (rest > 0 ? " " : "")
      + dim(String(repeating: rule, count: rest))
  }

  func bold(_ text: String) -> String { styled(text, "1") }
  func dim(_ text: String) -> String { styled(text, "2") }
  func red(_ text: String) -> String { styled(text, "31") }
  func green(_ text: String) -> String { styled(text, "32") }

  /// Words of the language, texts and numbers in code: about as far from black as from white.
  func keyword(_ text: String) -> String { styled(text, code("35", 140, "166;121;210")) }
  func string(_ text: String) -> String { styled(text, code("32", 71, "61;163;93")) }
  func number(_ text: String) -> String { styled(text, code("36", 172, "224;138;30")) }

  private func code(_ sixteen: String, _ of256: Int, _ rgb: String) -> String {
    switch style.colours {
    case .none, .ansi16: sixteen
    case .ansi256: "38;5;\(of256)"
    case .trueColour: "38;2;\(rgb)"
    }
  }

  private func styled(_ text: String, _ code: String) -> String {
    hasColour && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

/// `1 step`, `2 steps`.
package func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
