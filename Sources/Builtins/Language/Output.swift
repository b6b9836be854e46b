import Interpreter

extension BuiltinTable {
  static func output() -> BuiltinGroup {
    BuiltinGroup("Printing") {
      Builtin(
        "print",
        .values("values", "what is printed"),
        .string("sep", "what stands between the values", default: " "),
        .string("end", "what is printed after them", default: "\n"),
        .interpreter, summary: "Prints values, separated by spaces, and ends the line.",
        example: "print(\"loss\", 0.25)", see: "repr str format"
      ) { values, separator, end, me in
        for case .object(let object) in values where object is FigureObject {
          throw Failure("print writes text, and this is a figure", hint: "draw it: `show …`")
        }
        try me.print(values.map(\.text).joined(separator: separator) + end)
      }
      Builtin(
        "type", .value("x"), summary: "The type of a value, as a string.",
        example: "type(3)", see: "repr"
      ) { x in x.typeName }
      Builtin(
        "repr", .value("x"), summary: "A value as a string, the way lists show it.",
        example: "repr(\"a\")", see: "str"
      ) { x in x.representation }
      Builtin(
        "str", .value("x", default: .text("")),
        summary: "A value as a string, the way print shows it.",
        example: "str(3.5)", see: "format repr"
      ) { x in x.text }
      Builtin(
        "format",
        .value("x", "what is formatted"),
        .string("spec", "width, digits and form, as behind the colon of an f-string", default: ""),
        summary: "A value formatted as in an f-string.",
        example: "format(0.1234, \".2f\")", see: "str round"
      ) { x, spec in spec.isEmpty ? x.text : try FormatSpecification(spec).format(x) }
    }
  }
}
