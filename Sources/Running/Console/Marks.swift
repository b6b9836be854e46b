import Plotting
import Text

/// The few signs and colours of reports, in what the style offers.
struct Marks {
  let style: Style

  var isUnicode: Bool { style.glyphs == .unicode }
  /// Whether words stay as they are written, whatever marks are drawn with.
  var keepsWords: Bool { style.words == .unicode }
  var hasColour: Bool { style.colours != .none }

  var held: String { green(isUnicode ? "✓" : "ok") }
  var failed: String { red(isUnicode ? "✗" : "FAILED") }
  var notChecked: String { dim(isUnicode ? "·" : "--") }
  var separator: String { isUnicode ? " · " : ", " }

  /// A heading across the width: `── 2 Training ─────`.
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

  private func styled(_ text: String, _ code: String) -> String {
    hasColour && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

/// `1 step`, `2 steps`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
