import Testing

@testable import Language

@Suite struct LabTests {
  private static let lab = """
    ---
    summary: "Tokens, and mixing them"
    minutes: 30
    needs: mlp, [norm]
    ---
    # TokenMix: $X$

    Before <!-- not
    ## this --> after.

    ```lab fold
    param patch = 4 in [2, 4]
    ## not a heading
    ```

    ## Tokens and more! {#tokens optional minutes=4}

    Prose.

    ```python
    ## not a heading
    def f(x):
    ```

    ```lab
    x = 1
    y = 2
    ```

    ### Still the same step

    ## Müller's 2nd test

    ```exercise permute
    def see(x) { x }
    ```
    ```check permute
    expect see(1) == 1 "m"
    ```
    ```hint permute
    Use `perm`.
    ```
    ```wrong permute "the \\"same\\" order"
    def see(x) { 2 }
    ```
    ~~~~solution permute
    def see(x) { 1 }
    ~~~
    ~~~~
    """

  @Test func document() throws {
    let source = SourceFile(
      name: "Labs/mix.lab", text: Self.lab.replacing("~~~\n~~~~", with: "~~~~"))
    let lab = try Parser.parseLab(source)
    #expect(lab.title == "TokenMix: $X$")
    #expect(lab.frontMatter.summary == "Tokens, and mixing them")
    #expect(lab.frontMatter.minutes == 30)
    #expect(lab.frontMatter.needs == ["mlp", "[norm]"])
    #expect(lab.steps.map(\.id) == ["0", "tokens", "müller-s-2nd-test"])
    #expect(lab.steps.map(\.title) == ["TokenMix: $X$", "Tokens and more!", "Müller's 2nd test"])
    #expect(lab.steps.map(\.isOptional) == [false, true, false])
    #expect(lab.steps.map(\.minutes) == [nil, 4, nil])
    #expect(lab.steps.map(\.number) == [0, 1, 2])
    #expect(lab.steps[1].span.text == "## Tokens and more! {#tokens optional minutes=4}")
    #expect(
      lab.steps.map { $0.sections.map(text) } == [
        ["prose Before  after.", "code folded { param patch = 4 in [2, 4] }"],
        [
          "prose Prose.\n\n```python\n## not a heading\ndef f(x):\n```", "code { x = 1; y = 2 }",
          "prose ### Still the same step",
        ],
        [
          "exercise permute { def see(x) { x } }", "check permute { expect (see(1) == 1) \"m\" }",
          "hint permute Use `perm`.", "wrong permute the \"same\" order { def see(x) { 2 } }",
          "solution permute { def see(x) { 1 } }",
        ],
      ])
    #expect(lab.steps[1].statements.map(\.text) == ["x = 1", "y = 2"])
  }

  private func text(_ section: Section) -> String {
    switch section {
    case .prose(let text, _): "prose \(text)"
    case .code(let block, let folded): "code \(folded ? "folded " : "")\(block.text)"
    case .exercise(let id, let block): "exercise \(id) \(block.text)"
    case .check(let id, let block): "check \(id) \(block.text)"
    case .hint(let id, let text): "hint \(id) \(text)"
    case .wrong(let id, let message, let block): "wrong \(id) \(message) \(block.text)"
    case .solution(let id, let block): "solution \(id) \(block.text)"
    }
  }

  @Test(arguments: [
    ("", "test", 1), ("x", "test", 1), ("# T", "T", 1), ("# T\n# U", "T", 1),
    ("## a\n# T", "test", 2), ("\u{FEFF}# T\r\n## a\r\n", "T", 2),
    ("\u{FEFF}---\r\nminutes: 3\r\n---\r\n# T", "T", 1), ("---\n---\n# T", "T", 1),
    ("# T\n\n---\n\ntext", "T", 1), ("#hashtag", "test", 1), ("### x", "test", 1),
    ("    ```lab", "test", 1), ("```x``` text\n## a", "test", 2), ("```\n## a\n```", "test", 1),
    ("~~~\n```lab\n~~~", "test", 1), ("````\n```\n````\n## a", "test", 2),
    ("<!-- a --> <!--\n\n```lab\n -->## no", "test", 1), ("<!---->\n## a", "test", 2),
  ])
  func shape(_ text: String, _ title: String, _ steps: Int) throws {
    let lab = try Parser.parseLab(SourceFile(name: "dir/test.lab", text: text))
    #expect(lab.title == title)
    #expect(lab.steps.count == steps)
  }

  @Test(arguments: [
    (
      "---\nsumary: x\n---",
      ["2:1 'sumary: x' front matter has no `sumary` | did you mean `summary`?"]
    ),
    (
      "---\nauthor: x\nminutes: soon\nminutes\n---",
      [
        "2:1 'author: x' front matter has no `author` | it has `summary`, `minutes`, `needs`, `lesson` and `key`",
        "3:1 'minutes: soon' `minutes` must be a whole number from 1 to 9999, not `soon`",
        "4:1 'minutes' front matter can contain only `key: value` | end it with `---`",
      ]
    ),
    ("---\nminutes: 1\nminutes: 2\n---", ["3:1 'minutes: 2' `minutes` is given twice"]),
    ("---\nminutes: 1\n", ["1:1 '---' the front matter is never closed | end it with `---`"]),
    (
      "## a\n## A",
      [
        "2:1 '## A' a second step is called `a` | "
          + "give it an id of its own: `## A {#a-2}`"
      ]
    ),
    (
      "## a {#b}\n## b",
      [
        "2:1 '## b' a second step is called `b` | "
          + "give it an id of its own: `## b {#b-2}`"
      ]
    ),
    ("##a", ["1:1 '##a' a space is missing after `##` | write `## Title`"]),
    (
      "## a {optinal}",
      [
        "1:3 ' a {optinal}' a step has no option `optinal` | "
          + "did you mean `optional`?"
      ]
    ),
    (
      "## a {minutes=0}",
      [
        "1:3 ' a {minutes=0}' `minutes` must be a whole number from 1 to 9999, "
          + "not `0`"
      ]
    ),
    (
      "## a {#1}",
      [
        "1:3 ' a {#1}' `1` is not a valid id | "
          + "ids start with a letter and contain letters, digits, `-` and `_`"
      ]
    ),
    ("## a {optional optional}", ["1:3 ' a {optional optional}' `optional` is given twice"]),
    (
      "```lab\nx = 1",
      [
        "1:1 '```lab' this fence is never closed | "
          + "end it with ``` on a line of its own"
      ]
    ),
    (
      "```lab\nx = 1\n```lab\ny = 2\n```",
      [
        "1:1 '```lab' this fence is not closed before the next one, on line 3 | "
          + "end it with ``` on a line of its own"
      ]
    ),
    ("a\n<!-- b", ["2:1 '<!--' this comment is never closed | end it with `-->`"]),
    (
      "```lab folded\n```",
      [
        "1:4 'lab folded' a `lab` fence has no option `folded` | "
          + "write `lab`, or `lab fold` for code that starts folded"
      ]
    ),
    (
      "```exercize a\n## b\n```",
      [
        "1:4 'exercize a' there is no fence `exercize` | "
          + "did you mean `exercise`?"
      ]
    ),
    ("```Lab\n```", ["1:4 'Lab' there is no fence `Lab` | did you mean `lab`?"]),
    ("```hints a\n```", ["1:4 'hints a' there is no fence `hints` | did you mean `hint`?"]),
    (
      "```exercise\n```",
      [
        "1:4 'exercise' `exercise` needs the id of its exercise | "
          + "write `exercise id`"
      ]
    ),
    ("```exercise a b\n```", ["1:4 'exercise a b' nothing can follow `exercise a`"]),
    (
      "```exercise perm\n```\n```check prm\n```",
      [
        "3:1 '```check prm' "
          + "there is no exercise `prm` above | did you mean `perm`?"
      ]
    ),
    (
      "```hint a\n```",
      [
        "1:1 '```hint a' there is no exercise `a` above | "
          + "write a fence marked `exercise a` first"
      ]
    ),
    (
      "```exercise a\n```\n```exercise a\n```",
      [
        "3:1 '```exercise a' "
          + "another exercise is already called `a` | give it another id"
      ]
    ),
    (
      "```exercise a\n```\n```wrong a msg\n```",
      [
        "3:4 'wrong a msg' "
          + "`wrong` needs the message that the answer must fail with | write `wrong a \"message\"`"
      ]
    ),
    (
      "```exercise a\n```\n```solution a\n```\n```solution a\n```",
      [
        "5:1 '```solution a' "
          + "the exercise `a` has a second solution"
      ]
    ),
    (
      "## a\n```lab\nparam x = 1\n```",
      [
        "3:1 'param' `param` must come before the first `##` of a lab | "
          + "move it to a `lab` fence above the first step"
      ]
    ),
    (
      "## a\n```lab\ndata x = mnist\n```",
      [
        "3:1 'data' `data` must come before the first `##` of a lab | "
          + "move it to a `lab` fence above the first step"
      ]
    ),
    // One mistake per fence, and reading goes on.
    (
      "```lab\nx = )\ny = )\n```\n## a b {x}\n```lab\nimport torch\n```",
      [
        "2:5 ')' expected a value, found `)`",
        "5:3 ' a b {x}' a step has no option `x` | write `{#id optional minutes=4}`; "
          + "every part may be left out",
        "7:1 'import' there are no modules to import | tensors, layers and plots are built in; "
          + "`import A from \"a.lab\"` imports from a lab",
      ]
    ),
    (
      "```lab\nf(a\n```\n```lab\nb)\n```",
      [
        "2:2 '(' this `(` is never closed | `)` is missing",
        "5:2 ')' a `)` without its `(`",
      ]
    ),
  ])
  func mistakes(_ text: String, _ expected: [String]) {
    let source = SourceFile(name: "test.lab", text: text)
    #expect(Parser.mistakes(in: source).map(mistake) == expected)
    #expect(throws: Diagnostic.self) { try Parser.parseLab(source) }
  }
}
