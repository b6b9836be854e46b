import Testing

@testable import Language

/// What is reported for every kind of mistake, and where it points.
@Suite struct ComplaintTests {
  /// Input, `line:column 'what is underlined' message`, and the hint if there is one; `⏎` is a
  /// newline, `␣` a blank.
  static let table = #"""
    import torch
      1:1 'import' there are no modules to import
      hint: tensors, layers and plots are built in; `import A from "a.lab"` imports from a lab
    import numpy as np
      1:1 'import' there are no modules to import
      hint: tensors, layers and plots are built in; `import A from "a.lab"` imports from a lab
    import torch.nn as nn
      1:1 'import' there are no modules to import
      hint: tensors, layers and plots are built in; `import A from "a.lab"` imports from a lab
    from torch import nn
      1:1 'from' there are no modules to import
      hint: tensors, layers and plots are built in; `import A from "a.lab"` imports from a lab
    import A
      1:1 'import' there are no modules to import
      hint: tensors, layers and plots are built in; `import A from "a.lab"` imports from a lab
    import A from x
      1:15 'x' expected the name of a lab in quotes, found `x`
    def f(x):⏎  x
      1:9 ':' `:` does not open a block here
      hint: put the block in braces: `def f(…) { … }`
    class Net(nn.Module):
      1:1 'class' there are no classes
      hint: write `model Net(hidden) { …  forward(x) { … } }`
    x = lambda a: a
      1:5 'lambda' there is no `lambda`
      hint: write `x -> …`
    elif x:
      1:1 'elif' `elif` must be on the same line as the `}` before it
      hint: write `} elif … {` on one line
    try:
      1:1 'try' there are no exceptions; `try` names a variation of the lab
      hint: write `try id "title" { parameter = value }`
    try {
      1:1 'try' there are no exceptions; `try` names a variation of the lab
      hint: write `try id "title" { parameter = value }`
    except E:
      1:1 'except' there are no exceptions
      hint: an error ends the step and says where it happened
    with torch.no_grad():
      1:1 'with' there is no `with`
      hint: `with torch.no_grad():` is `no_grad { … }`
    no_grad():
      1:1 'no_grad' `no_grad` is followed by a block
      hint: write `no_grad { … }`
    @torch.no_grad()
      1:1 '@' there are no decorators
      hint: `@torch.no_grad()` is `no_grad { … }` around the code
    a && b
      1:3 '&&' `&&` is written `and`
      hint: write `a and b`
    a || b
      1:3 '||' `||` is written `or`
      hint: write `a or b`
    !x
      1:1 '!' notebook commands are not part of the language
      hint: leave it out: plots appear by themselves and nothing needs installing
    if !x { }
      1:4 '!' `!` is written `not`
      hint: write `not x`
    x++
      1:2 '++' there is no `++`
      hint: write `x += 1`
    x--
      1:2 '--' there is no `--`
      hint: write `x -= 1`
    x-- # c
      1:2 '--' there is no `--`
      hint: write `x -= 1`
    ++x
      1:1 '++' there is no `++`
      hint: write `x += 1`
    for i in range(3):
      1:18 ':' `:` does not open a block here
      hint: put the block in braces: `for … in … { … }`
    %matplotlib inline
      1:1 '%' notebook commands are not part of the language
      hint: leave it out: plots appear by themselves and nothing needs installing
    !pip install x
      1:1 '!' notebook commands are not part of the language
      hint: leave it out: plots appear by themselves and nothing needs installing
    if x: y
      1:5 ':' `:` does not open a block here
      hint: put the block in braces: `if … { … }`
    while true:
      1:11 ':' `:` does not open a block here
      hint: put the block in braces: `while … { … }`
    pass
      1:1 'pass' there is no `pass`
      hint: an empty block is written `{ }`
    def f() { pass }
      1:11 'pass' there is no `pass`
      hint: an empty block is written `{ }`
    print x
      1:1 'print' `print` is a function
      hint: write `print(…)`
    print "a"
      1:1 'print' `print` is a function
      hint: write `print(…)`
    let x = 3
      1:1 'let' a name needs no `let`
      hint: write `x = …`
    fro x in y { }
      1:1 'fro' no statement starts with `fro`
      hint: did you mean `for`?
    function f(x) { }
      1:1 'function' there is no `function`
      hint: a function is written `def f(x) { … }`
    x: [B] = y = 3
      1:12 '=' a name with a shape must be assigned by itself
      hint: assign twice; a comparison is written `==`
    x = 3 = y
      1:5 '3' this cannot be assigned to
      hint: a comparison is written `==`; assign to a name, `x[i]` or `x.name`
    a, 3 = x
      1:4 '3' this cannot be assigned to
      hint: a comparison is written `==`; assign to a name, `x[i]` or `x.name`
    a, b += 1
      1:1 'a,' several values need parentheses
      hint: write `(a, b)`, as in `(x, y) = f(z)`
    x := 3
      1:3 ':=' there is no `:=`
      hint: assign on a line of its own: `x = …`
    x: int = 3
      1:4 'int' `int` is not a shape: annotations are shapes, not types
      hint: write a shape, such as `x: [B, N]`, or leave it out
    def f(x: int) { }
      1:10 'int' `int` is not a shape: annotations are shapes, not types
      hint: write a shape, such as `x: [B, N]`, or leave it out
    def f(x) -> float { }
      1:13 'float' `float` is not a shape: annotations are shapes, not types
      hint: write a shape, such as `x: [B, N]`, or leave it out
    def f(*args) { }
      1:7 '*' a function takes a fixed number of arguments
      hint: take a list: `def f(xs)`, called as `f([a, b])`
    def __init__(self) { }
      1:5 '__init__' a model has no `__init__`
      hint: its parameters follow its name, `model Net(hidden) { … }`, and fields are set in its body
    def f(self, x) { }
      1:7 'self' there is no `self` parameter
      hint: leave it out: a model's fields are used by name
    (x for x in xs)
      1:4 'for' a comprehension must be between `[` and `]`
      hint: write `[f(x) for x in xs]`
    "a" "b"
      1:5 '"b"' expected the end of the statement, found a string
      hint: join strings with `+`
    x = 3 y = 4
      1:7 'y' expected the end of the statement, found `y`
      hint: put statements on separate lines, or separate them with `;`
    x ? a : b
      1:3 '?' there is no `? :`
      hint: write `if c { a } else { b }`
    x << 2
      1:3 '<<' there is no `<<`
      hint: write `x * 2 ** n`
    a === b
      1:3 '===' there is no `===`
      hint: write `==`
    a <> b
      1:3 '<>' there is no `<>`
      hint: write `!=`
    x => x
      1:3 '=>' there is no `=>`
      hint: a function is written `x -> …`, a comparison `x >= y`
    a ≤ b
      1:3 '≤' `≤` is written `<=`
      hint: write `a <= b`
    a − b
      1:3 '−' this is a typographic minus
      hint: write `-`
    “a”
      1:1 '“' `“` cannot open a string
      hint: use straight quotes: "…"
    // c
      1:1 '//' comments start with `#`
      hint: write `# …`
    /* c */
      1:1 '/' comments start with `#`
      hint: write `# …`
    x = ...
      1:5 '...' `...` is only allowed in an index, a shape and the range of a `param`
      hint: an empty block is written `{ }`, a range `range(1, 13)`
    ...
      1:1 '...' `...` is only allowed in an index, a shape and the range of a `param`
      hint: an empty block is written `{ }`, a range `range(1, 13)`
    else { }
      1:1 'else' `else` must be on the same line as the `}` before it
      hint: write `} else {` on one line
    if x { }⏎else { }
      2:1 'else' `else` must be on the same line as the `}` before it
      hint: write `} else {` on one line
    if x { }⏎elif y { }
      2:1 'elif' `elif` must be on the same line as the `}` before it
      hint: write `} elif … {` on one line
    if x = 3 { }
      1:6 '=' `=` assigns; a comparison is written `==`
    if x { y
      1:6 '{' this `{` is never closed
      hint: `}` is missing
    f(a⏎y = 3
      1:2 '(' this `(` is never closed
      hint: `)` is missing
    f(a, b
      1:2 '(' this `(` is never closed
      hint: `)` is missing
    [1, 2
      1:1 '[' this `[` is never closed
      hint: `]` is missing
    (a b)
      1:4 'b' expected `,` or `)`, found `b`
    f(a b)
      1:5 'b' expected `,` or `)`, found `b`
    {1, "a": 2}
      1:8 ':' expected `,` or `}`, found `:`
    f(a = 1, *xs)
      1:11 'xs' a positional argument after a named one
      hint: put it before the named ones
    f(*)
      1:4 ')' expected a value, found `)`
    {"a" 1}
      1:6 '1' expected `:` and a value, found the number `1`
    x[
      1:3 '' expected a value, found the end of the code
    x[]
      1:2 '[]' an index is missing between `[` and `]`
    x[1 2]
      1:5 '2' expected `,` or `]`, found the number `2`
    }
      1:1 '}' an unmatched `}`
    )
      1:1 ')' expected a value, found `)`
    x␣=␣
      1:4 '' expected a value, found the end of the code
    x = )
      1:5 ')' expected a value, found `)`
    x +
      1:4 '' expected a value, found the end of the code
    x + * y
      1:5 '*' expected a value, found `*`
    3 = x
      1:1 '3' this cannot be assigned to
      hint: a comparison is written `==`; assign to a name, `x[i]` or `x.name`
    f(x) = 3
      1:1 'f(x)' this cannot be assigned to
      hint: a comparison is written `==`; assign to a name, `x[i]` or `x.name`
    (a, 3) = x
      1:5 '3' this cannot be assigned to
      hint: a comparison is written `==`; assign to a name, `x[i]` or `x.name`
    () = x
      1:1 '()' this cannot be assigned to
      hint: a comparison is written `==`; assign to a name, `x[i]` or `x.name`
    x + 1 += 2
      1:1 'x + 1' this cannot be assigned to
      hint: a comparison is written `==`; assign to a name, `x[i]` or `x.name`
    (a, b) += 1
      1:1 '(a, b)' `+=` changes one name at a time
    true = 3
      1:1 'true' this cannot be assigned to
      hint: a comparison is written `==`; assign to a name, `x[i]` or `x.name`
    if = 3
      1:4 '=' expected a value, found `=`
    def if() { }
      1:5 'if' `if` is a reserved word and cannot be the function's name
    def f { }
      1:7 '{' expected `(` and the parameters of `f`, found `{`
    def f(x, x) { }
      1:10 'x' `x` is given twice
    def f(a = 1, b) { }
      1:14 'b' `b` has no default but follows one that has
      hint: parameters with defaults come last
    def f(x)
      1:9 '' expected `{` after `def f(…)`, found the end of the code
    f(a = 1, a = 2)
      1:10 'a' `a` is given twice
    f(a = 1, 2)
      1:10 '2' a positional argument after a named one
      hint: put it before the named ones
    (x, 3) -> x
      1:5 '3' only parameter names can stand before `->`
      hint: write `x -> …` or `(x, y) -> …`
    (x, x) -> x
      1:5 'x' `x` is given twice
    f(x) -> x
      1:1 'f(x)' only parameter names can stand before `->`
      hint: write `x -> …` or `(x, y) -> …`
    return 3
      1:1 'return' `return` is only allowed inside a function
      hint: a value by itself on a line is shown; `print(x)` prints it
    break
      1:1 'break' `break` is only allowed inside a loop
    for x in y { def f() { break } }
      1:24 'break' `break` is only allowed inside a loop
    def f() { x -> { return 1 } }
      1:18 'return' expected a value, found `return`
    9223372036854775808
      1:1 '9223372036854775808' this integer is too large
      hint: integers go up to 9_223_372_036_854_775_807; write a float, such as 1e20
    99999999999999999999
      1:1 '99999999999999999999' this integer is too large
      hint: integers go up to 9_223_372_036_854_775_807; write a float, such as 1e20
    1e999
      1:1 '1e999' this number is too large
      hint: floats go up to 1.8e308
    1__0
      1:2 '_' `_` in a number must be between two digits
    1_
      1:2 '_' `_` in a number must be between two digits
    0x
      1:1 '0x' a number needs digits
    0b12
      1:1 '0b12' `2` is not a digit in base 2
    007
      1:1 '007' a number cannot start with 0
      hint: octal numbers are written 0o17
    12abc
      1:3 'a' `a` runs into the number before it
      hint: put an operator or a space between them
    3η
      1:2 'η' `η` runs into the number before it
      hint: put an operator or a space between them
    "abc
      1:1 '"' this string is never closed
      hint: end it with " on the same line
    'abc⏎'
      1:1 ''' this string is never closed
      hint: end it with ' on the same line
    """abc
      1:1 '"""' this string is never closed
      hint: end it with """
    "\q"
      1:2 '\q' unknown escape `\q`
      hint: write `\\` for a backslash, or r"…" for a string without escapes
    "\x4"
      1:2 '\x4' this escape needs 2 hexadecimal digits
    "\uD800"
      1:2 '\uD800' there is no such character
    "\
      1:2 '\' unknown escape `\`
      hint: write `\\` for a backslash, or r"…" for a string without escapes
    f"{"
      1:3 '{' this `{` is never closed
      hint: `}` is missing; write `{{` for a literal brace
    f"{}"
      1:3 '{}' there is nothing between `{` and `}`
      hint: write `{{` for a literal brace
    f"}"
      1:3 '}' an unmatched `}` in an f-string
      hint: write `}}` for a literal brace
    f"{x"
      1:3 '{' this `{` is never closed
      hint: `}` is missing; write `{{` for a literal brace
    f"{x!r}"
      1:5 '!' f-strings have no conversions such as `!r`
      hint: leave it out
    f"{x:{y:{z}}}"
      1:9 '{' a format inside a format
      hint: give the inner value a name of its own
    f"{x y}"
      1:6 'y' expected `}` or `:` and a format, found `y`
    f"{x:.2f"
      1:2 '"' this string is never closed
      hint: end it with " on the same line
    f"{x + }"
      1:8 '}' expected a value, found `}`
    f"abc
      1:2 '"' this string is never closed
      hint: end it with " on the same line
    a ≈ b
      1:1 'a ≈ b' `≈` needs a tolerance
      hint: say how close: `x ≈ y ± 1e-6`, or `x ~= y +/- 1e-6`
    a ≈ b ± c ≈ d
      1:11 '≈' `≈` cannot be chained with another comparison
      hint: join two conditions with `and`
    a < b ≈ c
      1:7 '≈' `≈` cannot be chained with another comparison
      hint: join two conditions with `and`
    a == not b
      1:6 'not' `not` binds less tightly than the operator before it
      hint: put it in parentheses: `(not x)`
    x.3
      1:2 '.3' expected the end of the statement, found the number `.3`
      hint: an operator or a comma is missing, or the start of a new line
    x.
      1:3 '' expected a name after `.`, found the end of the code
    a ° b
      1:3 '°' unexpected character `°` (U+00B0)
    `x`
      1:1 '`' a backquote has no meaning in code
      hint: write strings as "…"
    $x$
      1:1 '$' formulas between `$` belong in the prose
      hint: close the code fence before them
    param x
      1:8 '' expected `=` and the default of `x`, found the end of the code
    param x = 3 in 4
      1:16 '4' the allowed values must follow `in`
      hint: write a set, `in [2, 4, 7]`, or a range with both its ends, `in 1...12`
    param x = 3 in [
      1:17 '' expected a value, found the end of the code
    param x = 3 in 1..4
      1:18 '.4' `..` has no meaning here
      hint: a range is written `range(1, 13)`, and `in 1...12` for a `param`
    if a { param x = 3 }
      1:8 'param' `param` must come before the first `##` of a lab
      hint: move it out of the braces, above the first step
    def f() { try a { b = 1 } }
      1:11 'try' `try` is only allowed at the top level
      hint: move it out of the braces
    if a { import X from "y" }
      1:8 'import' `import` is only allowed at the top level
      hint: move it out of the braces
    data x = "mnist"
      1:10 '"mnist"' expected the name of a data set, found a string
    profile default { }
      1:9 'default' `default` is the lab without a profile
      hint: give the profile another name
    profile a { x }
      1:13 'x' `profile a` can contain only `name = value`
      hint: name a parameter and its value
    profile a { x = 1; x = 2 }
      1:20 'x' `x` is given twice
    profile a { x = 1 y = 2 }
      1:19 'y' expected `;` or a new line, found `y`
    try base { }
      1:5 'base' `base` is the lab with its defaults
      hint: give the variation another name
    try a b { }
      1:7 'b' expected `{` after `try a`, found `b`
    compare { }
      1:9 '{' this does not belong after `compare`
      hint: write `compare base, id { table result; plot series }`
    compare a { tabel x }
      1:13 'tabel' expected `table`, `plot`, `bar`, `seeds` or `show`, found `tabel`
    compare a
      1:10 '' expected `{` after `compare …`, found the end of the code
    question "?"
      1:10 '"?"' this does not belong after `question`
      hint: write `question id "What?" { answer "That." }`
    question q
      1:11 '' expected the question in quotes, found the end of the code
    question q "?" { x }
      1:18 'x' expected `answer`, `choices` or `number`, found `x`
    question q "?" { answer 3 }
      1:25 '3' expected the answer in quotes, found the number `3`
    question q "?" { choices "a", "b" correct "c" }
      1:43 '"c"' the right choice is not among the choices
    question q "?" { choices "a" correct "a" }
      1:18 'choices "a" correct "a"' there must be two or more different choices
    question q "?" { answer "a"; answer "b" }
      1:30 'answer "b"' a question can have only one kind of answer
      hint: ask a second question
    expect
      1:7 '' expected a value, found the end of the code
    expect x on
      1:12 '' expected a data set, found the end of the code
    expect x under default on mnist
      1:24 'on' `on` comes before `under`
      hint: write `expect … on mnist under default`
    expect x, "a"
      1:9 ',' no comma goes before the message of an `expect`
      hint: write `expect x > 0 "message"`
    report x
      1:8 'x' a report gives each value a name
      hint: write `report accuracy = …, loss = …`
    report␣x␣=␣
      1:11 '' expected a value, found the end of the code
    report
      1:7 '' expected the name of a result, found the end of the code
    show
      1:5 '' expected a value, found the end of the code
    tap 3
      1:5 '3' this does not belong after `tap`
      hint: write `tap name`
    tap x.y
      1:6 '.' expected the end of the statement, found `.`
      hint: put statements on separate lines, or separate them with `;`
    forward(x) { }
      1:12 '{' a block is only allowed after a header such as `if`, `for` or `def`
      hint: to define a function, write `def f(x) { … }`
    model M { }
      1:9 '{' expected `(` and the parameters of `M`, found `{`
    model M(x)
      1:11 '' expected `{` after `model M(…)`, found the end of the code
    model M(x):
      1:11 ':' `:` does not open a block here
      hint: put the block in braces: `model M(…) { … }`
    def f(x: [B, ..., ...]) { }
      1:19 '...' a second `...` in a shape
    x: [N]
      1:7 '' expected `=` and the value, found the end of the code
    def f() -> [x { }
      1:15 '{' expected `,` or `]`, found `{`
    switch x { }
      1:8 'x' expected the end of the statement, found `x`
      hint: an operator or a comma is missing, or the start of a new line
    x.f(y).g z
      1:10 'z' expected the end of the statement, found `z`
      hint: put statements on separate lines, or separate them with `;`
    f(x) { y }
      1:6 '{' a block is only allowed after a header such as `if`, `for` or `def`
      hint: to define a function, write `def f(x) { … }`
    lambda
      1:1 'lambda' there is no `lambda`
      hint: write `x -> …`
    x = class
      1:5 'class' there are no classes
      hint: write `model Net(hidden) { …  forward(x) { … } }`
    del x
      1:1 'del' there is no `del`
      hint: memory is freed when nothing refers to it
    range(3) {
      1:10 '{' a block is only allowed after a header such as `if`, `for` or `def`
      hint: to define a function, write `def f(x) { … }`
    x y z
      1:3 'y' expected the end of the statement, found `y`
      hint: an operator or a comma is missing, or the start of a new line
    foo bar
      1:1 'foo' no statement starts with `foo`
      hint: did you mean `for`?
    expct x == 3
      1:1 'expct' no statement starts with `expct`
      hint: did you mean `expect`?
    for x y { }
      1:7 'y' expected `in`, found `y`
    for 3 in x { }
      1:5 '3' expected a name to bind, found the number `3`
    for in x { }
      1:5 'in' `in` is a reserved word and cannot be a name to bind
    while { }
      1:10 '' expected `{` after `while …`, found the end of the code
    if { }
      1:7 '' expected `{` after `if …`, found the end of the code
    x = if a { 1 } else
      1:20 '' expected `{` after `else`, found the end of the code
    a if b
      1:7 '' expected `else` and a value, found the end of the code
    x = a if b { c }
      1:12 '{' expected `else` and a value, found `{`
    x = [1, 2⏎for y in z { }
      1:5 '[' this `[` is never closed
      hint: `]` is missing
    not
      1:4 '' expected a value, found the end of the code
    -
      1:2 '' expected a value, found the end of the code
    x not y
      1:3 'not' expected the end of the statement, found `not`
      hint: an operator or a comma is missing, or the start of a new line
    x is
      1:5 '' expected a value, found the end of the code
    global x
      1:1 'global' there is no `global`
      hint: a function reads outer names; return what it should change
    """#

  static let cases: [(text: String, expected: String)] = {
    var cases: [(text: String, expected: String)] = []
    for line in table.split(separator: "\n").map(String.init) {
      if line.hasPrefix("  hint: ") {
        cases[cases.count - 1].expected += " | " + line.dropFirst("  hint: ".count)
      } else if line.hasPrefix("  ") {
        cases[cases.count - 1].expected = String(line.dropFirst(2))
      } else {
        let text = line.map { $0 == "⏎" ? "\n" : $0 == "␣" ? " " : String($0) }.joined()
        cases.append((text, ""))
      }
    }
    return cases
  }()

  @Test(arguments: ComplaintTests.cases)
  func complaint(_ text: String, _ expected: String) {
    #expect(parsed(text) == expected)
  }

  @Test(arguments: [
    ("a\u{200B}b", "1:2 '\u{200B}' unexpected character U+200B"),
    (
      "x = 1\u{1B}[2J",
      "1:6 '\u{1B}' the file contains a control character (U+001B) | "
        + "a lab is plain text: remove the character"
    ),
    (
      "x = 1\0",
      "1:6 '\0' the file contains a control character (U+0000) | "
        + "a lab is plain text: remove the character"
    ),
    (
      "x\ry",
      "1:2 '\r' the file contains a control character (U+000D) | "
        + "a lab is plain text: remove the character"
    ),
    (
      "\"\u{9B}\"",
      "1:2 '\u{9B}' the file contains a control character (U+009B) | "
        + "a lab is plain text: remove the character"
    ),
  ])
  func characters(_ text: String, _ expected: String) {
    #expect(parsed(text) == expected)
  }

  @Test(
    arguments: [
      [0xFF], [0xC0, 0x80], [0xE2, 0x89], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
      [0xF0, 0x80, 0x80, 0x80], [0x80],
    ] as [[UInt8]])
  func notUTF8(_ bytes: [UInt8]) {
    let source = SourceFile(name: "test", bytes: Array("x = ".utf8) + bytes)
    #expect(throws: Diagnostic.self) { try Parser.parseSnippet(source) }
    let mistakes = Parser.mistakes(in: source)
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.message.hasPrefix("the file is not UTF-8 text") == true)
    #expect(mistakes.first?.span?.start == 4)
  }
}
