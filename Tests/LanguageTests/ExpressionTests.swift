import Testing

@testable import Language

@Suite struct ExpressionTests {
  @Test(arguments: [
    // Numbers.
    ("50_000", "50000"), ("0xFF", "255"), ("0b101", "5"), ("0o17", "15"), ("1e-3", "0.001"),
    ("1.", "1.0"), (".5", "0.5"), ("1_0.5_0", "10.5"), ("1E3", "1000.0"), ("00", "0"),
    ("9223372036854775807", "9223372036854775807"),
    ("-9223372036854775808", "-9223372036854775808"), ("1.norm", "1.norm"),
    // Words.
    ("None", "none"), ("True and False", "(true and false)"), ("η", "η"), ("x_1", "x_1"),
    // Python's precedence.
    ("1 + 2 * 3", "(1 + (2 * 3))"), ("1 - 2 - 3", "((1 - 2) - 3)"),
    ("-x ** 2", "(- (x ** 2))"), ("2 ** 3 ** 2", "(2 ** (3 ** 2))"), ("2 ** -1", "(2 ** (- 1))"),
    ("a @ b * c // d % e", "((((a @ b) * c) // d) % e)"), ("-a * b", "((- a) * b)"),
    ("not a == b", "(not (a == b))"), ("a or b and not c", "(a or (b and (not c)))"),
    ("a < b <= c != d", "(a < b <= c != d)"), ("(a < b) < c", "((a < b) < c)"),
    ("a not in b", "(a not in b)"), ("a is not none", "(a is not none)"),
    ("a is b in c", "(a is b in c)"), ("x ≈ y + 1 ± 1e-5", "(x ≈ (y + 1) ± 1e-05)"),
    ("x ~= y +/- 2", "(x ≈ y ± 2)"), ("a ≈ b ± c and d", "((a ≈ b ± c) and d)"),
    ("+-x", "(+ (- x))"), ("a--b", "(a - (- b))"), ("a\u{A0}+ b", "(a + b)"),
    // Lists, maps, comprehensions.
    ("[]", "[]"), ("()", "[]"), ("(a)", "a"), ("(a,)", "[a]"), ("(a, b)", "[a, b]"),
    ("[1, [2], ]", "[1, [2]]"), ("({})", "{}"), ("x = {\"a\": 1, 2: b,}", "x = {\"a\": 1, 2: b}"),
    ("[f(i) for i in range(n) if i > 2]", "[f(i) for i in range(n) if (i > 2)]"),
    (
      "[a for (a, (b, _)) in c for d in e if f if g]",
      "[a for (a, (b, _)) in c for d in e if f if g]"
    ),
    ("({k: f(v) for (k, v) in m.items()})", "{k: f(v) for (k, v) in m.items()}"),
    ("sum(x * x for x in xs if x)", "sum([(x * x) for x in xs if x])"),
    ("({**m, \"a\": 1, **f(x),})", "{**m, \"a\": 1, **f(x)}"), ("({**a or b})", "{**(a or b)}"),
    ("({1, a,})", "{1, a}"), ("({f(x) for x in xs})", "{f(x) for x in xs}"),
    ("a | b ^ c & d + 1", "(a | (b ^ (c & (d + 1))))"), ("a | b == c", "((a | b) == c)"),
    ("~a & -b", "((~ a) & (- b))"), ("s |= t", "s |= t"), ("a ~= b ± 1", "(a ≈ b ± 1)"),
    // Calls, members, indices.
    ("f(*xs, 1, *ys, **m)", "f(*xs, 1, *ys, **m)"), ("x.f(*a or b)", "x.f(*(a or b))"),
    ("f(x, p = 4,)(y).g[0]", "f(x, p=4)(y).g[0]"), ("f()", "f()"), ("x.data.if", "x.data.if"),
    ("x[a:b:c, :, ::2, ..., 1:, :-1]", "x[a:b:c, :, ::2, ..., 1:, :(- 1)]"),
    ("x[(1, 2)]", "x[[1, 2]]"), ("\"a\".b", "\"a\".b"),
    // Lambdas.
    ("x -> x ** 2", "(x -> (x ** 2))"), ("(a, b) -> a + b", "(a b -> (a + b))"),
    ("() -> 1", "( -> 1)"), ("x -> y -> x", "(x -> (y -> x))"),
    ("map(x -> (x, 1), xs)", "map((x -> [x, 1]), xs)"),
    // `if` as a value.
    ("y = if c { 1 } else { 2 }", "y = if c { 1 } else { 2 }"),
    (
      "f(if a { 1 } else if b { 2 } else { 3 })",
      "f(if a { 1 } else { if b { 2 } else { 3 } })"
    ),
    ("f(if a {\n  b\n  c\n}\nelse { d })", "f(if a { b; c } else { d })"),
    // Lines.
    ("f(a,\n  b\n)", "f(a, b)"), ("x = 1 +\n\n  2 # c\n", "x = (1 + 2)"),
    ("x = 1 \\\n + 2", "x = (1 + 2)"), ("x = 1 \\\r\n + 2", "x = (1 + 2)"),
    ("a\n-b", "a; (- b)"), ("a; b;; c", "a; b; c"), ("a\r\nb\r\n", "a; b"),
    ("\u{FEFF}a", "a"), ("f\n(a)", "f; a"), ("(f\n(a))", "f(a)"), ("[a\n[0]]", "[a[0]]"),
  ])
  func tree(_ text: String, _ expected: String) {
    #expect(parsed(text) == expected)
  }

