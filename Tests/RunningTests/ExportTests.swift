import Foundation
import FoundationXML
import TestSupport
import Testing

@testable import Language
@testable import Running

/// `lab export`: a run as HTML, Markdown and a notebook.
@Suite struct ExportTests {
  private static let text = """
    ---
    summary: About <b>$x^2$</b>
    ---
    # Export <script>alert(1)</script>

    Prose with *emphasis*, `a < b`, <img src=x onerror=alert(1)> and $\\frac{a}{b_1}$.

    ```lab
    data images = digits
    ```

    ## One <i>step</i>

    ```lab
    question q "How <many>?" {
      choices "one <", "two"
      correct "two"
    }
    # a comment
    x = [1, 2]
    print("<b>not bold</b>")
    show plot([1, 2, 4], title = "<curve>"), imshow(images.test.images[0])
    show table([["a|b", 1], ["c", 2.5]], ["name", "n"])
    for i in range(3) { record(loss = 1 / (i + 1)) }
    expect len(x) == 2
    expect len(x) == 3 on mnist
    ```

    ```exercise twice
    def twice(x) {
      x
    }
    ```
    ```check twice
    expect twice(2) == 4 "two times two"
    ```
    ```hint twice
    Secret hint.
    ```
    ```solution twice
    def twice(x) { x + x }
    ```

    ## Two {#two}

    ```lab fold
    expect twice(3) == 7 "it is not seven"
    1 // 0
    ```

    ## Three

    ```lab
    print("never")
    ```
    """

  private static func export(_ flags: String...) throws -> (Program, Program.Ending) {
    let program = try Program()
    try program.folder.write(text, to: "e.lab")
    let ending = try program.run(["export", "e.lab"] + flags)
    #expect(ending.code == 3, "\(ending.all)")
    #expect(ending.output.contains("stopped by an error: 2 steps, 2 claims held, 1 failed"))
    #expect(ending.errors.contains("division by zero"))
    return (program, ending)
  }

  @Test func asAPage() throws {
    let (program, ending) = try Self.export()
    #expect(ending.output.hasPrefix("wrote e.html\n"))
    let page = try program.folder.read("e.html")
    // Nothing that a lab says becomes a mark, and the page loads nothing.
    #expect(!page.contains("<script") && !page.contains("<img") && !page.contains("<i>"))
    #expect(!page.contains("<b>") && !page.contains(" src=\""))
    #expect(page.matches(of: /https?:\/\/[^" <]*/).allSatisfy { $0.0.contains("w3.org") })
    for text in [
      "<title>Export &lt;script&gt;alert(1)&lt;/script&gt;</title>", "<em>emphasis</em>",
      "<code>a &lt; b</code>", "<mfrac><mrow><mi>a</mi></mrow><mrow><msub>",
      "<span class=\"c\"># a comment</span>", "<span class=\"k\">data</span>",
      "<span class=\"s\">&quot;&lt;b&gt;not bold&lt;/b&gt;&quot;</span>",
      "<pre class=\"output\" tabindex=\"0\">&lt;b&gt;not bold&lt;/b&gt;\n</pre>",
      "<figure class=\"chart\">", "<figure class=\"picture\">", "<title>&lt;curve&gt;: ",
      "<th scope=\"row\">a|b</th><td class=\"number\">1</td>", "<li>one &lt;</li>",
      "<strong>Exercise twice</strong>",
      "<span class=\"word\">Held:</span> <code>len(x) == 2</code>",
      "not checked here, claimed on mnist", "6 against 7<br>it is not seven",
      "<details><summary>Code</summary>", "e.lab:48:1: error: division by zero",
      "this step did not run", "prefers-color-scheme: dark", "@media print",
    ] { #expect(page.contains(text), "\(text) is not in:\n\(page)") }
    // Neither hints nor answers are given away.
    for text in ["Secret hint", "x + x", "two times two", "correct"] {
      #expect(!page.contains(text))
    }
    try Self.isWellFormed(page)
    // The curve comes after the code that recorded it, the claims before it.
    let order = ["# a comment", "not bold&lt;", "&lt;curve&gt;: ", "loss: 1 ", "Exercise twice"]
    let places = order.compactMap { page.firstRange(of: $0)?.lowerBound }
    #expect(places.count == order.count && places == places.sorted())
  }

  /// As strict as XML, but for what HTML writes otherwise.
  private static func isWellFormed(_ page: String) throws {
    var text = page.replacing("<!DOCTYPE html>\n", with: "")
    text = text.replacing(/<(meta|br)([^>]*)>/) { "<\($0.1)\($0.2)/>" }
    let parser = XMLParser(data: Data(text.utf8))
    #expect(
      parser.parse(), "\(String(describing: parser.parserError)) in line \(parser.lineNumber)")
  }

