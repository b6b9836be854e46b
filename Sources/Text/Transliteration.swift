/// Text in ASCII, for terminals that show nothing else: the one table of what characters become there.
package enum Transliteration {
  /// `text` in ASCII: letters as people write them without their accents, signs as they are typed,
  /// whatever has no likeness by its number, `<4E2D>`, so that different texts stay different.
  package static func ascii(_ text: some StringProtocol) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return String(text) }
    return text.map { $0.isASCII ? String($0) : ascii($0) }.joined()
  }

  /// A character that is not ASCII, in ASCII.
  package static func ascii(_ character: Character) -> String {
    if let known = signs[character] { return known }
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return "" }
    // A letter and a mark may be two scalars or one: the same comes of both.
    if scalars.count == 2, scalars.last == "\u{308}", let letter = umlauts[first] { return letter }
    return scalars.map { $0.isASCII ? String($0) : ascii($0) }.joined()
  }

  private static func ascii(_ scalar: Unicode.Scalar) -> String {
    if let known = signs[Character(scalar)] { return known }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return ""
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: return " "
    case .decimalNumber:
      if let value = scalar.properties.numericValue { return String(Int(value)) }
    default: break
    }
    return scalar.properties.name.flatMap(spelling) ?? "<\(number(scalar))>"
  }

  private static func number(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  // MARK: Letters

  /// Scripts whose letters are named after their sound.
  private static let scripts: Set<Substring> = [
    "LATIN", "HIRAGANA", "KATAKANA", "HANGUL", "HEBREW", "ARABIC", "DEVANAGARI", "ARMENIAN",
    "GEORGIAN", "THAI", "FULLWIDTH",
  ]

  /// What the name of a letter says: `e` of LATIN SMALL LETTER E WITH ACUTE.
  private static func spelling(_ name: String) -> String? {
    var words = name.split(separator: " ")[...]
    guard let script = words.first, scripts.contains(script) else { return nil }
    guard let kind = words.firstIndex(where: { ["LETTER", "LIGATURE", "SYLLABLE"].contains($0) })
    else { return nil }
    let isCapital = words[..<kind].contains("CAPITAL")
    words = words[(kind + 1)...].prefix { $0 != "WITH" }
    guard let word = words.last, word.allSatisfy({ $0.isASCII && $0.isLetter }) else { return nil }
    let lower = word.lowercased()
    return isCapital ? lower.prefix(1).uppercased() + lower.dropFirst() : lower
  }

  /// As German, Swedish and Finnish write them without dots.
  private static let umlauts: [Unicode.Scalar: String] = [
    "a": "ae", "o": "oe", "u": "ue", "A": "Ae", "O": "Oe", "U": "Ue",
  ]

  /// Names of Greek letters as TeX has them.
  package static let greek: [(name: String, letter: Character)] = [
    ("alpha", "α"), ("beta", "β"), ("gamma", "γ"), ("delta", "δ"), ("epsilon", "ε"),
    ("zeta", "ζ"), ("eta", "η"), ("theta", "θ"), ("iota", "ι"), ("kappa", "κ"), ("lambda", "λ"),
    ("mu", "μ"), ("nu", "ν"), ("xi", "ξ"), ("omicron", "ο"), ("pi", "π"), ("rho", "ρ"),
    ("sigma", "σ"), ("tau", "τ"), ("upsilon", "υ"), ("phi", "φ"), ("chi", "χ"), ("psi", "ψ"),
    ("omega", "ω"), ("Alpha", "Α"), ("Beta", "Β"), ("Gamma", "Γ"), ("Delta", "Δ"),
    ("Epsilon", "Ε"), ("Zeta", "Ζ"), ("Eta", "Η"), ("Theta", "Θ"), ("Iota", "Ι"), ("Kappa", "Κ"),
    ("Lambda", "Λ"), ("Mu", "Μ"), ("Nu", "Ν"), ("Xi", "Ξ"), ("Omicron", "Ο"), ("Pi", "Π"),
    ("Rho", "Ρ"), ("Sigma", "Σ"), ("Tau", "Τ"), ("Upsilon", "Υ"), ("Phi", "Φ"), ("Chi", "Χ"),
    ("Psi", "Ψ"), ("Omega", "Ω"),
  ]

  private static let cyrillic = zip(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
    [
      "a", "b", "v", "g", "d", "e", "yo", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r",
      "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "\"", "y", "'", "e", "yu", "ya", "i",
      "yi", "ye", "g",
    ])

  // MARK: Signs

  private static let signs: [Character: String] = {
    var signs = others
    for (name, letter) in greek { signs[letter] = name }
    for (letter, text) in cyrillic {
      signs[letter] = text
      if let capital = letter.uppercased().first {
        signs[capital] = text.prefix(1).uppercased() + text.dropFirst()
      }
    }
    for (from, to) in superscripts { signs[to] = "^\(from)" }
    for (from, to) in subscripts { signs[to] = "_\(from)" }
    return signs
  }()

  /// Small raised characters.
  package static let superscripts: [Character: Character] = pairs(
    "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ")

  /// Small lowered characters.
  package static let subscripts: [Character: Character] = pairs(
    "0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")

  private static func pairs(_ from: String, _ to: String) -> [Character: Character] {
    Dictionary(zip(from, to), uniquingKeysWith: { first, _ in first })
  }

  private static let others: [Character: String] = [
    // Letters whose names do not say how they are written.
    "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS",
    "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D",
    "ı": "i", "ŋ": "ng", "Ŋ": "Ng", "ſ": "s", "ς": "sigma", "µ": "mu", "ϵ": "epsilon",
    "ϕ": "phi", "ϑ": "theta", "ℝ": "R", "ℂ": "C", "ℍ": "H", "ℕ": "N", "ℙ": "P", "ℚ": "Q",
    "ℤ": "Z", "𝔼": "E", "ℓ": "l", "ℜ": "Re", "ℑ": "Im",
    // Punctuation.
    "“": "\"", "”": "\"", "„": "\"", "«": "\"", "»": "\"", "‘": "'", "’": "'", "‚": "'",
    "′": "'", "″": "\"", "–": "-", "—": "--", "…": "...", "•": "*", "¡": "!", "¿": "?",
    "§": "section ", "¶": "paragraph ", "†": "+", "‡": "++", "©": "(c)", "®": "(R)", "™": "(TM)",
    "、": ", ", "。": ". ", "「": "\"", "」": "\"", "！": "!", "？": "?", "（": "(", "）": ")",
    "，": ", ", "：": ": ",
    // Units and money.
    "°": " deg", "%": "%", "€": "EUR", "£": "GBP", "¥": "JPY", "½": "1/2", "¼": "1/4",
    "¾": "3/4",
    // Mathematics.
    "×": "x", "·": ".", "⋅": ".", "∙": ".", "÷": "/", "−": "-", "±": "+/-", "∓": "-/+",
    "≈": "~=", "∼": "~", "≃": "~=", "≡": "==", "≤": "<=", "≥": ">=", "≠": "!=", "≪": "<<",
    "≫": ">>", "∝": "prop. to", "∞": "inf", "∑": "sum", "∏": "prod", "∫": "int", "√": "sqrt",
    "∂": "d", "∇": "grad", "∈": "in", "∉": "not in", "⊂": "subset of", "⊆": "subset of",
    "∪": "or", "∩": "and", "∖": "minus", "∧": "and", "∨": "or", "¬": "not ", "∀": "for all ",
    "∃": "exists ", "∅": "{}", "‖": "||", "∥": "||", "∗": "*", "⋆": "*", "≔": ":=", "∘": "o",
    "⊗": "(x)", "⊕": "(+)", "⊙": "(.)", "⋯": "...", "⋮": "...", "⟨": "<", "⟩": ">",
    "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")", "⊤": "T",
    // Arrows and marks.
    "→": "->", "←": "<-", "↔": "<->", "↦": "->", "⇒": "=>", "⇐": "<=", "⇔": "<=>", "↑": "^",
    "↓": "v", "✓": "ok", "✗": "x", "█": "#",
  ]
}
