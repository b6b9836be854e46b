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

  @Test func framesOnlyOnATerminalThatCanMoveItsCursor() {
    #expect(Capabilities.detect(environment: Self.terminal, isTerminal: true).isTerminal)
    #expect(!Capabilities.detect(environment: ["TERM": "dumb"], isTerminal: true).isTerminal)
    #expect(!Capabilities.detect(environment: Self.terminal, isTerminal: false).isTerminal)
    #expect(Capabilities.detect(environment: Self.terminal, isTerminal: true, rows: 0).rows == 24)
  }
}
