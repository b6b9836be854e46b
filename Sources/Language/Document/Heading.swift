import Text

/// What a `##` line says: `Train both {#train optional minutes=4}`.
struct Heading {
  var title: String
  var id: String
  var isOptional = false
  var minutes: Int?

  /// Reads what follows `##`.
  static func read(_ source: SourceFile, _ body: Range<Int>) throws(Diagnostic) -> Heading {
    let text = trimmed(String(decoding: source.bytes[body], as: UTF8.self))
    let span = Span(source, body.lowerBound, body.upperBound)
    guard text.hasSuffix("}"), let open = text.lastIndex(of: "{"),
      open == text.startIndex || text[text.index(before: open)] == " "
    else { return Heading(title: text, id: slug(text)) }

    let title = trimmed(text[..<open])
    var heading = Heading(title: title, id: "")
    var seen: Set<String> = []
    for word in text[text.index(after: open)...].dropLast().split(separator: " ") {
      let option = try heading.set(String(word), at: span)
      guard seen.insert(option).inserted else {
        throw Diagnostic(.syntax, "`\(option)` is given twice", at: span)
      }
    }
    if heading.id.isEmpty { heading.id = slug(title) }
    return heading
  }

  /// Takes one word between the braces; returns which option it sets.
  private mutating func set(_ word: String, at span: Span) throws(Diagnostic) -> String {
    if word.hasPrefix("#") {
      id = String(word.dropFirst())
      guard isIdentifier(id) else {
        throw Diagnostic(
          .syntax, "`\(id)` is not a valid id", at: span,
          hint: "ids start with a letter and contain letters, digits, `-` and `_`")
      }
      return "#id"
    }
    if word == "optional" {
      isOptional = true
      return word
    }
    if word.hasPrefix("minutes=") {
      minutes = try count(
        String(word.dropFirst("minutes=".count)), of: "minutes", at: span)
      return "minutes"
    }
    let name = word.prefix { $0 != "=" }
    throw Diagnostic(
      .syntax, "a step has no option `\(word)`", at: span,
      hint: Spelling.hint(String(name), ["optional", "minutes"])
        ?? "write `{#id optional minutes=4}`; every part may be left out")
  }

  /// Lower-case words joined by `-`.
  static func slug(_ title: String) -> String {
    var slug = ""
    var isGap = false
    for scalar in title.lowercased().unicodeScalars {
      guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else {
        isGap = !slug.isEmpty
        continue
      }
      if isGap { slug += "-" }
      isGap = false
      slug.unicodeScalars.append(scalar)
    }
    return slug
  }
}

/// Whether `text` may be the id of a step or an exercise.
func isIdentifier(_ text: String) -> Bool {
  guard let first = text.unicodeScalars.first, first.properties.isAlphabetic else { return false }
  return text.unicodeScalars.allSatisfy {
    $0.properties.isAlphabetic || isDigitScalar($0) || $0 == "-" || $0 == "_"
  }
}

private func isDigitScalar(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

/// A number of minutes or lessons, from 1 to 9999.
func count(_ text: String, of key: String, at span: Span) throws(Diagnostic) -> Int {
  guard let count = Int(text), (1...9999).contains(count) else {
    throw Diagnostic(
      .syntax, "`\(key)` must be a whole number from 1 to 9999, not `\(text)`", at: span)
  }
  return count
}
