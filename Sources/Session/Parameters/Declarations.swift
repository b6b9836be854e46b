import Builtins
import Interpreter
import Language
import Text

/// What a lab declares, found before anything runs.
struct Declarations {
  private(set) var parameters: [ParameterDeclaration] = []
  private(set) var data: [DataDeclaration] = []
  private var statements: [String: Statement] = [:]
  private(set) var profiles: [Profile] = []
  private(set) var variations: [Variation] = []
  private(set) var comparisons: [Comparison] = []

  init(_ lab: Lab) throws(Diagnostic) {
    for step in lab.steps {
      for statement in step.statements { try collect(statement, step) }
    }
    for settings in profiles.map(\.settings) + variations.map(\.settings) {
      for setting in settings { try check(setting.name, at: setting.nameSpan) }
    }
    for comparison in comparisons {
      for (name, span) in comparison.variations where name != "base" && variation(name) == nil {
        throw Diagnostic(
          .syntax, "no `try` is called `\(name)`", at: span,
          hint: Spelling.hint(name, variations.map(\.id)))
      }
    }
    for step in lab.steps { try check(step.code) }
  }

  /// Throws if a claim mentions a data set or a profile that does not exist.
  func check(_ code: Block) throws(Diagnostic) {
    for claim in code.claims { try claim.check(profiles.map(\.name)) }
  }

  private mutating func collect(_ statement: Statement, _ step: Step) throws(Diagnostic) {
    switch statement.kind {
    case .param(let declaration):
      try requireHead(step, declaration.nameSpan, "param")
      try requireNew(declaration.name, declaration.nameSpan)
      parameters.append(declaration)
      statements[declaration.name] = statement
    case .data(let declaration):
      try requireHead(step, declaration.nameSpan, "data")
      try requireNew(declaration.name, declaration.nameSpan)
      data.append(declaration)
      statements[declaration.name] = statement
    case .profile(let profile):
      guard !profiles.contains(where: { $0.name == profile.name }), profile.name != "default" else {
        throw Diagnostic(
          .syntax, "the profile `\(profile.name)` is there already", at: profile.nameSpan)
      }
      profiles.append(profile)
    case .try(let variation):
      guard self.variation(variation.id) == nil, variation.id != "base" else {
        throw Diagnostic(.syntax, "`\(variation.id)` is there already", at: variation.idSpan)
      }
      variations.append(variation)
    case .compare(let comparison): comparisons.append(comparison)
    case .expression, .assign, .augmentedAssign, .conditional, .forLoop, .whileLoop, .break,
      .continue, .return, .function, .model, .noGrad, .tap, .expect, .report, .show, .question,
      .importNames:
      break
    }
  }

  private func requireHead(_ step: Step, _ span: Span, _ word: String) throws(Diagnostic) {
    guard step.number == 0 else {
      throw Diagnostic(.syntax, "`\(word)` stands before the first ##", at: span)
    }
  }

  private func requireNew(_ name: String, _ span: Span) throws(Diagnostic) {
    guard !names.contains(name) else {
      throw Diagnostic(.syntax, "`\(name)` is declared twice", at: span)
    }
  }

  /// Everything that can be set.
  var names: [String] { parameters.map(\.name) + data.map(\.name) }

  func isParameter(_ name: String) -> Bool { parameters.contains { $0.name == name } }

  /// Whether `name` is a parameter that cannot be a text.
  func isNoText(_ name: String) -> Bool { parameters.first { $0.name == name }?.isNoText == true }

  /// The parameters that a statement sets.
  func parameters(setBy statement: Statement) -> [String] {
    AssignedNames([statement]).names.filter(isParameter)
  }

  /// The statement that declares `name`.
  func statements(of name: String) -> [Statement] { statements[name].map { [$0] } ?? [] }

  func profile(_ name: String) -> Profile? { profiles.first { $0.name == name } }

  func variation(_ id: String) -> Variation? { variations.first { $0.id == id } }

  /// Fails unless `name` can be set.
  func check(_ name: String, at span: Span?) throws(Diagnostic) {
    guard !names.contains(name) else { return }
    let all =
      names.isEmpty ? "the lab has no parameters" : "there are " + names.joined(separator: ", ")
    throw Diagnostic(
      .usage, "no parameter is called `\(name)`", at: span,
      hint: Spelling.hint(name, names) ?? all)
  }
}
