import Interpreter

/// A JSON value: written with two spaces of indentation, keys in the order given.
package enum JSON: Sendable {
  /// Nothing.
  case null
  /// A truth value.
  case bool(Bool)
  /// A number without a fraction or an exponent.
  case int(Int)
  /// Any other number; one that is not finite is written as a string.
  case number(Double)
  /// A string.
  case string(String)
  /// Values in order.
  case list([JSON])
  /// Values with names, in order.
  case object([(String, JSON)])
  /// A value that was written before, as `text` writes it.
  case written(String)

  /// The whole text, with a final line feed.
  package var text: String {
    var text = ""
    write(to: &text, indent: "")
    return text + "\n"
  }

  private func write(to text: inout String, indent: String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .int(let value): text += String(value)
    // JSON cannot express a number that is not finite.
    case .number(let value): text += value.isFinite ? value.description : "\"\(value)\""
    case .string(let value): text += Self.quoted(value)
    // Strings hold no line feeds, so that all of them end a line.
    case .written(let value):
      let lines = value.split(separator: "\n")
      text += lines.joined(separator: "\n" + indent)
    case .list(let items) where items.allSatisfy(\.isPlain):
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += ", " }
        item.write(to: &text, indent: indent)
      }
      text += "]"
    case .list(let items):
      Self.block(items, "[", "]", &text, indent) { item, text, indent in
        item.write(to: &text, indent: indent)
      }
    case .object(let pairs):
      Self.block(pairs, "{", "}", &text, indent) { pair, text, indent in
        text += Self.quoted(pair.0) + ": "
        pair.1.write(to: &text, indent: indent)
      }
    }
  }

  private var isPlain: Bool {
    switch self {
    case .list, .object, .written: false
    default: true
    }
  }

  private static func block<Item>(
    _ items: [Item], _ open: String, _ close: String, _ text: inout String, _ indent: String,
    _ write: (Item, inout String, String) -> Void
  ) {
    guard !items.isEmpty else { return text += open + close }
    text += open
    for (index, item) in items.enumerated() {
      text += (index > 0 ? "," : "") + "\n  " + indent
      write(item, &text, indent + "  ")
    }
    text += "\n" + indent + close
  }

  private static func quoted(_ string: String) -> String {
    let isPlain = string.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F }
    if isPlain { return "\"" + string + "\"" }
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}

extension JSON {
  /// A value of a script: numbers, texts, lists and maps as they are, anything else as its text.
  package init(_ value: Value) {
    switch value {
    case .unset, .none: self = .null
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .float(let value): self = .number(value)
    case .list(let list): self = .list(list.items.map { JSON($0) })
    case .map(let map): self = .object(map.pairs.map { ($0.key.text, JSON($0.value)) })
    default: self = .string(value.text)
    }
  }

  /// A string, or null.
  package init(_ text: String?) { self = text.map { .string($0) } ?? .null }
}
