// What people paste from Python and other languages, and what it is called here.

extension Parser {
  /// The complaint about a foreign sign or word that is the next token, anywhere.
  func foreign() -> Diagnostic? {
    switch token.kind {
    case .foreign: return foreignSign()
    case .keyword(.def):
      return Diagnostic(
        .syntax, "`def` is a statement, not a value", at: span(of: token),
        hint: "write `x -> …` for a function as a value")
    case .sign(.ellipsis):
      return Diagnostic(
        .syntax, "`...` is only allowed in an index, a shape and the range of a `param`",
        at: span(of: token), hint: "an empty block is written `{ }`, a range `range(1, 13)`")
    case .sign(.doubleSlash) where token.isFirstOnLine:
      return Diagnostic(
        .syntax, "`//` divides; it does not start a comment", at: span(of: token),
        hint: "comments start with `#`")
    case .sign(.percent) where token.isFirstOnLine: return notebookCommand()
    case .name:
      guard let (what, hint) = Parser.pythonWords[text(of: token)] else { return nil }
      return Diagnostic(.syntax, what, at: span(of: token), hint: hint)
    default: return nil
    }
  }

  /// Words that Python reserves, so that no variable has such a name.
  private static let pythonWords: [String: (String, hint: String)] = [
    "lambda": ("there is no `lambda`", "write `x -> …`"),
    "class": ("there are no classes", "write `model Net(hidden) { …  forward(x) { … } }`"),
    "elif": (
      "`elif` must be on the same line as the `}` before it", "write `} elif … {` on one line"
    ),
    "except": ("there are no exceptions", "an error ends the step and says where it happened"),
    "finally": ("there are no exceptions", "an error ends the step and says where it happened"),
    "raise": ("there are no exceptions", "to claim that something holds, write `expect …`"),
    "assert": ("there is no `assert`", "write `expect …`"),
    "with": ("there is no `with`", "`with torch.no_grad():` is `no_grad { … }`"),
    "pass": ("there is no `pass`", "an empty block is written `{ }`"),
    "del": ("there is no `del`", "memory is freed when nothing refers to it"),
    "global": (
      "there is no `global`", "a function reads outer names; return what it should change"
    ),
    "nonlocal": (
      "there is no `nonlocal`", "a function reads outer names; return what it should change"
    ),
    "yield": ("there are no generators", "build a list: `[f(x) for x in xs]`"),
    "async": ("there is no `async`", "leave it out"),
    "await": ("there is no `await`", "leave it out"),
  ]

  private func foreignSign() -> Diagnostic {
    let sign = text(of: token)
    if sign == "!", token.isFirstOnLine, brackets == 0 { return notebookCommand() }
    let (what, hint) =
      Parser.foreignSigns[sign]
      ?? ("`\(sign)` has no meaning here", "remove it")
    return Diagnostic(.syntax, what, at: span(of: token), hint: hint)
  }

  private static let foreignSigns: [String: (String, hint: String)] = [
    "&&": ("`&&` is written `and`", "write `a and b`"),
    "||": ("`||` is written `or`", "write `a or b`"),
    "!": ("`!` is written `not`", "write `not x`"),
    "<<": ("there is no `<<`", "write `x * 2 ** n`"),
    ">>": ("there is no `>>`", "write `x // 2 ** n`"),
    "++": ("there is no `++`", "write `x += 1`"),
    "?": ("there is no `? :`", "write `if c { a } else { b }`"),
    ":=": ("there is no `:=`", "assign on a line of its own: `x = …`"),
    "=>": ("there is no `=>`", "a function is written `x -> …`, a comparison `x >= y`"),
    "===": ("there is no `===`", "write `==`"),
    "!==": ("there is no `!==`", "write `!=`"),
    "<>": ("there is no `<>`", "write `!=`"),
    "&=": ("there is no `&=`", "write `a = a and b`"),
    "|=": ("there is no `|=`", "write `a = a or b`"),
    "^=": ("there is no `^=`", "a power is written `x = x ** 2`"),
    "$": ("formulas between `$` belong in the prose", "close the code fence before them"),
    "`": ("a backquote has no meaning in code", "write strings as \"…\""),
    "≤": ("`≤` is written `<=`", "write `a <= b`"),
    "≥": ("`≥` is written `>=`", "write `a >= b`"),
    "≠": ("`≠` is written `!=`", "write `a != b`"),
    "−": ("this is a typographic minus", "write `-`"),
    "–": ("this is a dash", "write `-`"),
    "—": ("this is a dash", "write `-`"),
    "×": ("`×` is written `*`", "write `a * b`"),
    "·": ("`·` is written `*`", "write `a * b`, or `a @ b` for matrices"),
    "÷": ("`÷` is written `/`", "write `a / b`"),
    "→": ("`→` is written `->`", "write `x -> …`"),
    "←": ("`←` is written `=`", "write `x = …`"),
  ]

