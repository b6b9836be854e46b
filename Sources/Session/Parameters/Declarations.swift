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
    var mistakes: [Diagnostic] = []
    self.init(lab, noting: &mistakes)
    if let first = mistakes.first { throw first }
  }

  /// What `lab` declares, as far as its declarations do not contradict each other.
  init(_ lab: Lab, noting mistakes: inout [Diagnostic]) {
    for step in lab.steps {
      for statement in step.statements {
        do { try collect(statement, step) } catch { mistakes.append(error) }
      }
    }
    for setting in (profiles.map(\.settings) + variations.map(\.settings)).joined() {
      do { try check(setting.name, at: setting.nameSpan) } catch { mistakes.append(error) }
    }
    for (name, span) in comparisons.flatMap(\.variations)
    where name != "base" && variation(name) == nil {
      mistakes.append(
        Diagnostic(
          .syntax, "no `try` is called `\(name)`", at: span,
          hint: Spelling.hint(name, variations.map(\.id))))
    }
    for claim in lab.steps.flatMap({ $0.code.claims }) {
      do { try claim.check(profiles.map(\.name)) } catch { mistakes.append(error) }
    }
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
          .syntax, "the profile `\(profile.name)` already exists", at: profile.nameSpan)
      }
      profiles.append(profile)
    case .try(let variation):
      guard self.variation(variation.id) == nil, variation.id != "base" else {
        throw Diagnostic(.syntax, "`\(variation.id)` already exists", at: variation.idSpan)
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
      throw Diagnostic(.syntax, "`\(word)` must come before the first ##", at: span)
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

  /// What a profile sets; nothing by default. Throws where there is none of that name.
  func settings(ofProfile name: String?) throws(Diagnostic) -> [Setting] {
    guard let name, name != "default" else { return [] }
    guard let profile = profiles.first(where: { $0.name == name }) else {
      let names = profiles.map(\.name)
      throw Diagnostic(
        .usage, "no profile is called `\(name)`",
        hint: Spelling.hint(name, names)
          ?? (names.isEmpty ? "the lab has none" : "the lab has " + names.joined(separator: ", ")))
    }
    return profile.settings
  }

  func variation(_ id: String) -> Variation? { variations.first { $0.id == id } }

  /// Fails unless `name` can be set.
  func check(_ name: String, at span: Span?) throws(Diagnostic) {
    guard !names.contains(name) else { return }
    let all =
      names.isEmpty ? "the lab has no parameters" : "the lab has " + names.joined(separator: ", ")
    throw Diagnostic(
      .usage, "no parameter is called `\(name)`", at: span,
      hint: Spelling.hint(name, names) ?? all)
  }
}
