import Testing
import Text

@testable import Plotting

/// What flags, environment and terminal say about colours, characters and width.
@Suite struct CapabilityTests {
  private static let terminal = ["TERM": "xterm-256color", "LANG": "en_GB.UTF-8"]

  private func colours(
    _ environment: [String: String], isTerminal: Bool = true,
    flag: Capabilities.Choice = .auto
  ) -> Style.Colours {
    Capabilities.detect(
      flags: .init(colour: flag), environment: environment, isTerminal: isTerminal
    ).style.colours
  }

  private func width(
    _ columns: Int, flag: Int? = nil, _ variable: String? = nil, isTerminal: Bool = true
  ) -> Int {
    var environment = Self.terminal
    environment["LAB_WIDTH"] = variable
    return Capabilities.detect(
      flags: .init(width: flag), environment: environment, isTerminal: isTerminal,
      columns: columns
    ).style.width
  }

  @Test func theDepthOfColour() {
    #expect(colours(["TERM": "xterm"]) == .ansi16)
    #expect(colours(["TERM": "screen-256color"]) == .ansi256)
    #expect(colours(["TERM": "xterm", "COLORTERM": "truecolor"]) == .trueColour)
    #expect(colours(["TERM": "xterm", "COLORTERM": "24bit"]) == .trueColour)
    #expect(colours(["TERM": "xterm-256color", "COLORTERM": "yes"]) == .ansi256)
  }

  @Test func colourOnlyWhereSomeoneLooks() {
    #expect(colours(Self.terminal, isTerminal: false) == .none)
    #expect(colours(["TERM": "dumb"]) == .none)
    #expect(colours(["TERM": "dumb", "COLORTERM": "truecolor"]) == .none)
  }

  @Test func noColourDecidesUnlessEmpty() {
    #expect(colours(["TERM": "xterm", "NO_COLOR": "1"]) == .none)
    #expect(colours(["TERM": "xterm", "NO_COLOR": "0"]) == .none)
    #expect(colours(["TERM": "xterm", "NO_COLOR": ""]) == .ansi16)
    #expect(colours(["TERM": "xterm", "NO_COLOR": "1", "FORCE_COLOR": "1"]) == .none)
  }

  @Test(arguments: ["FORCE_COLOR", "CLICOLOR_FORCE"]) func colourCanBeForced(_ name: String) {
    #expect(colours(["TERM": "xterm", name: "1"], isTerminal: false) == .ansi16)
    #expect(colours(["TERM": "xterm-256color", name: "1"], isTerminal: false) == .ansi256)
    #expect(colours(["TERM": "xterm", name: "0"]) == .none)
    #expect(colours(["TERM": "xterm", name: ""], isTerminal: false) == .none)
  }

  @Test func theFlagForColourGoesFirst() {
    #expect(colours(["TERM": "xterm", "NO_COLOR": "1"], flag: .always) == .ansi16)
    #expect(colours(["TERM": "dumb"], isTerminal: false, flag: .always) == .ansi16)
    #expect(colours(["TERM": "xterm", "FORCE_COLOR": "1"], flag: .never) == .none)
  }

  @Test(arguments: [
    (["LANG": "en_GB.UTF-8"], Glyphs.unicode), (["LANG": "de_DE.utf8"], .unicode),
    (["LANG": "C"], .ascii), ([:], .ascii), (["LANG": "en_GB.ISO-8859-1"], .ascii),
    (["LANG": "en_GB.UTF-8", "LC_ALL": "C"], .ascii),
    (["LANG": "C", "LC_CTYPE": "C.UTF-8"], .unicode),
    (["LC_ALL": "", "LANG": "C.UTF-8"], .unicode),
  ]) func charactersAreUnicodeInItsLocales(_ environment: [String: String], _ wanted: Glyphs) {
    #expect(Capabilities.detect(environment: environment, isTerminal: true).style.glyphs == wanted)
    #expect(Capabilities.detect(environment: environment, isTerminal: false).style.glyphs == .ascii)
  }

