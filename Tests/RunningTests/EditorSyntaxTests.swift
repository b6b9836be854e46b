import Foundation
import TestSupport
import Testing

@testable import Language

/// `lab syntax`: editors take the rules, and colour what the lexer takes for the same.
@Suite struct EditorSyntaxTests {
  private static let text = """
    # T

    Prose if any.

    ```lab
    param n = 3 in 1...9  # why
    if n == 3 { print("a\\n", f"{n:.1f}") }
    report = 1
    report acc = 1.5e-3
    flag = true
    ```

    """

  @Test func textMate() throws {
    let program = try Program()
    let ending = try program.run("syntax", "textmate")
    #expect(ending.code == 0)
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
    #expect(json["scopeName"] as? String == "text.html.markdown.lab")
    var rules: [String: NSRegularExpression] = [:]
    func visit(_ value: Any) throws {
      if let list = value as? [Any] { for item in list { try visit(item) } }
      guard let map = value as? [String: Any] else { return }
      for key in ["match", "begin"] {
        guard let pattern = map[key] as? String else { continue }
        let rule = try NSRegularExpression(pattern: pattern)
        if let name = map["name"] as? String, rules[name] == nil { rules[name] = rule }
      }
      for item in map.values { try visit(item) }
    }
    try visit(json)
    func matches(_ name: String, _ text: String) -> [String] {
      let range = NSRange(text.startIndex..., in: text)
      return rules[name]?.matches(in: text, range: range).map {
        (text as NSString).substring(with: $0.range)
      }
        ?? []
    }
    #expect(matches("keyword.control.lab", "if format in x { return }") == ["if", "in", "return"])
    #expect(
      matches("keyword.other.lab", "report acc = 1").map { $0.trimmingCharacters(in: .whitespaces) }
        == ["report"])
    #expect(matches("keyword.other.lab", "report = 1") == [])
    #expect(matches("constant.numeric.lab", "1_000 x2 1.5e-3") == ["1_000", "1.5e-3"])
    #expect(matches("keyword.operator.lab", "a ** b // c @ d ± e") == ["**", "//", "@", "±"])
    #expect(matches("markup.fenced_code.block.lab", "```exercise a").count == 1)
    #expect(matches("markup.fenced_code.block.lab", "```hint a").isEmpty)
  }

  @Test func vim() throws {
    let program = try Program()
    let made = try program.run(shell: "\"$LAB\" syntax vim > lab.vim")
    #expect(made.code == 0)
    #expect(try program.folder.read("lab.vim").contains("syntax keyword labKeyword contained and "))
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/vim") else { return }
    try program.folder.write(Self.text, to: "t.lab")
    // What the editor says of the places of words in the file.
    let script = """
      syntax on
      edit t.lab
      syntax clear
      unlet! b:current_syntax
      source lab.vim
      let places = [[3, 7], [6, 1], [6, 11], [6, 14], [6, 23], [7, 1], [7, 6], [7, 21], [8, 1], [9, 1], [9, 14], [10, 8]]
      let names = map(places, 'synIDattr(synID(v:val[0], v:val[1], 1), "name")')
      call writefile(names, "names.txt")
      qall!
      """
    try program.folder.write(script, to: "script.vim")
    _ = try program.run(shell: "TERM=dumb vim -N -u NONE -i NONE -es -S script.vim < /dev/null")
    let names = try program.folder.read("names.txt").split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(
      names.dropLast() == [
        "", "labStatement", "labNumber", "labKeyword", "labComment", "labKeyword", "labOperator",
        "labEscape", "labFence", "labStatement", "labNumber", "labConstant",
      ])
  }
}
