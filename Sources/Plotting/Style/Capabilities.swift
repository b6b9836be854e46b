import Text

/// What the output can show, detected once at the start and then passed along as a value.
package struct Capabilities: Sendable, Equatable {
  /// A choice on the command line.
  package enum Choice: String, Sendable, CaseIterable {
    case auto, always, never
  }

  /// What the user asked for with flags; `nil` and `.auto` leave it to the environment.
  package struct Flags: Sendable, Equatable {
    /// `--width`.
    package var width: Int?
    /// `--color`.
    package var colour: Choice
    /// `--glyphs`.
    package var glyphs: Glyphs?
    /// Whether pictures are pixels: `--glyphs pixels` is `.always`, other characters are `.never`.
    package var pixels: Choice
    /// `--describe` and `--table`.
    package var content: Style.Content
    /// `--light`.
    package var lightBackground: Bool

    /// Makes a set of flags.
    package init(
      width: Int? = nil, colour: Choice = .auto, glyphs: Glyphs? = nil, pixels: Choice = .auto,
      content: Style.Content = .picture, lightBackground: Bool = false
    ) {
      self.width = width
      self.colour = colour
      self.glyphs = glyphs
      self.pixels = pixels
      self.content = content
      self.lightBackground = lightBackground
    }
  }

  /// How to draw.
  package var style: Style
  /// Whether someone is watching: live frames are for them only.
  package var isTerminal: Bool
  /// Whether the terminal knows DEC private modes beyond those of a VT100.
  package var hasPrivateModes: Bool
  /// Whether the terminal may be asked if it shows pixels.
  package private(set) var mayHavePixels = false
  /// The terminal's rows; 24 if unknown.
  package var rows: Int

  /// Makes capabilities that are already known.
  package init(style: Style, isTerminal: Bool, hasPrivateModes: Bool = true, rows: Int = 24) {
    self.style = style
    self.isTerminal = isTerminal
    self.hasPrivateModes = hasPrivateModes
    self.rows = rows > 0 ? rows : 24
  }

  /// Decides from flags, environment variables and the terminal; reads nothing by itself.
  ///
  /// `columns` and `rows` are the terminal's reported size, 0 if unknown, and `cell` the pixels of a
  /// character; `answers` is what it said when it was asked.
  package static func detect(
    flags: Flags = Flags(), environment: [String: String], isTerminal: Bool,
    columns: Int = 0, rows: Int = 0, cell: PixelSize? = nil, answers: TerminalAnswers? = nil
  ) -> Capabilities {
    func value(_ name: String) -> String { environment[name] ?? "" }
    let name = value("TERM")
    let isSmart = isTerminal && !["", "dumb", "unknown"].contains(name)
    let isOld = isMonochrome(name)
    // A file or a pipe takes UTF-8; a terminal says what it shows.
    let words = flags.glyphs ?? (!isTerminal || isUTF8(value) ? .unicode : .ascii)
    var found = Capabilities(
      style: Style(
        width: width(flags.width, value("LAB_WIDTH"), isTerminal ? columns : 0),
        glyphs: flags.glyphs ?? (isTerminal ? words : .ascii), words: words,
        colours: isColourful(flags.colour, isSmart && !isOld, value) ? depth(value) : .none,
        lightBackground: flags.lightBackground, content: flags.content),
      isTerminal: isSmart, hasPrivateModes: isSmart && !isOld, rows: rows)
    found.mayHavePixels =
      found.hasPrivateModes && flags.content == .picture && flags.pixels != .never
      && (flags.pixels == .always || (found.style.colours != .none && !isConsole(name)))
    if flags.content == .picture, found.rows >= leastRows {
      // A terminal inside another does not know what the outer one can.
      let program = name.hasPrefix("screen") || name.hasPrefix("tmux") ? "" : value("TERM_PROGRAM")
      found.style.pixels =
        found.mayHavePixels
        ? answers?.pixels(program: program, cell: cell, rows: found.rows) : nil
      if flags.pixels == .always, found.style.pixels == nil {
        found.style.pixels = .fitted(.sixel, cell: cell, rows: found.rows)
      }
    }
    return found
  }

  /// Rows of a window below which pictures of pixels would be too small.
  private static let leastRows = 12

  /// Screens without pixels that might print what they are asked.
  private static func isConsole(_ name: String) -> Bool {
    ["linux", "cons", "eterm", "sun"].contains { name.hasPrefix($0) }
  }

  private static func width(_ flag: Int?, _ variable: String, _ columns: Int) -> Int {
    if let flag, flag > 0 { return flag }
    if let wanted = Int(variable), wanted > 0 { return wanted }
    return columns > 0 ? min(columns, 120) : 80
  }

  /// The first of LC_ALL, LC_CTYPE and LANG that is set decides, as in `setlocale`.
  private static func isUTF8(_ value: (String) -> String) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(value).first { !$0.isEmpty } ?? ""
    let name = locale.lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }

  private static func isColourful(
    _ flag: Choice, _ isSmart: Bool, _ value: (String) -> String
  ) -> Bool {
    switch flag {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if !value("NO_COLOR").isEmpty { return false }
    for name in ["FORCE_COLOR", "CLICOLOR_FORCE"] where !value(name).isEmpty {
      return value(name) != "0"
    }
    return isSmart
  }

  /// Terminals from before colour: a VT100 and its successors up to the VT420.
  private static func isMonochrome(_ name: String) -> Bool {
    if name.hasSuffix("-m") || name.hasSuffix("-mono") { return true }
    let model = name.prefix { $0 != "-" }
    guard model.hasPrefix("vt"), let number = Int(model.dropFirst(2)) else { return false }
    return number < 500
  }

  private static func depth(_ value: (String) -> String) -> Style.Colours {
    let colour = value("COLORTERM")
    if colour == "truecolor" || colour == "24bit" { return .trueColour }
    return value("TERM").hasSuffix("256color") ? .ansi256 : .ansi16
  }
}
