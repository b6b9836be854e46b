import Builtins
import Datasets
import Interpreter
import Language
import Text

/// Finds names in a lab that mean nothing: what the compiler refuses, names that no step sets,
/// methods and arguments that nothing has, unknown data sets.
enum NameCheck {
  /// The mistakes in `lab`; notes in `uses` what its code sets and mentions.
  static func mistakes(in lab: Lab, _ uses: NameUses, _ table: BuiltinTable) -> [Diagnostic] {
    let globals = Globals(table)
    let statements = lab.steps.flatMap(\.statements)
    let data = statements.compactMap { statement in
      if case .data(let declaration) = statement.kind { declaration.name } else { nil }
    }
    var mistakes: [Diagnostic] = []
    for step in lab.steps {
      uses.step = step.number
      for statement in step.statements {
        mistakes += compile(statement, globals, uses)
        switch statement.kind {
        case .data(let declaration): mistakes += unknownSets(declaration.choices)
        case .profile(let profile): mistakes += compile(profile.settings, data, globals, uses)
        case .try(let variation): mistakes += compile(variation.settings, data, globals, uses)
        case .expression, .assign, .augmentedAssign, .conditional, .forLoop, .whileLoop, .break,
          .continue, .return, .function, .model, .noGrad, .tap, .expect, .report, .show, .param,
          .compare, .question, .importNames:
          break
        }
      }
    }
    // Checks and solutions run in a copy of the session, where they set names of their own.
    uses.step = outside
    for step in lab.steps {
      for section in step.sections {
        switch section {
        case .check(id: _, let block), .solution(id: _, let block):
          for statement in block.statements { mistakes += compile(statement, globals, uses) }
        case .prose, .code, .exercise, .hint, .wrong: break
        }
      }
    }
    mistakes += uses.mentions.compactMap { mistake(in: $0, uses, table) }
    mistakes += uses.calls.flatMap { ArgumentCheck.mistakes(in: $0, uses, table) }
    return mistakes
  }

  /// The number of the step that checks and solutions are in.
  static let outside = Int.max

  private static func compile(
    _ statement: Statement, _ globals: Globals, _ uses: NameUses
  ) -> [Diagnostic] {
    do throws(Diagnostic) {
      _ = try Compiler.chunk([statement], globals, Graveyard(), uses)
      return []
    } catch {
      return [error.coded("syntax")]
    }
  }

  /// The values that parameters are set to, and the names of data sets.
  private static func compile(
    _ settings: [Setting], _ data: [String], _ globals: Globals, _ uses: NameUses
  ) -> [Diagnostic] {
    settings.flatMap { setting -> [Diagnostic] in
      if data.contains(setting.name), case .name(let name) = setting.value.kind {
        return unknownSets([(name, setting.value.span)])
      }
      return compile(
        Statement(.expression(setting.value), setting.value.span), globals, uses)
    }
  }

  private static func unknownSets(_ choices: [(name: String, span: Span)]) -> [Diagnostic] {
    choices.compactMap { choice in
      do throws(DataError) {
        _ = try DataSource.named(choice.name)
        return nil
      } catch {
        return Diagnostic(.usage, error.message, at: choice.span, hint: error.hint)
          .coded("unknown-data")
      }
    }
  }

  private static func mistake(
    in mention: NameUses.Mention, _ uses: NameUses, _ table: BuiltinTable
  ) -> Diagnostic? {
    let name = mention.name
    if let first = uses.set[name], first.step != outside || mention.step == outside {
      guard mention.kind == .value, mention.isImmediate, first.step > mention.step,
        table.value(of: name) == nil
      else { return nil }
      return Diagnostic(
        .runtime, "`\(name)` is set only in step \(first.step)", at: mention.span
      ).coded("set-later")
    }
    guard table.value(of: name) == nil else { return nil }
    let known = Array(uses.set.keys) + table.names
    switch mention.kind {
    case .value:
      return Diagnostic(
        .runtime, "unknown name `\(name)`", at: mention.span,
        hint: table.absent.name(name, among: known.sorted())
      ).coded("unknown-name")
    case .method:
      let members = uses.members.union(table.memberNames)
      guard !members.contains(name) else { return nil }
      return Diagnostic(
        .runtime, "nothing has a method `\(name)`, and no function has that name", at: mention.span,
        hint: table.absent.member(name, among: (known + members).sorted())
      ).coded("unknown-method")
    }
  }
}
