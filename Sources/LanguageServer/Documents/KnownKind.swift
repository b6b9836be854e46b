import Interpreter
import Language
import Tensors

/// The kind of a value, where it follows from what is written.
struct KnownKind {
  /// `tensor`, `list`, …; `model` for those that the lab defines.
  let name: String
  /// The model's name.
  var model: String?

  /// The kind of what a word names.
  init?(of word: OpenDocument.Piece, _ document: OpenDocument) {
    if word.kind == .string {
      self.init("str")
    } else {
      self.init(of: word.text, document)
    }
  }

  init?(of name: String, _ document: OpenDocument) {
    for statement in document.reading.lab.steps.flatMap({ $0.code.statements }) {
      if case .data(let data) = statement.kind, data.name == name {
        self.init("data set")
        return
      }
    }
    let value = document.names.values[name] ?? document.earlier.values[name]
    guard let value, let kind = Self.kind(of: value, document) else { return nil }
    self = kind
  }

  private init(_ name: String, model: String? = nil) {
    (self.name, self.model) = (name, model)
  }

  private static func kind(of value: Expression, _ document: OpenDocument) -> KnownKind? {
    switch value.kind {
    case .list, .listComprehension: return KnownKind("list")
    case .map, .mapComprehension: return KnownKind("map")
    case .set, .setComprehension: return KnownKind("set")
    case .string, .interpolated: return KnownKind("str")
    case .member(let owner, name: let name, nameSpan: _):
      guard case .name(let data) = owner.kind, ["train", "test"].contains(name) else { return nil }
      return KnownKind(of: data, document)?.name == "data set" ? KnownKind("images") : nil
    case .call(let callee, _):
      guard case .name(let function) = callee.kind else { return nil }
      if document.earlier.members[function] != nil { return KnownKind("model", model: function) }
      let builtin = document.table.function(function)
      return builtin?.result == Tensor.self ? KnownKind("tensor") : nil
    default: return nil
    }
  }
}
