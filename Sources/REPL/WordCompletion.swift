/// What the words of a line may become, as a lab at a prompt knows them.
struct Vocabulary {
  /// Names of commands.
  var commands: [String] = []
  /// Names of the session and of builtins.
  var names: [String] = []
  /// What has an entry in the reference.
  var references: [String] = []
  /// Numbers and ids of steps.
  var steps: [String] = []
  /// What can be set, with the values that are known.
  var settings: [(name: String, values: [String])] = []
  /// Ids of exercises.
  var exercises: [String] = []
  /// Ids of variations.
  var variations: [String] = []
  var profiles: [String] = []
  /// Paths of labs, where one is to be chosen.
  var labs: [String] = []
  /// What may follow a dot after the path `net.fc1`.
  var members: (String) -> [String] = { _ in [] }
  /// The names of the arguments of the function at a path.
  var arguments: (String) -> [String] = { _ in [] }
  /// The signature of the function at a path.
  var signature: (String) -> String? = { _ in nil }
}

/// What the word before the cursor may become.
struct WordCompletion: Equatable {
  /// What follows a command.
  enum Kind: Sendable {
    case nothing, commands, names, steps, settings, exercises, variations, profiles
  }

  /// Whole words that start with the word before the cursor, sorted.
  let candidates: [String]
  /// What is appended to a single one.
  let suffix: Character?
  /// The word before the cursor.
  let word: String
  /// The signature of the function whose arguments are being written, or whose name is complete.
  private(set) var signature: String?

  static let nothing = WordCompletion([], "", nil)

  private init(_ words: [String], _ start: String, _ suffix: Character?) {
    candidates = Set(words.filter { $0.hasPrefix(start) }).sorted()
    word = start
    self.suffix = suffix
  }

  /// Completes the end of `line`, which ends at the cursor.
  init(of line: String, _ known: Vocabulary) {
    let text = String(line.drop(while: \.isWhitespace))
    let word = Self.word(of: line, isWhole: Self.takesWholeWords(line, known))
    if !known.labs.isEmpty {
      self.init(known.labs, word, nil)
    } else if text.hasPrefix(":") {
      self.init(command: text, word, known)
    } else if text.hasPrefix("?") {
      self.init(known.references + known.names, word, nil)
    } else {
      self.init(code: text, word, known)
    }
  }

  private init(command text: String, _ word: String, _ known: Vocabulary) {
    let rest = text.dropFirst()
    guard let gap = rest.firstIndex(where: \.isWhitespace) else {
      self.init(known.commands, word, " ")
      return
    }
    let argument = rest[gap...].drop(while: \.isWhitespace)
    switch (try? Command.named(String(rest[..<gap])))?.completes ?? .nothing {
    case .nothing: self = .nothing
    case .commands: self.init(known.commands + ["all"], word, nil)
    case .steps: self.init(known.steps, word, nil)
    case .exercises: self.init(known.exercises, word, nil)
    case .variations: self.init(known.variations, word, nil)
    case .profiles: self.init(known.profiles, word, nil)
    case .names: self.init(code: String(argument), word, known)
    case .settings:
      let before = Input.trimmed(argument.dropLast(word.count))
      if before.hasSuffix("=") {
        let name = Self.word(of: Input.trimmed(before.dropLast()), isWhole: true)
        self.init(known.settings.first { $0.name == name }?.values ?? [], word, nil)
      } else {
        self.init(known.settings.map(\.name), word, "=")
      }
    }
  }

  private init(code text: String, _ word: String, _ known: Vocabulary) {
    guard !Self.isInText(text) else {
      self = .nothing
      return
    }
    if let dot = word.lastIndex(of: ".") {
      let path = String(word[..<dot])
      self.init(known.members(path).map { "\(path).\($0)" }, word, nil)
      signature = known.signature(word)
      return
    }
    let call = Self.call(around: text.dropLast(word.count))
    let named = call.map(known.arguments) ?? []
    // A named argument first: inside a call, it is the likeliest.
    let arguments = named.filter { $0.hasPrefix(word) && !word.isEmpty || word.isEmpty }
    if !arguments.isEmpty, word.isEmpty {
      self.init(arguments.map { "\($0) = " }, word, nil)
    } else {
      self.init(arguments.map { "\($0) = " } + known.names, word, nil)
    }
    signature =
      (candidates == [word] ? known.signature(word) : nil) ?? call.flatMap(known.signature)
  }

  // MARK: Looking at the line

  /// Whether words end only at blanks, as ids and paths do.
  static func takesWholeWords(_ line: String, _ known: Vocabulary) -> Bool {
    guard known.labs.isEmpty else { return true }
    let text = line.drop(while: \.isWhitespace)
    guard text.hasPrefix(":"), let gap = text.firstIndex(where: \.isWhitespace) else {
      return false
    }
    let command = try? Command.named(String(text[text.index(after: text.startIndex)..<gap]))
    switch command?.completes {
    case .steps, .variations, .profiles, .exercises, .settings: return true
    case .nothing, .commands, .names, nil: return false
    }
  }

  private static func word(of line: String, isWhole: Bool = false) -> String {
    let isPart: (Character) -> Bool =
      isWhole
      ? { !$0.isWhitespace && $0 != "=" }
      : { $0 == "_" || $0 == "." || $0.isLetter || $0.isNumber || !$0.isASCII }
    let start = line.lastIndex { !isPart($0) }.map { line.index(after: $0) } ?? line.startIndex
    return String(line[start...])
  }

  /// Whether the cursor is inside a text or a comment.
  private static func isInText(_ line: String) -> Bool {
    var quote: Character?
    var isEscaped = false
    for character in line {
      if isEscaped {
        isEscaped = false
      } else if let open = quote {
        if character == "\\" { isEscaped = true } else if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == "#" {
        return true
      }
    }
    return quote != nil
  }

  /// The path of the function whose parentheses are open at the end of `text`.
  private static func call(around text: some StringProtocol) -> String? {
    var depth = 0
    for index in text.indices.reversed() {
      switch text[index] {
      case ")", "]", "}": depth += 1
      case "[", "{":
        guard depth > 0 else { return nil }
        depth -= 1
      case "(":
        guard depth == 0 else {
          depth -= 1
          continue
        }
        let name = word(of: String(text[..<index]))
        return name.isEmpty ? nil : name
      default: continue
      }
    }
    return nil
  }
}
