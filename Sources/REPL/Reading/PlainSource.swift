import Platform
import Plotting
import Running

/// Lines of a file or pipe, read as they are.
final class PlainSource: LineSource {
  private static let longest = 16 << 20
  private let supervisor: Supervisor
  private var buffer: [UInt8] = []
  private var isAtEnd = false

  init(_ supervisor: Supervisor) { self.supervisor = supervisor }

  var isInteractive: Bool { false }

  func begin(_ entries: [String], _ vocabulary: @escaping () -> Vocabulary) {}

  func remember(_ entry: String) {}

  func line(_ prompt: String, _ style: Style) -> Reading {
    supervisor.enter(.prompting)
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        defer { buffer.removeSubrange(...end) }
        return .line(String(decoding: buffer[..<end], as: UTF8.self))
      }
      if isAtEnd || buffer.count > Self.longest {
        defer { buffer = [] }
        return buffer.isEmpty ? .end : .line(String(decoding: buffer, as: UTF8.self))
      }
      if Lines.wait(supervisor).contains(UInt8(ascii: "c")) { return .interrupted }
      fill()
    }
  }

  private func fill() {
    if let piece = StandardInput.next() {
      buffer += piece
    } else {
      isAtEnd = true
    }
  }
}