  @Test func coloursAndCharactersAreIndependent() {
    let plain = Capabilities.detect(
      environment: ["TERM": "xterm", "NO_COLOR": "1", "LANG": "C.UTF-8"], isTerminal: true)
    #expect(plain.style.glyphs == .unicode && plain.style.colours == .none)
    let forced = Capabilities.detect(
      flags: .init(colour: .always, glyphs: .ascii), environment: Self.terminal, isTerminal: true)
    #expect(forced.style.glyphs == .ascii && forced.style.colours == .ansi256)
    let piped = Capabilities.detect(
      flags: .init(glyphs: .unicode), environment: [:], isTerminal: false)
    #expect(piped.style.glyphs == .unicode && piped.style.colours == .none)
  }

  @Test func theWidth() {
    #expect(width(100) == 100)
    #expect(width(0) == 80)
    #expect(width(200) == 120)
    #expect(width(100, isTerminal: false) == 80)
    #expect(width(100, "60") == 60)
    #expect(width(100, "200") == 200)
    #expect(width(100, "wide") == 100)
    #expect(width(100, "0") == 100)
    #expect(width(100, flag: 30, "60") == 30)
    #expect(Style(width: 0).width == 1)
    #expect(Style(width: .max).width == 1000)
  }

  /// No colour, frames or private modes unless the terminal is known to have them.
  @Test(arguments: ["", "dumb", "unknown"]) func withoutANameATerminalIsPlain(_ name: String) {
    for environment in [["TERM": name], ["TERM": name, "COLORTERM": "truecolor"]] {
      let found = Capabilities.detect(environment: environment, isTerminal: true)
      #expect(found.style.colours == .none && !found.isTerminal && !found.hasPrivateModes)
    }
    #expect(colours([:]) == .none)
  }

  @Test(arguments: ["vt52", "vt100", "vt100-am", "vt102", "vt220", "vt320", "xterm-mono", "ansi-m"])
  func oldTerminalsGetNoColourAndNoPrivateModes(_ name: String) {
    let found = Capabilities.detect(environment: ["TERM": name], isTerminal: true)
    #expect(found.style.colours == .none && found.isTerminal && !found.hasPrivateModes)
    #expect(colours(["TERM": name], flag: .always) == .ansi16)
  }

  @Test(arguments: ["xterm", "linux", "screen", "tmux-256color", "vt525"])
  func othersDo(_ name: String) {
    let found = Capabilities.detect(environment: ["TERM": name], isTerminal: true)
    #expect(found.style.colours != .none && found.hasPrivateModes)
  }

  // MARK: Pixels

  private static let dimensions = ["\u{1B}[6;18;9t", "\u{1B}[?1;0;64S", "\u{1B}[?2;0;800;600S"]
  private static let sixel = ["\u{1B}[?62;4;22c"]

  private func pixels(
    _ answers: [String], _ more: [String: String] = [:], isTerminal: Bool = true, rows: Int = 40,
    flags: Capabilities.Flags = Capabilities.Flags(), cell: PixelSize? = nil
  ) -> Pixels? {
    Capabilities.detect(
      flags: flags, environment: Self.terminal.merging(more) { $1 }, isTerminal: isTerminal,
      columns: 80, rows: rows, cell: cell, answers: TerminalAnswers(answers)
    ).style.pixels
  }

  @Test func theTerminalSaysWhatPicturesItTakes() {
    let kitty = ["\u{1B}P>|kitty(0.35.2)\u{1B}\\", "\u{1B}_Gi=31;OK\u{1B}\\"]
    #expect(pixels(Self.sixel)?.encoding == .sixel)
    #expect(pixels(["\u{1B}[?62;22c"]) == nil)
    // The first number is the class of the terminal.
    #expect(pixels(["\u{1B}[?4;6c"]) == nil)
    #expect(pixels(kitty + Self.sixel)?.encoding == .kitty)
    #expect(pixels(["\u{1B}_Gi=31;ENOTSUPPORTED\u{1B}\\"]) == nil)
    #expect(pixels(["\u{1B}P>|iTerm2 3.5.1\u{1B}\\"] + Self.sixel)?.encoding == .iterm2)
    #expect(pixels([], ["TERM_PROGRAM": "iTerm.app"])?.encoding == .iterm2)
    #expect(pixels([], ["TERM_PROGRAM": "iTerm.app", "TERM": "screen-256color"]) == nil)
    #expect(pixels(["\u{1B}P>|tmux 3.4\u{1B}\\", "\u{1B}[?1;2;4c"])?.encoding == .sixel)
  }

