import Language

/// What a check calls the mistakes that a dry run brings to light.
enum FindingCode {
  /// Codes, and what the messages of their mistakes contain. The first that fits is it.
  private static let table: [(code: String, words: [String])] = [
    ("unknown-name", ["unknown name", "is used before it is set"]),
    ("unknown-argument", ["argument is called", "takes no argument called"]),
    ("argument-twice", ["is given twice"]),
    ("missing-argument", ["` is missing"]),
    ("too-many-arguments", ["at most"]),
    ("not-a-function", ["is a value, not a function", "cannot be called"]),
    ("not-called", ["` is a function", "` is a method"]),
    ("unknown-member", ["has no `", "has no field", "cannot be set"]),
    ("unknown-key", ["has no key"]),
    ("out-of-range", ["out of range", "is outside", "there is no image", "there is no dimension"]),
    (
      "shape",
      [
        "shape", "dimension", "channels", "heads", "do not fit", "does not fit", "unpacked into",
        "rearrange: ", "einsum: ", "repeat: ", "takes [",
      ]
    ),
    (
      "wrong-kind",
      [
        "cannot combine", "cannot compare", "must be a", "must be true", "must be one of",
        "must be whole", "cannot loop over", "cannot be indexed", "does not take", "is for ",
        "takes a number", "whole number", "cannot look into",
      ]
    ),
  ]

  /// The code of a mistake.
  static func of(_ mistake: Diagnostic) -> String {
    table.first { $0.words.contains { mistake.message.contains($0) } }?.code ?? "would-fail"
  }
}
