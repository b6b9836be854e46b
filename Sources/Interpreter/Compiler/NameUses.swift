import Language

/// What code at hand sets and mentions: noted while it is compiled, to be judged as a whole.
package final class NameUses {
  /// Nothing is used yet.
  package init() {}

  /// A session name, a function or a method that is mentioned.
  package struct Mention {
    package enum Kind {
      case value
      /// Behind a dot, with arguments: a method, or else a function.
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

  /// The number of the step whose code is compiled.
  package var step = 0
  package private(set) var mentions: [Mention] = []
  package private(set) var calls: [Call] = []
  /// The first step that sets a name, and how many places set it.
  package private(set) var set: [String: (step: Int, count: Int)] = [:]
  /// What methods and fields models have.
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
