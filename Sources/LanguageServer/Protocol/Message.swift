import Builtins
import Text

/// A message of an editor: a request, which wants an answer, or a notification, which does not.
struct Message {
  /// A number or a string; nil for a notification.
  let id: JSON?
  let method: String
  let parameters: JSON

  /// The message that `bytes` are; nil for an answer, which nobody waits for. Throws what to answer.
  init?(_ bytes: [UInt8]) throws(Declined) {
    guard let json = JSON(reading: bytes) else { throw Declined(.parse, "this is not JSON") }
    guard case .object = json else { throw Declined(.invalidRequest, "this is not a message") }
    guard let method = json["method"]?.string else {
      guard json["result"] != nil || json["error"] != nil else {
        throw Declined(.invalidRequest, "a message needs a method")
      }
      return nil
    }
    switch json["id"] {
    case nil: id = nil
    case .int(let number): id = .int(number)
    case .string(let text): id = .string(text)
    default: throw Declined(.invalidRequest, "an id is a number or a string")
    }
    self.method = method
    parameters = json["params"] ?? .null
  }
}

/// Why a request gets no result.
struct Declined: ExplainedError {
  /// The protocol's numbers.
  enum Code: Int {
    case parse = -32700
    case invalidRequest = -32600
    case unknownMethod = -32601
    case invalidParameters = -32602
    case notInitialized = -32002
    case failed = -32803
  }

  let code: Code
  let message: String
  let hint: String?

  init(_ code: Code, _ message: String, hint: String? = nil) {
    (self.code, self.message, self.hint) = (code, message, hint)
  }
}
