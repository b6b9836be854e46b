import Text

/// Text with its styles, ready to be broken into lines.
struct Inline {
  enum Style: Equatable {
    case plain, strong, emphasis, code
  }

  /// Marks that close further away than this are text.
  private static let reach = 2000

  private(set) var characters: [(character: Character, style: Style)] = []
  private let unicode: Bool
  private let keepsWords: Bool
  /// Whether code keeps its backquotes, since no colour tells it from words.
  private let marksCode: Bool

  /// Reads Markdown's emphasis, code, links and escapes, and formulas between `$`. Without Unicode
  /// formulas are in ASCII, and so is the rest unless that `keepsWords`.
  init(
    _ markdown: String, unicode: Bool, keepsWords: Bool = false, marksCode: Bool = false
  ) {
    self.unicode = unicode
    self.marksCode = marksCode
    self.keepsWords = keepsWords
    read(Array(markdown), .plain, depth: 0)
  }

  private mutating func read(_ text: [Character], _ style: Style, depth: Int) {
    var position = 0
    while position < text.count {
      if let end = readSpan(text, position, style, depth: depth) {
        position = end
      } else {
        add(String(text[position]), style)
        position += 1
      }
    }
  }

  /// Reads a marked span that starts at `position`; nil if there is none.
  private mutating func readSpan(
    _ text: [Character], _ position: Int, _ style: Style, depth: Int
  ) -> Int? {
    let next = position + 1 < text.count ? text[position + 1] : " "
    switch text[position] {
    case "\\":
      guard next.isPunctuation || next.isSymbol else { return nil }
      add(String(next), style)
      return position + 2
    case "`":
      let length = text[position...].prefix { $0 == "`" }.count
      let mark = Array(repeating: Character("`"), count: length)
      guard let close = find(mark, in: text, from: position + length) else { return nil }
      let code = String(text[position + length..<close])
      add(marksCode ? "`\(code)`" : code, .code)
      return close + length
    case "$":
      guard !next.isWhitespace, next != "$",
        let close = find(["$"], in: text, from: position + 1), close > position + 1,
        !text[close - 1].isWhitespace
      else { return nil }
      let tex = String(text[position + 1..<close])
      add(Formula.text(tex, unicode: unicode, keepsWords: keepsWords), style)
      return close + 1
    case "*", "_":
      let isDouble = next == text[position]
      let mark = Array(repeating: text[position], count: isDouble ? 2 : 1)
      let start = position + mark.count
      let isInWord = position > 0 && isWordCharacter(text[position - 1])
      guard depth < 8, start < text.count, !text[start].isWhitespace,
        text[position] == "*" || !isInWord, var close = find(mark, in: text, from: start + 1),
        !text[close - 1].isWhitespace
      else { return nil }
      // In `***a***` the outer mark closes last.
      while isDouble, close + 2 < text.count, text[close + 2] == text[position] { close += 1 }
      read(Array(text[start..<close]), isDouble ? .strong : .emphasis, depth: depth + 1)
      return close + mark.count
    case "!" where next == "[":
      return readLink(text, position + 1, style, isImage: true)
    case "[":
      return readLink(text, position, style, isImage: false)
    default:
      return nil
    }
  }

  /// `[text](address)`.
  private mutating func readLink(
    _ text: [Character], _ position: Int, _ style: Style, isImage: Bool
  ) -> Int? {
    guard let middle = find(["]", "("], in: text, from: position + 1),
      let close = find([")"], in: text, from: middle + 2)
    else { return nil }
    add(String(text[position + 1..<middle]), style)
    if !isImage { add(" (" + String(text[middle + 2..<close]) + ")", style) }
    return close + 1
  }

  private func find(_ mark: [Character], in text: [Character], from start: Int) -> Int? {
    guard start <= text.count - mark.count else { return nil }
    for index in start...min(text.count - mark.count, start + Inline.reach)
    where text[index..<index + mark.count].elementsEqual(mark) {
      return index
    }
    return nil
  }

  private func isWordCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }

  private mutating func add(_ text: String, _ style: Style) {
    let shown = unicode || keepsWords ? text : Transliteration.ascii(text)
    for character in shown {
      let isBlank = character.isWhitespace
      if !isBlank, character.unicodeScalars.contains(where: isUnprintable) { continue }
      characters.append((isBlank ? " " : character, style))
    }
  }

  /// Lines of at most `width` columns, broken at blanks.
  ///
  /// A word is broken only if it is longer than a line.
  func lines(width: Int) -> [[(character: Character, style: Style)]] {
    var lines: [[(character: Character, style: Style)]] = []
    var line: [(character: Character, style: Style)] = []
    var used = 0
    for word in characters.split(whereSeparator: { $0.character == " " }) {
      let length = word.reduce(0) { $0 + DisplayWidth.of($1.character) }
      if !line.isEmpty, used + 1 + length > width {
        lines.append(line)
        (line, used) = ([], 0)
      }
      if !line.isEmpty {
        // The blank between two words of one style belongs to it.
        line.append(
          (" ", line.last?.style == word.first?.style ? word[word.startIndex].style : .plain))
        used += 1
      }
      for piece in word {
        if used + DisplayWidth.of(piece.character) > width, used > 0 {
          lines.append(line)
          (line, used) = ([], 0)
        }
        line.append(piece)
        used += DisplayWidth.of(piece.character)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}
