import Interpreter
import Language
import Text

/// Finds arguments that a function does not take, and those that are missing.
enum ArgumentCheck {
  /// What may be given in one way of reading a call.
  private struct Form {
    let name: String
    let parameters: [(name: String, isRequired: Bool)]
    var isVariadic = false
    var takesOtherNames = false

    init(_ name: String, _ parameters: [(name: String, isRequired: Bool)]) {
      self.name = name
      self.parameters = parameters
    }

    init(_ builtin: Builtin) {
      name = builtin.name
      isVariadic = builtin.variadic != nil
      takesOtherNames = builtin.namedRest != nil
      parameters = builtin.parameters.indices.compactMap { index in
        guard index != builtin.variadic, index != builtin.namedRest else { return nil }
        let parameter = builtin.parameters[index]
        return (parameter.name, parameter.defaultValue == nil)
      }
    }
  }

  static func mistakes(
    in call: NameUses.Call, _ uses: NameUses, _ table: BuiltinTable
  ) -> [Diagnostic] {
    guard let forms = forms(of: call, uses, table) else { return [] }
    let found = forms.map { mistakes(in: call, $0, table) }
    // Of several functions and methods of that name, none fits.
    return found.allSatisfy { !$0.isEmpty } ? found.first ?? [] : []
  }

  /// All that the call may mean; nil where that cannot be known.
  private static func forms(
    of call: NameUses.Call, _ uses: NameUses, _ table: BuiltinTable
  ) -> [Form]? {
    if call.isMethod {
      guard !uses.members.contains(call.name), uses.set[call.name] == nil else { return nil }
      // What is before the dot is unknown itself: `np.`, `torch.`.
      if let name = call.receiver, uses.set[name] == nil, table.value(of: name) == nil {
        return nil
      }
      let forms = table.entries(called: call.name).map(Form.init)
      // A member that is a value may be called as well.
      return forms.isEmpty || table.isProperty(call.name) ? nil : forms
    }
    if let own = uses.parameters[call.name], uses.set[call.name]?.count == 1 {
      return [Form(call.name, own)]
    }
    guard uses.set[call.name] == nil, let builtin = table.function(call.name) else { return nil }
    return [Form(builtin)]
  }

  private static func mistakes(
    in call: NameUses.Call, _ form: Form, _ table: BuiltinTable
  ) -> [Diagnostic] {
    let names = form.parameters.map(\.name)
    let takes = names.isEmpty ? "no arguments" : names.joined(separator: ", ")
    let hint = "\(form.name) takes \(takes)"
    let other = table.absent.call(of: form.name) ?? hint
    var found: [Diagnostic] = []
    if !form.takesOtherNames {
      for argument in call.named where !names.contains(argument.name) {
        found.append(
          Diagnostic(
            .runtime, "no argument is called `\(argument.name)`", at: argument.span,
            hint: table.absent.argument(argument.name, of: form.name, among: names) ?? hint
          ).coded("unknown-argument"))
      }
    }
    guard found.isEmpty, !form.isVariadic, !call.isOpen else { return found }
    let given = call.positional + (call.isMethod ? 1 : 0)
    if given > names.count {
      let most = names.count - (call.isMethod ? 1 : 0)
      found.append(
        Diagnostic(
          .runtime,
          "at most \(most == 1 ? "1 argument" : "\(most) arguments"), not \(call.positional)",
          at: call.span, hint: other
        ).coded("too-many-arguments"))
    }
    for (index, parameter) in form.parameters.enumerated()
    where index >= given && parameter.isRequired
      && !call.named.contains(where: { $0.name == parameter.name })
    {
      found.append(
        Diagnostic(
          .runtime, "the argument `\(parameter.name)` is missing", at: call.span, hint: other
        ).coded("missing-argument"))
    }
    for argument in call.named where names.prefix(given).contains(argument.name) {
      found.append(
        Diagnostic(
          .runtime, "the argument `\(argument.name)` is given twice", at: argument.span,
          hint: hint
        ).coded("argument-twice"))
    }
    return found
  }
}
