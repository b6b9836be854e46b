import Builtins
import Interpreter
import Language
import Plotting
import Session
import Text

/// The text above a run: what differs from the defaults, and which data is used.
enum RunHeader {
  /// The seed, the profile and the parameters that were chosen, if any.
  static func lines(_ lab: Lab, _ options: SessionOptions, _ marks: Marks) -> [String] {
    var lines: [String] = []
    if let name = options.profile, let profile = lab.profiles.first(where: { $0.name == name }) {
      let settings = profile.settings.map { "\($0.name) = \(oneLine($0.value.span.text))" }
      lines.append("profile \(name): " + settings.joined(separator: ", "))
    }
    var parts: [String] = []
    for (name, text) in options.settings {
      let standard = lab.parameters.first { $0.name == name }
        .map { oneLine($0.defaultValue.span.text) }
      guard standard.map({ plain($0) != plain(text) }) ?? true else { continue }
      parts.append("\(name) = \(oneLine(text))" + (standard.map { " (not \($0))" } ?? ""))
    }
    if options.seed != 0 { parts.append("seed \(options.seed)") }
    if !parts.isEmpty { lines.append(parts.joined(separator: marks.separator)) }
    return lines
  }

  /// Where a data set came from, if that is worth saying.
  static func origin(
    _ set: String, _ source: String, _ wanted: String, _ detail: Console.Detail
  ) -> String {
    var parts = set == wanted ? [] : ["\(wanted) was not found"]
    if detail == .verbose { parts.append(visible(source)) }
    return parts.isEmpty ? "" : " (\(parts.joined(separator: "; ")))"
  }

  /// A value on a line: fractions with four digits.
  static func short(_ value: Value) -> String {
    switch value.plain ?? value {
    case .float(let number): Digits.general(number, 4)
    case .int(let number): Digits.grouped(number)
    case let other: oneLine(other.text)
    }
  }

  /// Source text on one line.
  static func oneLine(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return visible(line.count > 200 ? line.prefix(199) + "…" : line[...])
  }

  private static func plain(_ text: String) -> String {
    text.filter { $0 != "_" && $0 != " " && $0 != "\"" }
  }
}

extension Lab {
  private var head: [Statement] { steps.first?.statements ?? [] }

  /// The parameters in order.
  package var parameters: [ParameterDeclaration] {
    head.compactMap { if case .param(let declaration) = $0.kind { declaration } else { nil } }
  }

  /// The data declarations in order.
  package var data: [DataDeclaration] {
    head.compactMap { if case .data(let declaration) = $0.kind { declaration } else { nil } }
  }

  /// The profiles in order.
  package var profiles: [Profile] {
    steps.flatMap(\.statements).compactMap {
      if case .profile(let profile) = $0.kind { profile } else { nil }
    }
  }

  /// The variations (`try`) in order.
  package var variations: [Variation] {
    steps.flatMap(\.statements).compactMap {
      if case .try(let variation) = $0.kind { variation } else { nil }
    }
  }
}
