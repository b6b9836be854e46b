/// How values are printed: `text` as `print` and `str` show them, `representation` as they stand
/// inside a list.
extension Value {
  /// The value as `print` shows it.
  public var text: String {
    if case .string(let text) = self { return text.string }
    return representation
  }

  /// The value as it stands inside a list: texts in quotes.
  public var representation: String {
    var printer = Printer()
    printer.write(self)
    return printer.text
  }

  /// Writes values one after another and stops when the text grows too long.
  private struct Printer {
    var text = ""

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
      case .range(let range):
        text += "range(\(range.start), \(range.stop)"
        text += range.step == 1 ? ")" : ", \(range.step))"
      case .tensor(let tensor): text += TensorText.describe(tensor)
      case .function(let function): text += "<function \(function.name)>"
      case .builtin(let builtin): text += "<function \(builtin.name)>"
      case .model(let model): text += "<model \(model.name)>"
      case .instance(let instance): text += instance.outline
      case .object(let object): text += object.description
      }
    }

    private mutating func separated<Items: Collection>(
      _ items: Items, _ body: (inout Printer, Items.Element) -> Void
    ) {
      var isFirst = true
      for item in items {
        if !isFirst { text += ", " }
        isFirst = false
        guard text.utf8.count < Limits.printedValue else { return end() }
        body(&self, item)
      }
    }

    private mutating func end() {
      if !text.hasSuffix("…") { text += "…" }
    }
  }

  /// The text in quotes as Python's `repr` writes it: single ones unless it holds one.
  static func quoted(_ string: String) -> String {
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
  /// The model and what it consists of, one level deep: `MLP(fc1: Linear(784, 256), …)`.
  var outline: String {
    let parts = namedFields.compactMap { field -> String? in
      switch field.value {
      case .instance(let instance): "\(field.name): \(instance.model.name)"
      case .object(let object): "\(field.name): \(object.description)"
      default: nil
      }
    }
    return "\(model.name)(\(parts.joined(separator: ", ")))"
  }
}
