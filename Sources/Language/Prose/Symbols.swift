/// What TeX commands and Unicode characters look like in a terminal.
enum Symbols {
  /// A sign in Unicode and in ASCII, and whether blanks surround it.
  typealias Sign = (unicode: String, ascii: String, isSpaced: Bool)

  /// Signs by their TeX name.
  static let signs: [String: Sign] = {
    var signs: [String: Sign] = [:]
    for (name, letter) in greek {
      signs[name] = (letter, name, false)
    }
    for (name, unicode, ascii) in relations { signs[name] = (unicode, ascii, true) }
    for (name, unicode, ascii) in plain { signs[name] = (unicode, ascii, false) }
    return signs
  }()

  /// ASCII for characters beyond it.
  static let ascii: [Character: String] = {
    var ascii: [Character: String] = [
      "“": "\"", "”": "\"", "„": "\"", "‘": "'", "’": "'", "–": "-", "—": "--", "…": "...",
      "•": "*", "−": "-", "√": "sqrt", "°": " deg", "é": "e", "è": "e", "ê": "e", "ë": "e",
      "á": "a", "à": "a", "â": "a", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ç": "c", "ñ": "n",
      "ó": "o", "ô": "o", "í": "i", "î": "i", "ï": "i", "ú": "u", "û": "u", "ø": "o", "å": "a",
      "«": "\"", "»": "\"", "½": "1/2", "¼": "1/4", "€": "EUR", "ℝ": "R", "ᵀ": "^T", "⊤": "T",
    ]
    for (_, unicode, text) in relations + plain where unicode.count == 1 {
      if let character = unicode.first, !character.isASCII { ascii[character] = text }
    }
    for (name, letter) in greek { if let character = letter.first { ascii[character] = name } }
    for (from, to) in superscripts { ascii[to] = "^\(from)" }
    for (from, to) in subscripts { ascii[to] = "_\(from)" }
    return ascii
  }()

  private static let greek = [
    ("alpha", "α"), ("beta", "β"), ("gamma", "γ"), ("delta", "δ"), ("epsilon", "ε"),
    ("varepsilon", "ε"), ("zeta", "ζ"), ("eta", "η"), ("theta", "θ"), ("iota", "ι"),
    ("kappa", "κ"), ("lambda", "λ"), ("mu", "μ"), ("nu", "ν"), ("xi", "ξ"), ("pi", "π"),
    ("rho", "ρ"), ("sigma", "σ"), ("tau", "τ"), ("upsilon", "υ"), ("phi", "φ"), ("varphi", "φ"),
    ("chi", "χ"), ("psi", "ψ"), ("omega", "ω"), ("Gamma", "Γ"), ("Delta", "Δ"), ("Theta", "Θ"),
    ("Lambda", "Λ"), ("Xi", "Ξ"), ("Pi", "Π"), ("Sigma", "Σ"), ("Upsilon", "Υ"), ("Phi", "Φ"),
    ("Psi", "Ψ"), ("Omega", "Ω"),
  ]

  private static let relations = [
    ("in", "∈", "in"), ("notin", "∉", "not in"), ("times", "×", "x"), ("leftarrow", "←", "<-"),
    ("gets", "←", "<-"), ("rightarrow", "→", "->"), ("to", "→", "->"), ("mapsto", "↦", "->"),
    ("Rightarrow", "⇒", "=>"), ("implies", "⇒", "=>"), ("Leftarrow", "⇐", "<="),
    ("leftrightarrow", "↔", "<->"), ("iff", "⇔", "<=>"), ("Leftrightarrow", "⇔", "<=>"),
    ("le", "≤", "<="), ("leq", "≤", "<="), ("ge", "≥", ">="), ("geq", "≥", ">="),
    ("ne", "≠", "!="), ("neq", "≠", "!="), ("approx", "≈", "~="), ("sim", "∼", "~"),
    ("simeq", "≃", "~="), ("equiv", "≡", "=="), ("ll", "≪", "<<"), ("gg", "≫", ">>"),
    ("propto", "∝", "prop. to"), ("pm", "±", "+/-"), ("mp", "∓", "-/+"), ("cdot", "·", "*"),
    ("otimes", "⊗", "(x)"), ("oplus", "⊕", "(+)"), ("odot", "⊙", "(.)"), ("circ", "∘", "o"),
    ("subset", "⊂", "subset of"), ("subseteq", "⊆", "subset of"), ("cup", "∪", "or"),
    ("cap", "∩", "and"), ("setminus", "∖", "minus"), ("land", "∧", "and"), ("lor", "∨", "or"),
    ("mid", "|", "|"), ("parallel", "∥", "||"), ("div", "÷", "/"), ("ast", "∗", "*"),
    ("star", "⋆", "*"), ("coloneqq", "≔", ":="),
  ]

