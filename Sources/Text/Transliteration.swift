extension Printable {
  /// A character in ASCII: its letter without accents, a Greek letter's name, or `?`.
  static func spelled(_ character: Character) -> String {
    guard let scalar = character.unicodeScalars.first else { return "?" }
    if let word = words[scalar] { return word }
    guard let name = scalar.properties.name else { return "?" }
    let parts = name.split(separator: " ")
    guard parts.count >= 4, parts[2] == "LETTER" else { return "?" }
    let isLower = parts[1] == "SMALL"
    switch parts[0] {
    case "LATIN" where parts[3].count <= 2:
      return isLower ? parts[3].lowercased() : String(parts[3])
    case "GREEK":
      return isLower
        ? parts[3].lowercased() : parts[3].prefix(1) + parts[3].dropFirst().lowercased()
    default:
      return "?"
    }
  }

  private static let words: [Unicode.Scalar: String] = [
    "×": "x", "·": ".", "⋅": ".", "÷": "/", "−": "-", "–": "-", "—": "-", "±": "+-",
    "≈": "~", "≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "←": "<-", "∞": "inf", "∑": "sum ",
    "∂": "d", "∇": "grad ", "∈": " in ", "‖": "||", "…": "...", "‘": "'", "’": "'", "“": "\"",
    "”": "\"", "«": "<<", "»": ">>", "°": " deg", "%": "%", "²": "^2", "³": "^3", "¹": "^1",
    "⁰": "^0", "⁴": "^4", "ᵀ": "^T", "⁺": "^+", "⁻": "^-", "₀": "_0", "₁": "_1", "₂": "_2",
    "₃": "_3", "½": "1/2", "¼": "1/4", "¾": "3/4", "ß": "ss", "µ": "mu", "\u{A0}": " ",
    "′": "'", "″": "\"", "ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "⊗": "(x)",
    "•": "*", "✓": "ok", "✗": "x", "█": "#",
  ]
}
