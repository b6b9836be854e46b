import Language

/// What code sets and mentions: noted as it is compiled, and judged as a whole.
package final class NameUses {
  /// Nothing used yet.
  package init() {}

  /// A mention of a session name, a function or a method.
  package struct Mention {
    package enum Kind {
      case value
      /// After a dot, with arguments: a method, or else a function.
      case method
    }

    package let kind: Kind
    package let name: String
    package let span: Span
    package let step: Int
    /// Whether it is looked up at once, rather than when a function is called.
    package let isImmediate: Bool
  }

  /// A call of a session name or a builtin.
  package struct Call {
    package let name: String
    package let arguments: [(name: String, span: Span)]
  }

  /// The number of the step being compiled.
  package var step = 0
  package private(set) var mentions: [Mention] = []
  package private(set) var calls: [Call] = []
  /// The first step that sets a name, and the number of places that set it.
  package private(set) var set: [String: (step: Int, count: Int)] = [:]
  /// The methods and fields of models.
  package var members: Set<String> = []
  /// The parameters of functions and models.
  package var parameters: [String: [String]] = [:]

  package func mention(_ kind: Mention.Kind, _ name: String, _ span: Span?, isImmediate: Bool) {
    guard let span else { return }
    mentions.append(
      Mention(kind: kind, name: name, span: span, step: step, isImmediate: isImmediate))
  }

  package func call(_ name: String, _ arguments: [Argument]) {
    let named = arguments.compactMap { argument in
      argument.name.map { ($0, argument.nameSpan ?? argument.value.span) }
    }
    if !named.isEmpty { calls.append(Call(name: name, arguments: named)) }
  }

  package func setName(_ name: String) {
    if let known = set[name] {
      set[name] = (known.step, known.count + 1)
    } else {
      set[name] = (step, 1)
    }
  }
}