  private func notebookCommand() -> Diagnostic {
    Diagnostic(
      .syntax, "notebook commands are not part of the language", at: span(of: token),
      hint: "leave it out: plots appear by themselves and nothing needs installing")
  }

  // MARK: At the start of a statement

  /// The complaint about a statement that other languages have.
  func foreignStatement() -> Diagnostic? {
    switch token.kind {
    case .sign(.at):
      return Diagnostic(
        .syntax, "there are no decorators", at: span(of: token),
        hint: "`@torch.no_grad()` is `no_grad { … }` around the code")
    case .sign(.slash) where lexer.byte() == UInt8(ascii: "*"), .sign(.doubleSlash):
      return Diagnostic(
        .syntax, "comments start with `#`", at: span(of: token), hint: "write `# …`")
    case .sign(.minus):
      guard lexer.byte() == UInt8(ascii: "-"), lexer.byte(ahead: 1) == UInt8(ascii: "-") else {
        return nil
      }
      return Diagnostic(
        .syntax, "a line of dashes has no meaning in code", at: span(of: token),
        hint: "comments start with `#`")
    case .name: return foreignWordStatement()
    default: return foreign()
    }
  }

  private func foreignWordStatement() -> Diagnostic? {
    let word = text(of: token)
    if Parser.pythonWords[word] != nil { return foreign() }
    guard ["try", "no_grad", "from"].contains(word), let next = peek(), !next.isFirstOnLine else {
      return nil
    }
    switch (word, next.kind) {
    case ("try", .sign(.colon)), ("try", .sign(.leftBrace)):
      return Diagnostic(
        .syntax, "there are no exceptions; `try` names a variation of the lab",
        at: span(of: token), hint: "write `try id \"title\" { parameter = value }`")
    case ("no_grad", .sign(.colon)), ("no_grad", .sign(.leftParenthesis)):
      return Diagnostic(
        .syntax, "`no_grad` is followed by a block", at: span(of: token),
        hint: "write `no_grad { … }`")
    case ("from", .name): return noModules()
    default: return nil
    }
  }

  /// The complaint about `import torch` and `import numpy as np`; nil for an import of ours.
  func foreignImport() -> Diagnostic? {
    var ahead = self
    do throws(Diagnostic) {
      try ahead.advance()
      guard ahead.token.kind == .name, !ahead.isAtNewline else { return nil }
      while ahead.token.kind == .name, !ahead.isAtNewline {
        if ahead.isWord("from") { return nil }
        try ahead.advance()
        // A list of names is ours, whatever is wrong with it.
        if ahead.isSign(.comma) { return nil }
      }
    } catch {
      return nil
    }
    return noModules()
  }

  private func noModules() -> Diagnostic {
    Diagnostic(
      .syntax, "there are no modules to import", at: span(of: token),
      hint: "tensors, layers and plots are built in; `import A from \"a.lab\"` imports from a lab")
  }

  /// Refuses `x--`, which would otherwise subtract minus whatever comes next.
  func refuseDecrement() throws(Diagnostic) {
    guard isSign(.minus), lexer.byte() == UInt8(ascii: "-") else { return }
    var distance = 1
    while lexer.byte(ahead: distance) == UInt8(ascii: " ") { distance += 1 }
    switch lexer.byte(ahead: distance) {
    case 0, UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: ";"), UInt8(ascii: "}"),
      UInt8(ascii: "#"):
      throw Diagnostic(
        .syntax, "there is no `--`", at: Span(lexer.source, token.start, token.end + 1),
        hint: "write `x -= 1`")
    default: return
    }
  }
}