  private static let plain = [
    ("infty", "∞", "inf"), ("sum", "∑", "sum"), ("prod", "∏", "prod"), ("int", "∫", "int"),
    ("partial", "∂", "d"), ("nabla", "∇", "grad"), ("top", "ᵀ", "T"), ("intercal", "ᵀ", "T"),
    ("ldots", "…", "..."), ("dots", "…", "..."), ("cdots", "⋯", "..."), ("vdots", "⋮", "..."),
    ("forall", "∀", "for all "), ("exists", "∃", "exists "), ("emptyset", "∅", "{}"),
    ("neg", "¬", "not "), ("ell", "ℓ", "l"), ("Re", "ℜ", "Re"), ("Im", "ℑ", "Im"),
    ("langle", "⟨", "<"), ("rangle", "⟩", ">"), ("lfloor", "⌊", "floor("), ("rfloor", "⌋", ")"),
    ("lceil", "⌈", "ceil("), ("rceil", "⌉", ")"), ("lVert", "‖", "||"), ("rVert", "‖", "||"),
    ("Vert", "‖", "||"), ("|", "‖", "||"), ("vert", "|", "|"), ("lvert", "|", "|"),
    ("rvert", "|", "|"), ("prime", "′", "'"), ("dagger", "†", "+"), ("degree", "°", " deg"),
    ("{", "{", "{"), ("}", "}", "}"), ("%", "%", "%"), ("$", "$", "$"), ("&", "&", "&"),
    ("#", "#", "#"), ("_", "_", "_"), ("lbrace", "{", "{"), ("rbrace", "}", "}"),
    (",", " ", " "), (";", " ", " "), (":", " ", " "), (" ", " ", " "), ("quad", "  ", "  "),
    ("qquad", "   ", "   "), ("!", "", ""), ("\\", "; ", "; "), ("mathbin", "", ""),
    ("displaystyle", "", ""), ("limits", "", ""), ("left", "", ""), ("right", "", ""),
    ("big", "", ""), ("Big", "", ""), ("bigl", "", ""), ("bigr", "", ""), ("Bigl", "", ""),
    ("Bigr", "", ""),
  ]

  static let superscripts: [Character: Character] = pairs(
    "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ")

  static let subscripts: [Character: Character] = pairs(
    "0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")

  static let blackboard: [Character: Character] = pairs("CHNPQRZE", "ℂℍℕℙℚℝℤ𝔼")

  /// Accents that Unicode can put over a letter.
  static let accents: [String: Unicode.Scalar] = [
    "hat": "\u{302}", "widehat": "\u{302}", "bar": "\u{304}", "overline": "\u{304}",
    "tilde": "\u{303}", "widetilde": "\u{303}", "vec": "\u{20D7}", "dot": "\u{307}",
    "ddot": "\u{308}",
  ]

  private static func pairs(_ from: String, _ to: String) -> [Character: Character] {
    Dictionary(zip(from, to), uniquingKeysWith: { first, _ in first })
  }

  /// `text` in ASCII, with `?` for what has no equivalent there.
  static func asciiText(_ text: some StringProtocol) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return String(text) }
    return text.map { $0.isASCII ? String($0) : ascii[$0] ?? "?" }.joined()
  }
}
