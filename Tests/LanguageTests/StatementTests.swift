import Testing

@testable import Language

@Suite struct StatementTests {
  @Test(arguments: [
    // Assignment.
    ("(a, (b, _)) = x", "(a, (b, _)) = x"), ("[a, b] = x", "(a, b) = x"),
    ("m[\"k\"] = 1", "m[\"k\"] = 1"), ("W[:] = x", "W[:] = x"), ("a.b.c = 1", "a.b.c = 1"),
    ("x += 1; x **= 2; x @= y; x //= 3", "x += 1; x **= 2; x @= y; x //= 3"),
    ("attn: [..., heads, N, 2 * N] = f(x)", "attn: [..., heads, N, (2 * N)] = f(x)"),
    ("x =\n  3", "x = 3"),
    // Control flow.
    (
      "if a { b } else if c { d } else { e }",
      "if a { b } else { if c { d } else { e } }"
    ),
    ("if a\n{\n  b\n} else {\n  c\n}\nd", "if a { b } else { c }; d"),
    (
      "for (x, y) in zip(a, b) { break; continue }",
      "for (x, y) in zip(a, b) { break; continue }"
    ),
    ("while x < 3 { x += 1 }", "while (x < 3) { x += 1 }"),
    ("if x == {\"a\": 1} { y }", "if (x == {\"a\": 1}) { y }"),
    ("for k in {\"a\": 1} { y }", "for k in {\"a\": 1} { y }"),
    // Functions and models.
    (
      "def f(x: [B, N], p = 4) -> [B] { return; return x }",
      "def f(x: [B, N], p = 4) -> [B] { return; return x }"
    ),
    ("def f(\n  x,\n) { x -> { \"a\": x } }", "def f(x) { (x -> {\"a\": x}) }"),
    (
      "model M(a, P: [N, d]) { w = 1; forward(x) { w }; def g() { 1 } }",
      "model M(a, P: [N, d]) { w = 1; def forward(x) { w }; def g() { 1 } }"
    ),
    (
      "model M() { def forward(x) { forward(x) } }",
      "model M() { def forward(x) { forward(x) } }"
    ),
    ("no_grad { x }", "no_grad { x }"), ("def f(x) { tap x }", "def f(x) { tap x x }"),
    // Words that are statements only where they look like ones.
    (
      "data = 3; model = f(x); model(x); try = 1; show = 2; report.x; param",
      "data = 3; model = f(x); model(x); try = 1; show = 2; report.x; param"
    ),
    ("expect x == 1 \"m\"", "expect (x == 1) \"m\""),
    (
      "expect x > 1 on cifar10, shapes under default, quick",
      "expect (x > 1) on cifar10, shapes under default, quick"
    ),
    ("report a = f(x), b = 2", "report a = f(x), b = 2"),
    (
      "report a = 1,\n  b = 2",
      "report a = 1, b = 2"
    ),
    ("show plot(a), b", "show plot(a), b"), ("show(a, b)", "show a, b"),
    ("show [a, b]", "show [a, b]"), ("print(x)\nrecord(loss)", "print(x); record(loss)"),
    // Declarations.
    ("param p = 4 in [2, 4] \"side\"", "param p = 4 in [2, 4] \"side\""),
    ("param d = -1 in -2...12", "param d = (- 1) in (- 2)...12"),
    (
      "param b = false",
      "param b = false"
    ),
    ("param n = 50_000 in 100...50_000", "param n = 50000 in 100...50000"),
    ("param x = 0.5 in 0.1...1.0", "param x = 0.5 in 0.1...1.0"),
    ("data images = mnist else fashion_mnist", "data images = mnist else fashion_mnist"),
    ("profile quick { a = 1; b = 2 }", "profile quick { a = 1; b = 2 }"),
    ("profile quick {\n  a = 1\n  b = 2\n}", "profile quick { a = 1; b = 2 }"),
    ("try row1 \"original\" { }", "try row1 \"original\" {  }"),
    (
      "compare base, a { table p, q; plot r }",
      #"compare ["base", "a"] table ["p", "q"] plot ["r"]"#
    ),
    (
      "compare a,\n b {\n table p,\n q\n plot r\n}",
      #"compare ["a", "b"] table ["p", "q"] plot ["r"]"#
    ),
    ("question why \"Why?\" { answer \"So.\" }", #"question why "Why?" answer "So.""#),
    (
      "question q \"?\" {\n choices \"a\", \"b\"\n correct \"b\"\n}",
      #"question q "?" choices ["a", "b"] correct "b""#
    ),
    ("predict n \"?\" { number 18_478 ± 0 }", #"predict n "?" number 18478 ± 0"#),
    ("predict n \"?\" { number -3 }", #"predict n "?" number (- 3) ± 0"#),
    ("import A, B from \"mlp.lab\"", "import A, B from mlp.lab"),
  ])
  func tree(_ text: String, _ expected: String) {
    #expect(parsed(text) == expected)
  }

  @Test(arguments: [
    ("if x\n", true), ("if x {", true), ("f(a,", true), ("x +", true), ("x =", true),
    ("\"\"\"abc", true), ("f\"\"\"abc{x", true), ("f\"\"\"", true), ("def f(x)", true),
    ("x = {", true), ("{\"a\":", true), ("x ≈ 3", true), ("expect", true), ("import A", false),
    ("x = 3", false), ("\"abc", false), ("(]", false), ("", false), ("# c", false),
    ("if x { y }", false), ("}", false), ("a b", false), ("class X:", false),
    ("def f():", false), ("x \u{1}", false),
  ])
  func incomplete(_ text: String, _ expected: Bool) {
    #expect(Parser.isIncomplete(SourceFile(name: "<prompt>", text: text)) == expected)
  }
}
