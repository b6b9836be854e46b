import Interpreter

extension BuiltinTable {
  static func output() -> BuiltinGroup {
    BuiltinGroup(
      "Printing",
      [
        Builtin(
          "print",
          [.variadic("values"), .optional("sep", .text(" ")), .optional("end", .text("\n"))],
          "Prints values, separated by spaces, and ends the line.", example: "print(\"loss\", loss)"
        ) { arguments, interpreter in
          let values = try arguments.list(0).map(\.text)
          try interpreter.print(
            values.joined(separator: try arguments.string(1)) + arguments.string(2))
          return .none
        },
        Builtin(
          "type", [.required("x")], "The kind of a value, as a text.", example: "type(3) == \"int\""
        ) { arguments, _ in .text(arguments[0].typeName) },
        Builtin(
          "repr", [.required("x")], "The text that stands for a value inside a list.",
          example: "repr(\"a\")"
        ) { arguments, _ in .text(arguments[0].representation) },
        Builtin(
          "str", [.optional("x", .text(""))], "The text of a value, as print shows it.",
          example: "str(3.5)"
        ) { arguments, _ in .text(arguments[0].text) },
        Builtin(
          "format", [.required("x"), .optional("spec", .text(""))],
          "A value written by a format, as in an f-string.", example: "format(0.1234, \".2f\")"
        ) { arguments, _ in
          let specification = try arguments.string(1)
          if specification.isEmpty { return .text(arguments[0].text) }
          return .text(try FormatSpecification(specification).format(arguments[0]))
        },
      ])
  }
}