  @Test func itSaysHowMany() throws {
    let found = try #require(pixels(Self.dimensions + Self.sixel))
    #expect(found.cell == PixelSize(9, 18) && found.colours == 64)
    #expect(found.most == PixelSize(800, 600) && found.rows == 36)
    #expect(pixels(Self.sixel)?.cell == .vt340)
    // The system knows the window as it is now.
    #expect(
      pixels(Self.dimensions + Self.sixel, cell: PixelSize(7, 15))?.cell == PixelSize(7, 15))
    #expect(pixels(Self.sixel, rows: 11) == nil)
  }

  @Test func answersMayBeAnything() {
    let strange = [
      "", "\u{1B}", "\u{1B}[", "\u{1B}[?c", "\u{1B}[?;;;c", "\u{1B}[6;0;0t",
      "\u{1B}[6;99999999999999999999;1t", "\u{1B}[?1;0;-5S", "\u{1B}[?2;0;9223372036854775807;1S",
      "\u{1B}[6;9223372036854775807;9223372036854775807t", "\u{1B}P", "\u{1B}_G",
    ]
    let found = pixels(strange + Self.sixel)
    #expect(found != nil && (found?.cell.width ?? 0) <= 100 && (found?.colours ?? 0) <= 256)
  }

  @Test func noPixelsWhereNobodyLooksOrWantsThem() {
    #expect(pixels(Self.sixel, isTerminal: false) == nil)
    #expect(pixels(Self.sixel, ["NO_COLOR": "1"]) == nil)
    for name in ["dumb", "", "linux", "vt220", "eterm-color"] {
      #expect(pixels(Self.sixel, ["TERM": name]) == nil)
    }
    #expect(pixels(Self.sixel, flags: .init(pixels: .never)) == nil)
    #expect(pixels(Self.sixel, flags: .init(content: .sentence)) == nil)
    #expect(pixels(Self.sixel, flags: .init(pixels: .always, content: .numbers)) == nil)
  }

  @Test func pixelsCanBeForced() throws {
    let flags = Capabilities.Flags(pixels: .always)
    let forced = try #require(pixels([], isTerminal: false, rows: 0, flags: flags))
    #expect(forced == Pixels(.sixel, rows: 20))
    #expect(pixels(Self.sixel, ["NO_COLOR": "1"], flags: flags)?.encoding == .sixel)
    #expect(pixels(["\u{1B}_Gi=31;OK\u{1B}\\"], flags: flags)?.encoding == .kitty)
  }

  @Test func onlyWhoMayHavePixelsIsAsked() {
    func isAsked(
      _ more: [String: String], isTerminal: Bool = true, _ flags: Capabilities.Flags = .init()
    ) -> Bool {
      Capabilities.detect(
        flags: flags, environment: Self.terminal.merging(more) { $1 }, isTerminal: isTerminal
      ).mayHavePixels
    }
    #expect(isAsked([:]) && isAsked(["TERM": "xterm-kitty"]) && isAsked(["TERM": "tmux"]))
    #expect(!isAsked([:], isTerminal: false) && !isAsked(["TERM": "dumb"]))
    #expect(!isAsked(["NO_COLOR": "1"]) && !isAsked(["TERM": "linux"]))
    #expect(isAsked(["NO_COLOR": "1"], .init(pixels: .always)))
    #expect(!isAsked(["TERM": "dumb"], .init(pixels: .always)))
    #expect(!isAsked([:], .init(pixels: .never)) && !isAsked([:], .init(content: .numbers)))
  }

  @Test func framesOnlyOnATerminalThatCanMoveItsCursor() {
    #expect(Capabilities.detect(environment: Self.terminal, isTerminal: true).isTerminal)
    #expect(!Capabilities.detect(environment: ["TERM": "dumb"], isTerminal: true).isTerminal)
    #expect(!Capabilities.detect(environment: Self.terminal, isTerminal: false).isTerminal)
    #expect(Capabilities.detect(environment: Self.terminal, isTerminal: true, rows: 0).rows == 24)
  }
}
