import Glibc
import Platform
import Plotting
import Running

/// The keys at the end of a screen: Enter and space go on, `q` skips the rest.
enum PageKeys {
  private static let question = "-- more: Enter or space; q skips --"

  /// Asks whether to go on, and removes the question again.
  ///
  /// Ctrl-C skips the rest, too, and asks code that runs to stop.
  static func goesOn(_ supervisor: Supervisor, _ style: Style) -> Bool {
    guard let before = TerminalSettings() else { return true }
    let silent = before.silent
    silent.apply()
    defer { before.apply() }
    let (dim, plain) = style.colours == .none ? ("", "") : ("\u{1B}[2m", "\u{1B}[0m")
    let line = dim + question + plain
    defer { TextSink.output.write("\r\u{1B}[K") }
    return supervisor.pausing {
      // Whoever sees the question may press Ctrl-C at once.
      TextSink.output.write(line)
      while true {
        for letter in Lines.wait(supervisor) {
          switch letter {
          case UInt8(ascii: "c"): return .stop
          case UInt8(ascii: "z"):
            before.apply()
            SignalThread.obey(SIGTSTP)
            silent.apply()
            TextSink.output.write("\r" + line)
          default: break
          }
        }
        guard StandardInput.isReady else { continue }
        guard let keys = StandardInput.next(atMost: 1) else { return .skip }
        switch keys.first {
        case UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: " "): return .more
        // Ctrl-D, as at the end of the terminal.
        case UInt8(ascii: "q"), UInt8(ascii: "Q"), 4: return .skip
        default: break
        }
      }
    }
  }
}
