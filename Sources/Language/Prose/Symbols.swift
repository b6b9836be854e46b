import Text

/// What TeX commands and Unicode characters look like in a terminal.
enum Symbols {
  /// A sign in Unicode and in ASCII, and whether blanks surround it.
  typealias Sign = (unicode: String, ascii: String, isSpaced: Bool)

  /// Signs by their TeX name.
  static let signs: [String: Sign] = {
    var signs: [String: Sign] = [:]
    for (name, letter) in Transliteration.greek { signs[name] = (String(letter), name, false) }
    for (name, letter) in [("varepsilon", "ε"), ("varphi", "φ"), ("vartheta", "ϑ")] {
      signs[name] = (letter, Transliteration.ascii(letter), false)
    }
    for (name, unicode) in relations { signs[name] = (unicode, ascii(name, unicode), true) }
    for (name, unicode) in plain { signs[name] = (unicode, ascii(name, unicode), false) }
    return signs
  }()

  /// A sign in ASCII: as the character is written there, unless the command says more than it does.
  private static func ascii(_ name: String, _ unicode: String) -> String {
    ["cdot": "*", "top": "T", "intercal": "T"][name] ?? Transliteration.ascii(unicode)
  }

  private static let relations = [
    ("in", "∈"), ("notin", "∉"), ("times", "×"), ("leftarrow", "←"),
    ("gets", "←"), ("rightarrow", "→"), ("to", "→"), ("mapsto", "↦"),
    ("Rightarrow", "⇒"), ("implies", "⇒"), ("Leftarrow", "⇐"),
    ("leftrightarrow", "↔"), ("iff", "⇔"), ("Leftrightarrow", "⇔"),
    ("le", "≤"), ("leq", "≤"), ("ge", "≥"), ("geq", "≥"),
    ("ne", "≠"), ("neq", "≠"), ("approx", "≈"), ("sim", "∼"),
    ("simeq", "≃"), ("equiv", "≡"), ("ll", "≪"), ("gg", "≫"),
    ("propto", "∝"), ("pm", "±"), ("mp", "∓"), ("cdot", "·"),
    ("otimes", "⊗"), ("oplus", "⊕"), ("odot", "⊙"), ("circ", "∘"),
    ("subset", "⊂"), ("subseteq", "⊆"), ("cup", "∪"),
    ("cap", "∩"), ("setminus", "∖"), ("land", "∧"), ("lor", "∨"),
    ("mid", "|"), ("parallel", "∥"), ("div", "÷"), ("ast", "∗"),
    ("star", "⋆"), ("coloneqq", "≔"),
  ]

  private static let plain = [
    ("infty", "∞"), ("sum", "∑"), ("prod", "∏"), ("int", "∫"),
    ("partial", "∂"), ("nabla", "∇"), ("top", "ᵀ"), ("intercal", "ᵀ"),
    ("ldots", "…"), ("dots", "…"), ("cdots", "⋯"), ("vdots", "⋮"),
    ("forall", "∀"), ("exists", "∃"), ("emptyset", "∅"),
    ("neg", "¬"), ("ell", "ℓ"), ("Re", "ℜ"), ("Im", "ℑ"),
    ("langle", "⟨"), ("rangle", "⟩"), ("lfloor", "⌊"), ("rfloor", "⌋"),
    ("lceil", "⌈"), ("rceil", "⌉"), ("lVert", "‖"), ("rVert", "‖"),
    ("Vert", "‖"), ("|", "‖"), ("vert", "|"), ("lvert", "|"),
    ("rvert", "|"), ("prime", "′"), ("dagger", "†"), ("degree", "°"),
    ("{", "{"), ("}", "}"), ("%", "%"), ("$", "$"), ("&", "&"),
    ("#", "#"), ("_", "_"), ("lbrace", "{"), ("rbrace", "}"),
    (",", " "), (";", " "), (":", " "), (" ", " "), ("quad", "  "),
    ("qquad", "   "), ("!", ""), ("\\", "; "), ("mathbin", ""),
    ("displaystyle", ""), ("limits", ""), ("left", ""), ("right", ""),
    ("big", ""), ("Big", ""), ("bigl", ""), ("bigr", ""), ("Bigl", ""),
    ("Bigr", ""),
  ]

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
}
