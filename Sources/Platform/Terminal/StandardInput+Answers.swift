import Glibc

/// A terminal answers questions as if the answer were typed.
extension StandardInput {
  /// Asks, and waits for the answers, the last of which says what the terminal is (DA1); nil if that
  /// does not come within `limit`.
  ///
  /// What is typed meanwhile is kept for `next`, and an answer that comes later is kept from it.
  /// Unless `takesTyped`, a terminal at which something was typed already is not asked.
  package static func answers(
    to question: String, within limit: Duration, takesTyped: Bool
  ) -> [String]? {
    guard let before = TerminalSettings() else { return nil }
    before.silent.apply()
    defer { before.apply() }
    guard takesTyped || !poll(within: .zero) else { return nil }
    kept.withLock { $0.isOwed = true }
    TextSink.output.write(question)
    let end = ContinuousClock.now + limit
    var answers: [String] = []
    while kept.withLock({ $0.isOwed }) {
      let left = end - .now
      guard left > .zero else { return nil }
      guard poll(within: left) else { continue }
      guard let bytes = read(most) else { return nil }
      answers += keep(bytes)
    }
    return answers
  }

  /// Keeps what was typed among `bytes`; returns the answers.
  static func keep(_ bytes: [UInt8]) -> [String] {
    kept.withLock { kept in
      guard kept.isOwed else {
        kept.keys += bytes
        return []
      }
      let (answers, keys) = kept.splitter.add(bytes)
      kept.keys += keys
      if answers.contains(where: { $0.hasPrefix("\u{1B}[?") && $0.hasSuffix("c") }) {
        kept.isOwed = false
        kept.keys += kept.splitter.takeBegun()
      }
      return answers
    }
  }

  /// Puts what was typed while the terminal was asked back to where it came from, for the program
  /// that reads next. Where the system forbids that it is lost.
  package static func giveBack() {
    if kept.withLock({ $0.isOwed }), let before = TerminalSettings() {
      before.silent.apply()
      while poll(within: .zero), let bytes = read(most), !bytes.isEmpty { _ = keep(bytes) }
      before.apply()
    }
    for byte in kept.withLock({ $0.keys }) {
      var byte = byte
      _ = ioctl(STDIN_FILENO, UInt(TIOCSTI), &byte)
    }
    forgetKept()
  }
}
