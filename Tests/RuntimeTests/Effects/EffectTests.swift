import Foundation
import Language
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// Every argument of every builtin changes something or is refused.
@Suite struct EffectTests {
  /// A line of `EffectRows`.
  struct Row: CustomTestStringConvertible, Sendable {
    struct Argument: Sendable {
      /// nil for those without a name.
      let name: String?
      let value: String
      let other: String?
    }

    let builtin: String
    let arguments: [Argument]
    let look: String
    var testDescription: String { "\(builtin): \(arguments.map { $0.name ?? "…" })" }

    init(_ line: Substring) throws {
      let (head, look) = Self.halves(line, " => ")
      let colon = try #require(head.firstIndex(of: ":"))
      builtin = head[..<colon].trimmingCharacters(in: .whitespaces)
      self.look = look.map(String.init) ?? "r"
      let rest = head[head.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      arguments =
        rest.isEmpty
        ? []
        : rest.split(separator: " | ").map { part in
          let (value, other) = Self.halves(part, " ~ ")
          let named = value.prefixMatch(of: #/(\w+)\ =\ /#)
          return Argument(
            name: named.map { String($0.1) },
            value: String(named.map { value[$0.range.upperBound...] } ?? value),
            other: other.map { text in
              String(
                text.prefixMatch(of: #/(\w+)\ =\ /#).map { text[$0.range.upperBound...] } ?? text)
            })
        }
    }

    private static func halves(_ text: Substring, _ mark: String) -> (Substring, Substring?) {
      guard let range = text.firstRange(of: mark) else { return (text, nil) }
      return (text[..<range.lowerBound], text[range.upperBound...])
    }

    /// The call with argument number `changed` exchanged; `r` is what it returns.
    func code(_ changed: Int?, _ builtin: Builtin) -> String {
      let lastUnnamed = arguments.lastIndex { $0.name == nil } ?? 0
      var texts: [String] = []
      for (index, argument) in arguments.enumerated() {
        let value = index == changed ? argument.other ?? "" : argument.value
        let isNamed = index > lastUnnamed || lastUnnamed == 0 && index == 0
        let isReceiver = index == 0 && builtin.receiver != nil
        texts.append(
          argument.name.map { isNamed && !isReceiver ? "\($0) = \(value)" : value } ?? value)
      }
      if builtin.receiver != nil {
        let rest = texts.dropFirst().joined(separator: ", ")
        return "l = \(texts[0]); r = l.\(builtin.name)(\(rest))"
      }
      return "r = \(builtin.name)(\(texts.joined(separator: ", ")))"
    }

    /// What is looked at, or the error, with argument number `changed` exchanged.
    func outcome(_ changed: Int?, _ builtin: Builtin) throws -> (text: String, failed: Bool) {
      let code = self.code(changed, builtin)
      let shown = builtin.changesReceiver ? "[l, r]" : look == "printed" ? "none" : look
      var prelude = EffectRows.prelude
      if code.contains("few") { prelude += "\n" + EffectRows.images }
      if code.contains(".npy") || code.contains(".safetensors") {
        prelude += "\n" + EffectRows.files
      }
      return try Self.run(prelude + "\n" + code + "\n" + shown)
    }

    private static func run(_ code: String) throws -> (text: String, failed: Bool) {
      let folder = FileManager.default.temporaryDirectory.appending(
        path: "effects-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      var options = SessionOptions()
      options.artifacts = folder.path
      let needsImages = code.contains("images.")
      let run = try Run(needsImages ? "```lab\ndata images = digits\n```\n" : "", options)
      if needsImages { _ = run.session.run(step: 0) }
      let outcome = try run.type(code)
      if let failure = outcome.failure { return (failure.message, true) }
      return (Looking.text(outcome.value ?? .none) + run.recorder.text, false)
    }
  }

  static var rows: [Row] {
    get throws {
      let texts = [
        EffectRows.language, EffectRows.numbers, EffectRows.networks, EffectRows.figures,
      ]
      return try texts.flatMap { text in
        try text.split(separator: "\n").map { try Row($0) }
      }
    }
  }

  static var builtins: [Builtin] { BuiltinTable.groups().flatMap(\.builtins) }

  @Test func everyArgumentHasARow() throws {
    let rows = try Self.rows
    let builtins = Self.builtins
    for builtin in builtins {
      let own = rows.filter { $0.builtin == builtin.fullName }
      let names = builtin.parameters.map(\.name)
      let simple = builtin.parameters.map(\.name) == ["x"]
      if own.isEmpty, simple, builtin.receiver == nil { continue }
      for parameter in builtin.parameters {
        let name = "\(builtin.fullName).\(parameter.name)"
        guard EffectRows.exceptions[name] == nil else { continue }
        let isThere = own.contains { row in
          row.arguments.contains { argument in
            guard argument.other != nil else { return false }
            guard let name = argument.name, names.contains(name) else {
              return parameter.isVariadic || parameter.isNamedRest
            }
            return name == parameter.name
          }
        }
        #expect(isThere, "EffectRows has no row for \(name)")
      }
    }
    for row in rows {
      #expect(builtins.contains { $0.fullName == row.builtin }, "no \(row.builtin)")
    }
  }

  /// Functions of one `x`: two inputs that differ give results that differ.
  @Test func functionsOfOneArgument() throws {
    let named = Set(try Self.rows.map(\.builtin))
    for builtin in Self.builtins
    where builtin.receiver == nil && builtin.parameters.map(\.name) == ["x"]
      && !named.contains(builtin.name)
    {
      let row = try Row("\(builtin.name): x = tensor([0.3, -0.7]) ~ tensor([1.4, 2.6])")
      #expect(try row.outcome(nil, builtin).text != row.outcome(0, builtin).text)
    }
  }

  @Test(arguments: try rows) func everyArgumentCounts(_ row: Row) throws {
    let builtin = try #require(Self.builtins.first { $0.fullName == row.builtin })
    let first = try row.outcome(nil, builtin)
    #expect(!first.failed, "\(first.text)")
    for (index, argument) in row.arguments.enumerated() where argument.other != nil {
      let other = try row.outcome(index, builtin)
      #expect(other.text != first.text, "\(argument.name ?? "…") changes nothing: \(first.text)")
    }
  }
}

/// A value in full, where `print` would round it.
private enum Looking {
  static func text(_ value: Value) -> String {
    switch value {
    case .tensor(let tensor):
      let numbers = (try? tensor.numbers()) ?? []
      return "\(tensor.dtype)\(Array(tensor.shape))\(numbers)"
    case .list(let list): return "[\(list.items.map(text).joined(separator: ", "))]"
    case .map(let map):
      return "{\(map.pairs.map { text($0.key) + ": " + text($0.value) }.joined(separator: ", "))}"
    case .object(let object as FigureObject): return String(describing: object.figure)
    default: return value.representation
    }
  }
}
