import Builtins
import Datasets
import Interpreter
import Language
import Text

/// Finds meaningless names in a lab without running it.
///
/// These are what the compiler refuses, names that no step sets, methods and named arguments that
/// nothing has, and unknown data sets.
package enum NameCheck {
  /// The mistakes in `lab`, in source order.
  package static func mistakes(
    in lab: Lab, table: BuiltinTable = BuiltinTable()
  ) -> [Diagnostic] {
    let uses = NameUses()
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
    mistakes += uses.mentions.compactMap { mistake(in: $0, uses, table) }
    mistakes += uses.calls.flatMap { unknownArguments(in: $0, uses, table) }
    return mistakes.sorted { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) }
  }

  private static func compile(
    _ statement: Statement, _ globals: Globals, _ uses: NameUses
  ) -> [Diagnostic] {
    do throws(Diagnostic) {
      _ = try Compiler.chunk([statement], globals, Graveyard(), uses)
      return []
    } catch {
      return [error]
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
      }
    }
  }

  private static func mistake(
    in mention: NameUses.Mention, _ uses: NameUses, _ table: BuiltinTable
  ) -> Diagnostic? {
    let name = mention.name
    if let first = uses.set[name] {
      guard mention.kind == .value, mention.isImmediate, first.step > mention.step,
        table.value(of: name) == nil
      else { return nil }
      return Diagnostic(
        .runtime, "`\(name)` is set only in step \(first.step)", at: mention.span)
    }
    guard table.value(of: name) == nil else { return nil }
    let known = Array(uses.set.keys) + table.names
    switch mention.kind {
    case .value:
      return Diagnostic(
        .runtime, "unknown name `\(name)`", at: mention.span,
        hint: table.hint(for: name, among: known.sorted()))
    case .method:
      let members = uses.members.union(table.memberNames)
      guard !members.contains(name) else { return nil }
      return Diagnostic(
        .runtime, "nothing has a method `\(name)`, and no function has that name", at: mention.span,
        hint: table.hint(for: name, among: (known + members).sorted()))
    }
  }

  private static func unknownArguments(
    in call: NameUses.Call, _ uses: NameUses, _ table: BuiltinTable
  ) -> [Diagnostic] {
    let parameters: [String]
    if let own = uses.parameters[call.name], uses.set[call.name]?.count == 1 {
      parameters = own
    } else if uses.set[call.name] == nil, let builtin = table.function(call.name),
      builtin.namedRest == nil
    {
      parameters = builtin.parameters.filter { !$0.isVariadic }.map(\.name)
    } else {
      return []
    }
    return call.arguments.filter { !parameters.contains($0.name) }.map { argument in
      let takes = parameters.isEmpty ? "no arguments" : parameters.joined(separator: ", ")
      return Diagnostic(
        .runtime, "no argument is called `\(argument.name)`", at: argument.span,
        hint: Spelling.hint(argument.name, parameters) ?? "\(call.name) takes \(takes)")
    }
  }
}
