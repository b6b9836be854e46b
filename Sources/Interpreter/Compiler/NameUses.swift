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

  /// A call of a session name or a builtin, or of something after a dot.
  package struct Call {
    package let name: String
    package let span: Span
    package let isMethod: Bool
    /// The session name before the dot.
    package let receiver: String?
    /// How many arguments have no name.
    package let positional: Int
    package let named: [(name: String, span: Span)]
    /// Whether `*xs` or `**m` stands for further arguments.
    package let isOpen: Bool
  }

  /// What a name belongs to.
  package enum Home: Hashable {
    /// The session, or the builtins.
    case session(String)
    /// A function or a comprehension, and its slot there.
    case local(scope: Int, slot: Int)
    /// A field or a method of a model.
    case member(model: Int, String)
  }

  /// What a name does where it stands.
  package enum Role {
    /// It is looked up, or set.
    case use, set
    /// It is defined: as a function, model, method or parameter, by `param` or `data`, by `try`, by
    /// `import`.
    case function, model, method, parameter, declaration, variation, imported
    /// `table` or `plot` show it.
    case shown
  }

  /// A place where a name stands.
  package struct Occurrence {
    package let name: String
    package let span: Span
    package let home: Home
    package let role: Role

    /// The name `name` at `span`.
    package init(name: String, span: Span, home: Home, role: Role) {
      (self.name, self.span, self.home, self.role) = (name, span, home, role)
    }
  }

  /// Where names stand whose home is known.
  package private(set) var occurrences: [Occurrence] = []
  /// Names after a dot, of values that only a run would know.
  package private(set) var dotted: [(name: String, span: Span)] = []
  /// The names of models, by their numbers.
  package private(set) var models: [Int: String] = [:]
  /// Kept, so that no two have one identity.
  private var scopes: [ObjectIdentifier: (number: Int, scope: Scope)] = [:]

  /// The number of the step being compiled.
  package var step = 0
  package private(set) var mentions: [Mention] = []
  package private(set) var calls: [Call] = []
  /// Where names are set to what need not be a function.
  package private(set) var setters: [(name: String, span: Span, step: Int)] = []
  /// The first step that sets a name, and how many places set it.
  package private(set) var set: [String: (step: Int, count: Int)] = [:]
  /// The methods and fields of models.
  package var members: Set<String> = []
  /// The parameters of functions and models at the top level, and which must be given.
  package var parameters: [String: [(name: String, isRequired: Bool)]] = [:]

  package func mention(_ kind: Mention.Kind, _ name: String, _ span: Span?, isImmediate: Bool) {
    guard let span else { return }
    mentions.append(
      Mention(kind: kind, name: name, span: span, step: step, isImmediate: isImmediate))
  }

  package func call(
    _ name: String, _ arguments: [Argument], _ span: Span, isMethod: Bool = false,
    receiver: String? = nil
  ) {
    let named = arguments.compactMap { argument in
      argument.name.map { ($0, argument.nameSpan ?? argument.value.span) }
    }
    calls.append(
      Call(
        name: name, span: span, isMethod: isMethod, receiver: receiver,
        positional: arguments.count - named.count, named: named,
        isOpen: arguments.contains { $0.form != .single }))
  }

  package func define(_ name: String, _ parameters: [Parameter]) {
    self.parameters[name] = parameters.map { ($0.name, $0.defaultValue == nil) }
  }

  func occur(_ name: String, _ span: Span?, _ role: Role, in scope: Scope) {
    guard let span, name != "self", name != "_" else { return }
    let home: Home
    switch scope.home(of: name) {
    case nil: home = .session(name)
    case (let owner, nil)?: home = .member(model: number(of: owner), name)
    case (let owner, let slot?)?: home = .local(scope: number(of: owner), slot: slot)
    }
    occurrences.append(Occurrence(name: name, span: span, home: home, role: role))
  }

  func occurDotted(_ name: String, _ span: Span) { dotted.append((name, span)) }

  func nameModel(_ name: String, _ scope: Scope) { models[number(of: scope)] = name }

  private func number(of scope: Scope) -> Int {
    let key = ObjectIdentifier(scope)
    if let known = scopes[key] { return known.number }
    scopes[key] = (scopes.count, scope)
    return scopes.count - 1
  }

  func setName(_ name: String, at span: Span?) {
    if let span { setters.append((name, span, step)) }
    if let known = set[name] {
      set[name] = (known.step, known.count + 1)
    } else {
      set[name] = (step, 1)
    }
  }
}