  @Test func asMarkdown() throws {
    let (program, _) = try Self.export("--md", "-o", "./e.md")
    let text = try program.folder.read("e.md")
    for line in [
      "*data images = digits*", "## 1 One <i>step</i>", "![loss: 1 → 0.3333](e-figures/3.svg)",
      "| a\\|b | 1 |", "✓ `len(x) == 2`", "✗ `twice(3) == 7`, 6 against 7, it is not seven",
      "> - one <", "```text\n<b>not bold</b>\n```",
    ] { #expect(text.contains(line), "\(line) is not in:\n\(text)") }
    #expect(program.folder.contents.filter { $0.hasSuffix(".svg") }.count == 3)
    #expect(!text.contains("x + x"))
  }

  @Test func asANotebook() throws {
    let (program, _) = try Self.export("--ipynb")
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(program.folder.read("e.ipynb").utf8))
        as? [String: Any])
    #expect(json["nbformat"] as? Int == 4 && json["nbformat_minor"] as? Int == 5)
    let cells = try #require(json["cells"] as? [[String: Any]])
    #expect(Set(cells.compactMap { $0["id"] as? String }).count == cells.count)
    let code = cells.filter { $0["cell_type"] as? String == "code" }
    #expect(code.count == 5)
    let outputs = code.flatMap { $0["outputs"] as? [[String: Any]] ?? [] }
    let kinds = Set(outputs.compactMap { $0["output_type"] as? String })
    #expect(kinds == ["stream", "display_data", "error"])
    // The format's own checker, where Python has it.
    let script = """
      import sys
      try: import nbformat
      except ImportError: sys.exit(0)
      nbformat.validate(nbformat.read("e.ipynb", nbformat.NO_CONVERT))
      """
    try program.folder.write(script, to: "check.py")
    let check = try program.run(shell: "command -v python3 > /dev/null || exit 0; python3 check.py")
    #expect(check.code == 0, "\(check.all)")
  }

  @Test func whatCannotBeExported() throws {
    let program = try Program()
    try program.folder.write(lab("x ="), to: "bad.lab")
    #expect(try program.run("export", "bad.lab").code == 2)
    #expect(try program.run("export", "bad.lab", "-o", "bad.lab").code == 2)
    #expect(try program.run("export", "bad.lab", "-o", "nowhere/x.html").code == 2)
    #expect(program.folder.contents == ["bad.lab"])
  }

  // MARK: Formulas and prose

  @Test(arguments: [
    ("x", "<mi>x</mi>"), ("12.5", "<mn>12.5</mn>"), ("a - b", "<mi>a</mi><mo>−</mo><mi>b</mi>"),
    ("x^2_i", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
    ("QK^T", "<mi>Q</mi><msup><mi>K</mi><mi>T</mi></msup>"),
    ("x^{10}", "<msup><mi>x</mi><mrow><mn>10</mn></mrow></msup>"),
    ("x^10", "<msup><mi>x</mi><mn>1</mn></msup><mn>0</mn>"),
    ("\\sqrt{x}", "<msqrt><mrow><mi>x</mi></mrow></msqrt>"),
    ("\\sqrt[3]{x}", "<mroot><mrow><mi>x</mi></mrow><mtext>3</mtext></mroot>"),
    ("\\alpha \\le \\beta", "<mi>α</mi><mo>≤</mo><mi>β</mi>"),
    ("\\log x", "<mi mathvariant=\"normal\">log</mi><mi>x</mi>"),
    ("\\hat{x}", "<mover accent=\"true\"><mrow><mi>x</mi></mrow><mo>^</mo></mover>"),
    ("\\text{if } x", "<mtext>if </mtext><mi>x</mi>"),
    ("R'", "<msup><mi>R</mi><mrow><mo>′</mo></mrow></msup>"),
    ("(a)", "<mo stretchy=\"false\">(</mo><mi>a</mi><mo stretchy=\"false\">)</mo>"),
    ("\\left(a\\right)", "<mo>(</mo><mi>a</mi><mo>)</mo>"),
    (
      "\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}",
      "<mrow><mo stretchy=\"true\">[</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr>"
        + "<mtr><mtd><mn>3</mn></mtd><mtd><mn>4</mn></mtd></mtr></mtable><mo stretchy=\"true\">]</mo></mrow>"
    ),
    ("logits", "<mi>logits</mi>"), ("a<b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
  ]) func formulas(_ tex: String, _ wanted: String) {
    let element = MathML.element(tex, isBlock: false)
    let start = "<math><semantics><mrow>"
    #expect(element.hasPrefix(start))
    let inner = element.dropFirst(start.count).components(separatedBy: "</mrow><annotation")[0]
    #expect(inner == wanted)
  }

  /// Whatever stands between the dollars, the page stays whole.
  @Test func formulasThatAreNone() throws {
    var noise = Noise(7)
    let pieces = [
      "{", "}", "^", "_", "\\frac", "\\", "\\\\", "&", "\\begin{cases}", "\\end{cases}", "x", "1",
      "'",
      "\\sqrt[", "]", "<", "\\left", "(", " ", "~", "\\text", "\\hat", "\\sum", "é", "\u{1B}", "\"",
    ]
    for _ in 0..<2000 {
      let tex = (0..<noise.below(24)).map { _ in pieces[noise.below(pieces.count)] }.joined()
      let element = MathML.element(tex, isBlock: noise.below(2) == 0)
      let parser = XMLParser(data: Data(element.utf8))
      #expect(parser.parse(), "\(tex) gives \(element)")
    }
    let deep = String(repeating: "{", count: 20_000) + String(repeating: "\\frac", count: 20_000)
    #expect(MathML.element(deep, isBlock: true).count < 1_000_000)
  }

  @Test(arguments: [
    ("a\nb\n\nc", "<p>a b</p>\n<p>c</p>\n"), ("### T", "<h3>T</h3>\n"), ("# T", "<h3>T</h3>\n"),
    ("- a\n  - b\n- c", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>\n"),
    ("1. a\n2. b\n- c", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n<ul>\n<li>c</li>\n</ul>\n"),
    ("> a\n> b", "<blockquote><p>a b</p>\n</blockquote>\n"),
    ("```\n<x>\n```", "<pre tabindex=\"0\"><code>&lt;x&gt;\n</code></pre>\n"),
    (
      "| a | b |\n|---|---|\n| 1 | `x\\|y` |",
      "<table>\n<tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr>\n"
        + "<tr><td>1</td><td><code>x|y</code></td></tr>\n</table>\n"
    ),
    ("[a](https://x.org/?b&c)", "<p><a href=\"https://x.org/?b&amp;c\">a</a></p>\n"),
    ("[a](javascript:x)", "<p>a (javascript:x)</p>\n"),
    ("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>\n"),
    ("a_b_c \\* $5 and $6", "<p>a_b_c * $5 and $6</p>\n"),
  ]) func prose(_ markdown: String, _ html: String) {
    #expect(Prose(markdown).html() == html)
  }
}
