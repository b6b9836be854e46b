import Foundation
import TestSupport

/// An editor as far as the protocol goes: it drives the real program.
final class Client {
  /// The program ended, or did not say what it should.
  struct Silence: Error {}

  let folder: TemporaryFolder
  private let process = Process()
  private let (input, output) = (Pipe(), Pipe())
  private var buffer = Data()
  private var last = 0
  /// Notifications that nobody asked for yet.
  private(set) var notices: [[String: Any]] = []

  /// Starts the program; introduces itself unless told not to.
  init(introduces: Bool = true) throws {
    folder = try TemporaryFolder()
    process.executableURL = URL(filePath: Program.path)
    process.arguments = ["lsp"]
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try output.fileHandleForWriting.close()
    guard introduces else { return }
    _ = try request("initialize", ["processId": NSNull(), "capabilities": [:] as [String: Any]])
    try notify("initialized", [:])
  }

  deinit { if process.isRunning { process.terminate() } }

  // MARK: Messages

  func send(raw text: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  func send(_ message: [String: Any]) throws {
    let body = try JSONSerialization.data(withJSONObject: message)
    try send(raw: "Content-Length: \(body.count)\r\n\r\n" + String(decoding: body, as: UTF8.self))
  }

  func notify(_ method: String, _ parameters: [String: Any]) throws {
    try send(["jsonrpc": "2.0", "method": method, "params": parameters])
  }

  /// The whole answer to a request.
  func request(_ method: String, _ parameters: [String: Any]) throws -> [String: Any] {
    last += 1
    try send(["jsonrpc": "2.0", "id": last, "method": method, "params": parameters])
    while true {
      let message = try receive()
      if message["id"] as? Int == last { return message }
      notices.append(message)
    }
  }

  /// The next message, whatever it is.
  func receive() throws -> [String: Any] {
    let end = Data("\r\n\r\n".utf8)
    while true {
      if let header = buffer.firstRange(of: end) {
        let text = String(decoding: buffer[..<header.lowerBound], as: UTF8.self)
        let length = Int(text.replacing("Content-Length: ", with: "")) ?? -1
        guard length >= 0 else { throw Silence() }
        let stop = header.upperBound + length
        if buffer.count >= stop {
          let body = buffer[header.upperBound..<stop]
          buffer = Data(buffer[stop...])
          guard let message = try JSONSerialization.jsonObject(with: body) as? [String: Any] else {
            throw Silence()
          }
          return message
        }
      }
      // Nothing waits for ever for a program that says nothing.
      var polled = pollfd(
        fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, 60_000) > 0 else { throw Silence() }
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw Silence() }
      buffer += more
    }
  }

  /// Says that nothing more comes.
  func closeInput() throws { try input.fileHandleForWriting.close() }

  /// Closes the input; the exit code.
  func end() throws -> Int32 {
    try closeInput()
    while let rest = try output.fileHandleForReading.read(upToCount: 1 << 16), !rest.isEmpty {}
    process.waitUntilExit()
    return process.terminationStatus
  }

  // MARK: Documents

  func uri(_ name: String) -> String { "file://\(folder.path)/\(name)" }

  /// Opens a document and returns what is wrong with it.
  @discardableResult
  func open(_ text: String, as name: String = "t.lab") throws -> [[String: Any]] {
    try notify(
      "textDocument/didOpen",
      [
        "textDocument": [
          "uri": uri(name), "languageId": "lab", "version": 1, "text": text,
        ] as [String: Any]
      ])
    return try mistakes(version: 1)
  }

  /// Replaces a document's text and returns what is wrong with it.
  @discardableResult
  func change(_ text: String, version: Int, of name: String = "t.lab") throws -> [[String: Any]] {
    try notify(
      "textDocument/didChange",
      [
        "textDocument": ["uri": uri(name), "version": version] as [String: Any],
        "contentChanges": [["text": text]],
      ])
    return try mistakes(version: version)
  }

  /// What is published next about that version.
  func mistakes(version: Int) throws -> [[String: Any]] {
    while true {
      let message = try receive()
      guard let parameters = message["params"] as? [String: Any],
        parameters["version"] as? Int == version,
        let found = parameters["diagnostics"] as? [[String: Any]]
      else {
        notices.append(message)
        continue
      }
      return found
    }
  }

  /// A request about a place in a document.
  func ask(
    _ method: String, _ line: Int, _ column: Int, of name: String = "t.lab",
    _ more: [String: Any] = [:]
  ) throws -> [String: Any] {
    let parameters: [String: Any] = [
      "textDocument": ["uri": uri(name)], "position": ["line": line, "character": column],
    ]
    return try request("textDocument/\(method)", parameters.merging(more) { $1 })
  }
}

/// A text in which `‸` marks the place of a cursor.
struct Marked {
  let text: String
  let line: Int
  let column: Int

  init(_ marked: String) {
    let parts = marked.components(separatedBy: "‸")
    text = parts.joined()
    line = parts[0].utf16.count { $0 == 10 }
    column = parts[0].components(separatedBy: "\n").last?.utf16.count ?? 0
  }
}

/// `3:4-3:7` of a range in JSON.
func shown(_ range: Any?) -> String {
  guard let range = range as? [String: Any] else { return "none" }
  let ends = ["start", "end"].map { key -> String in
    let place = range[key] as? [String: Any] ?? [:]
    return "\(place["line"] as? Int ?? -1):\(place["character"] as? Int ?? -1)"
  }
  return ends.joined(separator: "-")
}

/// A text after edits, as an editor applies them.
func applying(_ edits: [[String: Any]], to text: String) -> String {
  var lines = text.components(separatedBy: "\n").map { Array($0.utf16) }
  let places = edits.map { edit -> (Int, Int, Int, Int, String) in
    let range = edit["range"] as? [String: Any] ?? [:]
    let (start, end) = (range["start"] as? [String: Any], range["end"] as? [String: Any])
    return (
      start?["line"] as? Int ?? 0, start?["character"] as? Int ?? 0, end?["line"] as? Int ?? 0,
      end?["character"] as? Int ?? 0, edit["newText"] as? String ?? ""
    )
  }
  for (first, from, last, to, new) in places.sorted(by: { ($0.0, $0.1) > ($1.0, $1.1) }) {
    let all = Array(lines[first][..<from]) + Array(new.utf16) + Array(lines[last][to...])
    lines.replaceSubrange(
      first...last,
      with: all.split(separator: 10, omittingEmptySubsequences: false).map { Array($0) })
  }
  return lines.map { String(decoding: $0, as: UTF16.self) }.joined(separator: "\n")
}
