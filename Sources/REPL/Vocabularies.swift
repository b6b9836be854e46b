import Builtins
import Datasets
import Interpreter
import Language
import Running
import Session

extension Prompt {
  /// What completion knows at this moment.
  var vocabulary: Vocabulary {
    let lab = session.lab
    let table = session.interpreter.table
    var known = Vocabulary()
    known.commands = Command.all.map(\.name)
    known.names =
      session.globals.bindings.map(\.name) + table.names + LanguageWord.all.map(\.name)
    known.references = Reference(table).names
    known.steps = steps.map(\.id) + ["all"]
    known.profiles = ["default"] + lab.profiles.map(\.name)
    known.variations = lab.variations.map(\.id)
    known.exercises = lab.exercises.map(\.id)
    known.settings =
      lab.parameters.map { ($0.name, $0.knownValues) }
      + lab.data.map { ($0.name, DataSource.all.map(\.name)) }
    known.members = { [unowned self] path in members(of: path) }
    known.arguments = { [unowned self] path in arguments(of: path) }
    known.signature = { [unowned self] path in signature(of: path) }
    return known
  }

  /// The value at `net.fc1`, as far as names and fields lead.
  private func value(at path: String) -> Value? {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.first, var value = session.globals.value(of: first) else { return nil }
    for part in parts.dropFirst() {
      switch value {
      case .instance(let instance):
        guard let field = instance.field(part) else { return nil }
        value = field
      case .object(let object):
        guard let member = try? object.member(part) else { return nil }
        value = member
      default: return nil
      }
    }
    return value
  }

  private func members(of path: String) -> [String] {
    guard let value = value(at: path) else { return [] }
    var names = session.interpreter.table.members(of: value.typeName)
    switch value {
    case .instance(let instance):
      names += instance.namedFields.map(\.name) + session.interpreter.table.members(of: "model")
    case .object(let object): names += object.memberNames
    case .list(let list): names += list.names ?? []
    default: break
    }
    return names
  }

  /// How the function at a path is called.
  private func signature(of path: String) -> String? {
    switch value(at: path) {
    case .function(let function):
      return "\(function.name)(\(function.parameterNames.joined(separator: ", ")))"
    case .some: return nil
    case nil: break
    }
    let parts = path.split(separator: ".").map(String.init)
    guard let last = parts.last else { return nil }
    let table = session.interpreter.table
    if parts.count == 1 { return table.function(last)?.signature }
    if let owner = value(at: parts.dropLast().joined(separator: ".")),
      let method = table.method(last, of: owner.typeName)
    {
      return method.signature
    }
    return table.function(last)?.signature ?? table.entries(called: last).first?.signature
  }

  private func arguments(of path: String) -> [String] {
    switch value(at: path) {
    case .function(let function): return function.parameterNames
    case .some: return []
    case nil: break
    }
    let parts = path.split(separator: ".").map(String.init)
    guard let last = parts.last else { return [] }
    let table = session.interpreter.table
    if parts.count == 1 { return table.function(last)?.parameters.map(\.name) ?? [] }
    return table.entries(called: last).first.map { $0.parameters.dropFirst().map(\.name) } ?? []
  }
}

extension ParameterDeclaration {
  /// The values that completion can offer.
  fileprivate var knownValues: [String] {
    if case .set(let values) = domain { return values.map(\.span.text) }
    return defaultValue.span.text == "true" || defaultValue.span.text == "false"
      ? ["true", "false"] : []
  }
}
