import Tensors

/// How values are printed.
///
/// `text` is what `print` and `str` show, `representation` what is shown inside a list.
extension Value {
  /// The value as `print` shows it.
  package var text: String {
    if case .string(let text) = self { return text.string }
    return representation
  }

  /// The value as shown inside a list: texts in quotes.
  package var representation: String {
    var printer = Printer()
    printer.write(self)
    return printer.text
  }

  /// The same, with tensors in lines of `width` columns.
  package func representation(width: Int) -> String {
    var printer = Printer(width: width)
    printer.write(self)
    return printer.text
  }

  /// Writes values one after another and stops when the text grows too long.
  private struct Printer {
    var text = ""
    /// Columns for tensors, if it is known where the text is shown.
    var width: Int?
    /// Where, in bytes, the line begins, and the latest item behind another one.
    private var lineStart = 0
    private var itemStart = 0

    init(width: Int? = nil) { self.width = width }

    mutating func write(_ value: Value) {
      guard text.utf8.count < Limits.printedValue else { return end() }
      switch value {
      case .unset, .none: text += "none"
      case .bool(let value): text += value ? "true" : "false"
      case .int(let value): text += String(value)
      case .float(let value): text += value.description
      case .string(let box): text += Value.quoted(box.string)
      case .list(let list):
        text += "["
        separated(list.items) { printer, item in printer.write(item) }
        text += "]"
      case .map(let map):
        text += "{"
        separated(map.pairs) { printer, pair in
          printer.write(pair.key)
          printer.text += ": "
          printer.write(pair.value)
        }
        text += "}"
      case .set(let set):
        guard set.count > 0 else { return text += "set()" }
        text += "{"
        separated(set.keys) { printer, item in printer.write(item) }
        text += "}"
      case .range(let range):
        text += "range(\(range.start), \(range.stop)"
        text += range.step == 1 ? ")" : ", \(range.step))"
      case .tensor(let tensor): write(tensor)
      case .function(let function): text += "<function \(function.name)>"
      case .builtin(let builtin): text += "<function \(builtin.name)>"
      case .model(let model): text += "<model \(model.name)>"
      case .instance(let instance): text += instance.outline
      case .object(let object): text += object.description
      }
    }

    /// What does not fit behind another item begins a line, with the brackets or key before it.
    private mutating func write(_ tensor: Tensor) {
      guard let width else { return text += TensorText.describe(tensor) }
      let line = text.utf8.count - lineStart
      // Brackets and a comma follow.
      var words = TensorText.describe(
        tensor, width: text.isEmpty ? width : max(width - line - 5, 20))
      let isTall = words.contains("\n") || line + words.utf8.count + 2 > width
      if isTall, itemStart > lineStart {
        let start = text.utf8.index(text.startIndex, offsetBy: itemStart)
        let item = text[start...]
        words = TensorText.describe(tensor, width: max(width - item.utf8.count - 5, 20))
        text = text[..<start].dropLast() + "\n " + item
        lineStart = itemStart
      }
      if let last = words.utf8.lastIndex(of: UInt8(ascii: "\n")) {
        lineStart = text.utf8.count + words.utf8.distance(from: words.startIndex, to: last) + 1
      }
      text += words
    }

    private mutating func separated<Items: Collection>(
      _ items: Items, _ body: (inout Printer, Items.Element) -> Void
    ) {
      var isFirst = true
      for item in items {
        if !isFirst {
          text += ", "
          itemStart = text.utf8.count
        }
        isFirst = false
        guard text.utf8.count < Limits.printedValue else { return end() }
        body(&self, item)
      }
    }

    private mutating func end() {
      if !text.hasSuffix("…") { text += "…" }
    }
  }

  /// The text in quotes as Python's `repr` writes it: single ones unless it contains one.
  package static func quoted(_ string: String) -> String {
    let quote: Unicode.Scalar = string.contains("'") && !string.contains("\"") ? "\"" : "'"
    var result = String(quote)
    for scalar in string.unicodeScalars {
      switch scalar {
      case quote, "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        result +=
          "\\x" + String(scalar.value / 16, radix: 16) + String(scalar.value % 16, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    result.unicodeScalars.append(quote)
    return result
  }
}

extension Instance {
  /// The model and its parts, one per line, as PyTorch prints modules.
  package var outline: String { outline(depth: 0) }

  private func outline(depth: Int) -> String {
    let lines = namedFields.compactMap { field in
      Instance.line(field.value, depth: depth).map { "  (\(field.name)): \($0)" }
    }
    return lines.isEmpty ? "\(model.name)()" : "\(model.name)(\n\(lines.joined(separator: "\n"))\n)"
  }

  /// A layer, a parameter or a list of them; nil for what has no parameters.
  private static func line(_ value: Value, depth: Int) -> String? {
    var text: String
    switch value {
    case .instance(let instance):
      text = depth < 6 ? instance.outline(depth: depth + 1) : instance.model.name
    case .object(let object) where object.typeName == "layer": text = object.description
    case .tensor(let tensor) where tensor.isParameter: return "Parameter \(tensor.shape)"
    case .list(let list):
      let parts = list.items.prefix(100).map { line($0, depth: depth + 1) }
      guard depth < 6, !parts.isEmpty, !parts.contains(nil) else { return nil }
      let texts = parts.compactMap(\.self)
      if texts.count > 1, Set(texts).count == 1 {
        text = "\(texts.count) × \(texts[0])"
      } else {
        let numbered = texts.enumerated().map { "  (\($0.offset)): \($0.element)" }
        text = "[\n\(numbered.joined(separator: "\n"))\n]"
      }
    default: return nil
    }
    text = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n  ")
    return text
  }
}
