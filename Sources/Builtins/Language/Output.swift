import Interpreter

extension BuiltinTable {
  static func output() -> BuiltinGroup {
    BuiltinGroup("Printing") {
      Builtin(
        "print", .values("values"), .string("sep", default: " "), .string("end", default: "\n"),
        .interpreter, summary: "Prints values, separated by spaces, and ends the line.",
        example: "print(\"loss\", loss)"
      ) { values, separator, end, me in
        for case .object(let object) in values where object is FigureObject {
          throw Failure("print writes text, and this is a figure", hint: "draw it: `show …`")
        }
        try me.print(values.map(\.text).joined(separator: separator) + end)
      }
      Builtin(
        "type", .value("x"), summary: "The type of a value, as a string.",
        example: "type(3) == \"int\""
      ) { x in x.typeName }
      Builtin(
        "repr", .value("x"), summary: "A value as a string, the way lists show it.",
        example: "repr(\"a\")"
      ) { x in x.representation }
      Builtin(
        "str", .value("x", default: .text("")),
        summary: "A value as a string, the way print shows it.",
        example: "str(3.5)"
      ) { x in x.text }
      Builtin(
        "format", .value("x"), .string("spec", default: ""),
        summary: "A value formatted as in an f-string.",
        example: "format(0.1234, \".2f\")"
      ) { x, spec in spec.isEmpty ? x.text : try FormatSpecification(spec).format(x) }
    }
  }
}
