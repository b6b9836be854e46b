import CReadline
import Glibc
import Platform
import Plotting
import Running

/// Lines that someone types, edited with GNU readline.
///
/// Readline's state is global and belongs to the main thread, so there is one source at a time.
/// Signals come as letters from `Supervisor`, never in the middle of readline's work.
final class ReadlineSource: LineSource {
  private nonisolated(unsafe) static var vocabulary: (() -> Vocabulary)?
  private nonisolated(unsafe) static var reading: Reading?
  private nonisolated(unsafe) static var isConfigured = false
  private let supervisor: Supervisor
  private let marksPastes: Bool

  init(_ supervisor: Supervisor, marksPastes: Bool) {
    self.supervisor = supervisor
    self.marksPastes = marksPastes
    guard !Self.isConfigured else { return }
    Self.isConfigured = true
    lab_rl_configure(
      { _, _, _ in ReadlineSource.matches() }, { ReadlineSource.breakCharacters() },
      { matches, count, longest in ReadlineSource.show(matches, count, longest) })
    rl_variable_bind("enable-bracketed-paste", marksPastes ? "on" : "off")
    stifle_history(Int32(HistoryFile.most))
    using_history()
  }

  var isInteractive: Bool { true }

  func begin(_ entries: [String], _ vocabulary: @escaping () -> Vocabulary) {
    Self.vocabulary = vocabulary
    clear_history()
    for entry in entries { add_history(entry) }
  }

  func remember(_ entry: String) { add_history(entry) }

  func line(_ prompt: String, _ style: Style) -> Reading {
    // Readline must know which characters take no columns.
    let shown =
      style.colours == .none ? prompt : "\u{1}\u{1B}[1m\u{2}\(prompt)\u{1}\u{1B}[0m\u{2}"
    Self.reading = nil
    supervisor.beforeExit(Keyboard.mending(marksPastes: marksPastes))
    supervisor.enter(.prompting)
    rl_reset_screen_size()
    rl_callback_handler_install(shown) { line in ReadlineSource.take(line) }
    while Self.reading == nil {
      let letters = Lines.wait(supervisor)
      if letters.isEmpty { Self.takeKeys() }
      for letter in letters where Self.reading == nil { Self.heed(letter) }
    }
    supervisor.beforeExit {}
    return Self.reading ?? .end
  }

  /// Has readline read what is typed: by itself, unless some of it was read already or may be an answer
  /// of the terminal's.
  private static func takeKeys() {
    guard !StandardInput.isUntouched, StandardInput.gather() else {
      lab_rl_read_by(nil, nil)
      return rl_callback_read_char()
    }
    lab_rl_read_by(
      { _ in StandardInput.next(atMost: 1)?.first.map { Int32($0) } ?? EOF },
      { StandardInput.gather() && StandardInput.hasKept ? 1 : 0 })
    if StandardInput.hasKept { rl_callback_read_char() }
  }

  // MARK: Callbacks from readline

  /// Takes a line that readline allocated; nil at the end of the input.
  private static func take(_ line: UnsafeMutablePointer<CChar>?) {
    lab_rl_forget_end()
    rl_callback_handler_remove()
    guard let line else {
      TextSink.output.write("\n")
      reading = .end
      return
    }
    reading = .line(String(cString: line))
    free(line)
  }

  /// What fits the line up to the cursor, in memory that readline frees.
  ///
  /// First comes what all matches begin with, then the matches.
  private static func matches() -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    let completion = completion()
    let suffix = completion.suffix?.asciiValue ?? 0
    lab_rl_complete_with(Int32(suffix))
    let words = completion.candidates
    if let signature = completion.signature, words == [completion.word], lab_rl_repeats() != 0 {
      lab_rl_show(signature, nil, 0, 0)
      return nil
    }
    guard let first = words.first else { return nil }
    let common = words.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
    let list = words.count == 1 ? [first] : [common] + words
    guard
      let memory = malloc((list.count + 1) * MemoryLayout<UnsafeMutablePointer<CChar>?>.stride)
    else { return nil }
    let matches = memory.bindMemory(
      to: UnsafeMutablePointer<CChar>?.self, capacity: list.count + 1)
    for (index, word) in list.enumerated() { matches[index] = strdup(word) }
    matches[list.count] = nil
    return matches
  }

  /// Lists what a word may become. Inside a call, the signature of its function comes first; where no
  /// word was begun, it says all that a list would.
  private static func show(
    _ matches: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ count: Int32,
    _ longest: Int32
  ) {
    let completion = completion()
    let isEnough = completion.signature != nil && completion.word.isEmpty
    lab_rl_show(completion.signature, matches, isEnough ? 0 : count, longest)
  }

  private static func completion() -> WordCompletion {
    let line = String(cString: lab_rl_line())
    let head = String(decoding: line.utf8.prefix(Int(lab_rl_point())), as: UTF8.self)
    return vocabulary.map { WordCompletion(of: head, $0()) } ?? WordCompletion.nothing
  }

  /// Where a word begins for readline, as `WordCompletion` sees it.
  private static func breakCharacters() -> UnsafeMutablePointer<CChar>? {
    let line = String(cString: lab_rl_line())
    let head = String(decoding: line.utf8.prefix(Int(lab_rl_point())), as: UTF8.self)
    let isWhole = WordCompletion.takesWholeWords(head, vocabulary?() ?? Vocabulary())
    return lab_rl_breaks(isWhole ? 1 : 0)
  }

  // MARK: Signals

  private static func heed(_ letter: UInt8) {
    switch letter {
    case UInt8(ascii: "c"):
      TextSink.output.write("^C\n")
      rl_free_line_state()
      rl_callback_sigcleanup()
      rl_callback_handler_remove()
      reading = .interrupted
    case UInt8(ascii: "z"):
      lab_rl_release_terminal()
      SignalThread.obey(SIGTSTP)
      lab_rl_take_terminal()
    default: rl_resize_terminal()
    }
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    var end = startIndex
    for (index, (a, b)) in zip(indices, zip(self, other)) {
      guard a == b else { break }
      end = self.index(after: index)
    }
    return String(self[..<end])
  }
}
