import Interpreter
import Language

/// What the reference says about one name: a page of its own, whatever shows it.
struct ReferenceEntry: Sendable {
  /// The name: `softmax`, `append`.
  let name: String
  /// The kind of value whose method or property it is.
  let owner: String?
  /// How it is written: `softmax(x, dim = -1)`.
  let form: String
  /// One line for lists.
  let summary: String
  /// Paragraphs that say more.
  var details = ""
  /// What it takes, one by one.
  var arguments: [(name: String, about: String)] = []
  /// Code that shows its use, as declared.
  private var code = ""
  /// Names of related entries, as declared.
  var declared: [String] = []

  /// `list.append`.
  var fullName: String { owner.map { "\($0).\(name)" } ?? name }

  /// The lines of an example that runs as it stands.
  var example: [String] { ExampleSetup.complete(code) }

  init(_ word: LanguageWord) {
    name = word.name
    owner = nil
    form = word.form
    summary = word.summary
    arguments = word.parts.map { ($0.name, $0.about) }
    code = word.example
    declared = Self.names(word.see)
  }

  init(_ builtin: Builtin) {
    name = builtin.name
    owner = builtin.receiver
    form = (builtin.receiver.map { "\($0)." } ?? "") + builtin.signature
    summary = builtin.summary
    details = builtin.details
    let shown = builtin.receiver == nil ? builtin.parameters[...] : builtin.parameters.dropFirst()
    arguments = shown.map { ($0.name, Self.text(of: $0)) }
    code = builtin.example
    declared = Self.names(builtin.see)
  }

  init(_ property: BuiltinProperty) {
    name = property.name
    owner = property.receiver
    form = "\(property.receiver).\(property.name)"
    summary = property.summary
    code = ExampleSetup.owners[property.receiver].map { "\($0).\(property.name)" } ?? ""
    declared = Self.names(property.see)
  }

  init(_ constant: BuiltinConstant) {
    name = constant.name
    owner = nil
    form = "\(constant.name) = \(constant.value.text)"
    summary = constant.summary
    code = "print(\(constant.name))"
  }

  private static func names(_ see: String) -> [String] {
    see.split(separator: " ").map(String.init)
  }

  /// What an argument means, and what it is read as.
  private static func text(of parameter: BuiltinParameter) -> String {
    if parameter.about.isEmpty { return parameter.kind }
    return parameter.kind == "any value"
      ? parameter.about : "\(parameter.about) (\(parameter.kind))"
  }

  /// Functions, layers and methods that do the same have names that are alike: `mse_loss` and
  /// `MSELoss`, `x.max` and `max`, `add_` and `add`.
  var likeness: String {
    let letters = name.lowercased().filter { $0 != "_" }
    return letters.hasSuffix("loss") && letters.count > 4 ? String(letters.dropLast(4)) : letters
  }
}
