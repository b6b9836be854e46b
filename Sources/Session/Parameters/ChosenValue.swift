import Interpreter
import Language

/// A value chosen instead of a parameter's default, or layered over an earlier choice.
struct ChosenValue {
  enum Content {
    /// What a profile or a variation says.
    case expression(Expression)
    /// What was given as `name=text`, and its meaning if the parameter is not a text.
    case text(String, Result<Expression, Diagnostic>)
    /// What the name was set to at the prompt.
    case value(Value)
  }

  let content: Content
  let span: Span
  /// Whether someone set it, rather than a profile of the lab.
  let isSetting: Bool
  /// Whether it was set while the lab ran, so that the name in it means its previous value.
  var isTyped = false

  init(_ setting: Setting, isSetting: Bool) {
    content = .expression(setting.value)
    span = setting.value.span
    self.isSetting = isSetting
  }

  init(_ value: Value, at span: Span) {
    content = .value(value)
    self.span = span
    isSetting = true
  }

  /// What was given as `name=text`, after `-p` or at another `place`.
  init(_ name: String, _ text: String, from place: String) {
    let source = SourceFile(name: "\(place) \(name)", text: text)
    span = Span(source, 0, source.bytes.count)
    content = .text(text, Result { () throws(Diagnostic) in try Self.expression(source) })
    isSetting = true
    isTyped = place != "-p"
  }

  private static func expression(_ source: SourceFile) throws(Diagnostic) -> Expression {
    let block = try Parser.parseSnippet(source)
    guard block.statements.count == 1, case .expression(let value) = block.statements[0].kind else {
      throw Diagnostic(
        .usage, "this is not a value", at: Span(source, 0, source.bytes.count),
        hint: "such as 3, 0.5, true or [1, 2]")
    }
    return value
  }

  /// What a data declaration is set to: the name of a data set.
  var dataName: String? {
    let expression: Expression?
    switch content {
    case .expression(let value): expression = value
    case .text(_, let meaning): expression = try? meaning.get()
    case .value: expression = nil
    }
    guard case .name(let name)? = expression?.kind else { return nil }
    return name
  }

  /// The value.
  ///
  /// If the parameter is a text by default, what was given is the text, unless it is a quoted one.
  func evaluate(_ session: Session, _ standard: Value) throws(Failure) -> Value {
    let expression: Expression
    switch content {
    case .value(let value): return value
    case .expression(let value): expression = value
    case .text(let text, let meaning):
      let value = try? meaning.get()
      if case .string = standard {
        if case .string(let quoted)? = value?.kind { return .text(quoted) }
        return .text(text)
      }
      guard let value else {
        do {
          _ = try meaning.get()
        } catch {
          throw Failure(error)
        }
        return standard
      }
      expression = value
    }
    do {
      return try session.value(of: expression)
    } catch {
      guard error.diagnostic.kind == .runtime else { throw error.at(span) }
      var refused = error.at(span).diagnostic
      refused.kind = .usage
      throw Failure(refused)
    }
  }
}

extension [String: [ChosenValue]] {
  /// Lays what a profile sets, or a variation, over what is chosen already.
  mutating func choose(_ settings: [Setting], isSetting: Bool) {
    for setting in settings {
      self[setting.name, default: []].append(ChosenValue(setting, isSetting: isSetting))
    }
  }
}

extension ParameterDeclaration {
  /// Whether the default cannot be a text, so that what it is set to is parsed.
  var isNoText: Bool {
    switch defaultValue.kind {
    case .none, .bool, .int, .float, .list, .map, .set, .listComprehension, .mapComprehension,
      .setComprehension, .spread, .unary, .comparison, .approximately, .lambda:
      true
    case .string, .interpolated, .name, .binary, .and, .or, .call, .member, .index, .conditional,
      .noGrad:
      false
    }
  }
}
