import Builtins
import Interpreter
import Language
import Platform

/// A conversation with an editor over standard input and output.
package final class LabServer {
  private enum State { case new, ready, shutDown }

  /// Answers a request about a document.
  typealias Answer = @Sendable (OpenDocument, JSON) throws(Declined) -> JSON

  /// What an editor may ask. A file in `Answers` adds one line here.
  static let answers: [String: Answer] = [
    "textDocument/hover": HoverAnswer.answer,
    "textDocument/completion": CompletionAnswer.answer,
    "textDocument/definition": DefinitionAnswer.answer,
    "textDocument/prepareRename": RenameAnswer.prepare,
    "textDocument/rename": RenameAnswer.answer,
    "textDocument/foldingRange": FoldingAnswer.answer,
    "textDocument/semanticTokens/full": ColourAnswer.answer,
    "textDocument/formatting": FormattingAnswer.answer,
  ]

  private let table = BuiltinTable.program
  private let sink = TextSink.output
  private var state = State.new
  private var documents: [String: OpenDocument] = [:]
  /// Documents whose mistakes the editor does not know yet.
  private var changed: Set<String> = []
  /// Those of which it knows the mistakes of the lab as it is, but not of its profiles and variations:
  /// what it was told.
  private var half: [String: [JSON]] = [:]
  private var hasEnded = false

  /// Nothing said yet.
  package init() {}

  /// Talks until the editor leaves; returns whether it took its leave.
  package func run() -> Bool {
    var reader = MessageReader(StandardInput.wait)
    while !hasEnded, let event = reader.next() {
      switch event {
      case .message(let bytes): take(bytes)
      case .damage(let reason): reply(nil, Declined(.parse, reason))
      }
      // While someone types, the next change may be here already.
      if reader.isEmpty, !StandardInput.isReady { publish() }
      while reader.isEmpty, !StandardInput.isReady, !half.isEmpty {
        // What the editor says meanwhile comes first.
        publishTheRest { !StandardInput.isReady }
      }
    }
    if !hasEnded {
      publish()
      while !half.isEmpty { publishTheRest { true } }
    }
    return state == .shutDown
  }

  // MARK: Messages

  private func take(_ bytes: [UInt8]) {
    do throws(Declined) {
      guard let message = try Message(bytes) else { return }
      guard let id = message.id else { return notice(message) }
      do throws(Declined) {
        let result = try result(of: message)
        send([("id", id), ("result", result)])
      } catch {
        reply(id, error)
      }
    } catch {
      reply(nil, error)
    }
  }

  private func result(of message: Message) throws(Declined) -> JSON {
    switch (state, message.method) {
    case (.new, "initialize"):
      state = .ready
      return Self.abilities
    case (.new, _): throw Declined(.notInitialized, "`initialize` comes first")
    case (.shutDown, _), (_, "initialize"):
      throw Declined(.invalidRequest, "`\(message.method)` is out of order")
    case (.ready, "shutdown"):
      state = .shutDown
      return .null
    case (.ready, _): break
    }
    guard let answer = Self.answers[message.method] else {
      throw Declined(.unknownMethod, "there is no request `\(message.method)`")
    }
    guard let uri = message.parameters["textDocument"]?["uri"]?.string,
      let document = documents[uri]
    else { throw Declined(.invalidParameters, "this document is not open") }
    return try answer(document, message.parameters)
  }

  private func notice(_ message: Message) {
    if message.method == "exit" { hasEnded = true }
    guard state == .ready, let document = message.parameters["textDocument"],
      let uri = document["uri"]?.string
    else { return }
    switch message.method {
    case "textDocument/didOpen":
      if let text = document["text"]?.string { open(uri, text, document["version"]) }
    case "textDocument/didChange":
      guard documents[uri] != nil else { return }
      // Each change is the whole text, as `abilities` asks for.
      let text = message.parameters["contentChanges"]?.elements?.last?["text"]?.string
      if let text { open(uri, text, document["version"]) }
    case "textDocument/didClose":
      guard documents.removeValue(forKey: uri) != nil else { return }
      changed.remove(uri)
      half[uri] = nil
      tell(uri, [], .null)
    default: break
    }
  }

  private func open(_ uri: String, _ text: String, _ version: JSON?) {
    documents[uri] = OpenDocument(
      uri, text, version: version ?? .null, table, after: documents[uri])
    changed.insert(uri)
  }

  /// What the server can do, as the protocol asks for it.
  private static var abilities: JSON {
    .object([
      (
        "capabilities",
        .object([
          ("positionEncoding", .string("utf-16")),
          ("textDocumentSync", .object([("openClose", .bool(true)), ("change", .int(1))])),
          ("hoverProvider", .bool(true)),
          ("completionProvider", .object([("triggerCharacters", .list([.string(".")]))])),
          ("definitionProvider", .bool(true)),
          ("renameProvider", .object([("prepareProvider", .bool(true))])),
          ("foldingRangeProvider", .bool(true)),
          ("documentFormattingProvider", .bool(true)),
          (
            "semanticTokensProvider",
            .object([("legend", ColourAnswer.legend), ("full", .bool(true))])
          ),
        ])
      ), ("serverInfo", .object([("name", .string("lab"))])),
    ])
  }

  // MARK: Mistakes

  private func publish() {
    for uri in changed.sorted() {
      guard let document = documents[uri] else { continue }
      let mistakes = document.mistakes { false }.map { Self.json($0, document) }
      tell(uri, mistakes, document.version)
      half[uri] = mistakes
    }
    changed = []
  }

  /// Tells what one document's profiles and variations add to what the editor knows, unless it stops.
  private func publishTheRest(goesOn: () -> Bool) {
    guard let (uri, known) = half.min(by: { $0.key < $1.key }) else { return }
    guard let document = documents[uri] else {
      half[uri] = nil
      return
    }
    var isWhole = true
    let found = document.mistakes {
      isWhole = isWhole && goesOn()
      return isWhole
    }
    guard isWhole else { return }
    half[uri] = nil
    let mistakes = found.map { Self.json($0, document) }
    if mistakes.map(\.text) != known.map(\.text) { tell(uri, mistakes, document.version) }
  }

  private func tell(_ uri: String, _ mistakes: [JSON], _ version: JSON) {
    var parameters = [("uri", JSON.string(uri)), ("diagnostics", .list(mistakes))]
    if case .int = version { parameters.append(("version", version)) }
    send([
      ("method", .string("textDocument/publishDiagnostics")), ("params", .object(parameters)),
    ])
  }

  private static func json(_ mistake: Diagnostic, _ document: OpenDocument) -> JSON {
    let span = mistake.span.flatMap { $0.file === document.source ? $0 : nil }
    let message = mistake.message + (mistake.hint.map { "\nhint: \($0)" } ?? "")
    return .object([
      ("range", document.lines.range(span ?? Span(document.source, 0, 0))),
      ("severity", .int(1)), ("code", JSON(mistake.code)), ("source", .string("lab")),
      ("message", .string(message)),
    ])
  }

  // MARK: Sending

  private func reply(_ id: JSON?, _ error: Declined) {
    let message = error.message + (error.hint.map { "; \($0)" } ?? "")
    send([
      ("id", id ?? .null),
      ("error", .object([("code", .int(error.code.rawValue)), ("message", .string(message))])),
    ])
  }

  private func send(_ fields: [(String, JSON)]) {
    let text = JSON.object([("jsonrpc", .string("2.0"))] + fields).text
    sink.write("Content-Length: \(text.utf8.count)\r\n\r\n\(text)")
  }
}