  @Test(arguments: [
    (#""a\tb\\\"\x41\u00e9\101\0""#, "a\tb\\\"AéA\0"), (#"'it"s'"#, "it\"s"),
    (#"r"\d\n""#, #"\d\n"#), ("\"\"\"a\r\n\"b\" \n\"\"\"", "a\n\"b\" \n"),
    ("'''x'''", "x"), ("\"a{b}\"", "a{b}"), ("\"a\\\nb\"", "ab"), (#""\U0001F600""#, "😀"),
    ("\"\"", ""), ("\"# no comment\"", "# no comment"),
  ])
  func string(_ text: String, _ expected: String) {
    #expect(parsed(text) == expected.debugDescription)
  }

  @Test(arguments: [
    (#"f"a{x}b""#, #"f<"a"|x|"b">"#), (#"f"{x:.4f}""#, #"f<x:".4f">"#),
    (#"f"{x:{w}.{p}f}""#, #"f<x:w+"."+p+"f">"#), (#"f"{{{x}}}""#, #"f<"{"|x|"}">"#),
    (#"f"{m["k"]}""#, #"f<m["k"]>"#), (#"f"{f"{x}"}""#, "f<f<x>>"),
    (#"F'{a + 1:>{n}}\n'"#, #"f<(a + 1):">"+n|"\n">"#), (#"f"{x = }""#, #"f<"x = "|x>"#),
    (#"f"{x=:.2f}""#, #"f<"x="|x:".2f">"#), (#"rf"\d{x}""#, #"f<"\\d"|x>"#),
    ("f\"\"\"a\n{x}\n\"\"\"", #"f<"a\n"|x|"\n">"#), (#"f"""#, "f<>"),
    (#"f"{ {"a": 1}["a"] }""#, #"f<{"a": 1}["a"]>"#), (#"f"{x != y}""#, "f<(x != y)>"),
    ("f\"{(x -> x)(1)}\"", "f<(x -> x)(1)>"),
  ])
  func interpolation(_ text: String, _ expected: String) {
    #expect(parsed(text) == expected)
  }

  @Test func spans() throws {
    let source = SourceFile(name: "test", text: "x = (a + b) * f(c)[0]\n")
    let block = try Parser.parseSnippet(source)
    #expect(block.statements[0].span.text == "x = (a + b) * f(c)[0]")
    guard case .assign(_, _, let value) = block.statements[0].kind,
      case .binary(.multiply, let left, let right) = value.kind
    else {
      Issue.record("not an assignment of a product")
      return
    }
    #expect(value.span.text == "(a + b) * f(c)[0]")
    #expect(left.span.text == "(a + b)")
    #expect(right.span.text == "f(c)[0]")
  }
}
