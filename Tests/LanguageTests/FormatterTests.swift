import Foundation
import Testing

@testable import Language

/// `lab fmt`: how code is laid out, and that nothing else changes.
@Suite struct FormatterTests {
  private static func formatted(_ code: String) throws -> String {
    let head = "# T\n\n## S\n\n```lab\n"
    let text = try LabFormatter.formatted(SourceFile(name: "t.lab", text: head + code + "```\n"))
    return String(text.dropFirst(head.count).dropLast(4))
  }

  @Test(arguments: [
    ("x=1\n", "x = 1\n"),
    ("f(a,b ,c=2)\n", "f(a, b, c = 2)\n"),
    ("f( a )[ 0 ]\n", "f(a)[0]\n"),
    ("if a==b{\nc\n}\n", "if a == b{\n  c\n}\n"),
    ("def f(x) {\n      y = x\n   y\n  }\n", "def f(x) {\n  y = x\n  y\n}\n"),
    ("f({\n\"a\": 1,\n})\n", "f({\n  \"a\": 1,\n})\n"),
    ("f(a,\nb)\n", "f(a,\n  b)\n"),
    ("x   = 1\nlong = 2\n", "x   = 1\nlong = 2\n"),
    ("x = 1   # why\n", "x = 1   # why\n"),
    ("#why\nx = 1#so\n", "# why\nx = 1 # so\n"),
    ("x = -1\ny = a[1:-1]\nz = a*b\n", "x = -1\ny = a[1:-1]\nz = a*b\n"),
    ("x = 1  \n\n\n\ny = 2\n\n", "x = 1\n\ny = 2\n"),
    ("s = \"a  ,b=c\"\n", "s = \"a  ,b=c\"\n"),
    ("s = f\"{a  } ,b={c}\"\n", "s = f\"{a  } ,b={c}\"\n"),
    ("s = \"\"\"a\n    b  \n\n\n  c\"\"\"\nx=1\n", "s = \"\"\"a\n    b  \n\n\n  c\"\"\"\nx = 1\n"),
    ("x = 1 + \\\n      2\n", "x = 1 + \\\n      2\n"),
    ("\tx = 1\n", "x = 1\n"),
    ("show f(a),\ng(b,\nc),\nh(d)\ny = 1\n", "show f(a),\n  g(b,\n    c),\n  h(d)\ny = 1\n"),
    ("for x in f(a,\nb) {\nc\n}\nd\n", "for x in f(a,\n  b) {\n  c\n}\nd\n"),
    ("if a and\nb {\nc\n} else {\nd\n}\n", "if a and\n  b {\n  c\n} else {\n  d\n}\n"),
    ("x = 1 +\n2 *\n3\n", "x = 1 +\n  2 *\n  3\n"),
    (
      "m = {\n\"a\": 1,\n\"b\": [\n2,\n3]}\n",
      "m = {\n  \"a\": 1,\n  \"b\": [\n    2,\n    3]}\n"
    ),
    ("no_grad { for x in y {\nz\n} }\n", "no_grad { for x in y {\n  z\n} }\n"),
    ("f = x->x+1\n", "f = x -> x+1\n"),
  ]) func codeIsLaidOut(_ code: String, _ wanted: String) throws {
    #expect(try Self.formatted(code) == wanted)
    #expect(try Self.formatted(wanted) == wanted)
  }

  @Test func proseStays() throws {
    let text =
      "---\nsummary: s\n---\n# T\n\nA  line,with=what  \n\n```python\nx=1\n```\n\n## S\n\nEnd"
    #expect(try LabFormatter.formatted(SourceFile(name: "t.lab", text: text)) == text)
  }

  @Test func aMistakeIsTold() {
    #expect(throws: Diagnostic.self) { try Self.formatted("x = (\n") }
  }

  /// All labs: formatting changes no token, and once is as good as twice.
  @Test func labsKeepTheirMeaning() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Labs")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".lab") }
    #expect(names.count > 10)
    for name in names {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      let source = SourceFile(name: name, text: text)
      let once = try LabFormatter.formatted(source)
      let again = SourceFile(name: name, text: once)
      #expect(try LabFormatter.formatted(again) == once)
      #expect(Self.code(of: source) == Self.code(of: again), "\(name)")
    }
  }

  /// The code of all fences without blanks.
  private static func code(of source: SourceFile) -> [String] {
    LabReader.code(source).fences.map { fence in
      String(decoding: source.bytes[fence.range], as: UTF8.self).filter { !$0.isWhitespace }
    }
  }
}
