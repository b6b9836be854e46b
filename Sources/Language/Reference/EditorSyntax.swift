/// Rules by which editors colour labs, from the tables that the lexer and the reference use.
package enum EditorSyntax: String, CaseIterable, Sendable {
  /// A syntax file for Vim and Neovim.
  case vim
  /// A grammar as Visual Studio Code, TextMate and others read it.
  case textmate

  /// The text of the rules.
  package var text: String {
    switch self {
    case .vim: Self.vimText
    case .textmate: Self.textMateText
    }
  }

  /// Words that are reserved, in every spelling.
  private static var reserved: [String] { Keyword.spellings.sorted() }

  /// Words that begin a statement, and are names elsewhere.
  private static var statements: [String] {
    Set(LanguageWord.all.map(\.name)).subtracting(Keyword.spellings).sorted()
  }

  /// Signs of several characters first, so that none is taken for the beginning of another.
  private static var operators: [String] {
    Sign.allCases.filter { $0.closing == nil && !")]},;:.".contains($0.rawValue) }
      .map(\.rawValue).sorted { ($1.count, $0) < ($0.count, $1) }
  }

  /// The fences whose contents are code.
  private static let fences = ["lab", "exercise", "check", "wrong", "solution"]

  // MARK: Vim

  private static var vimText: String {
    let constants = ["none", "true", "false", "None", "True", "False"]
    let words = reserved.filter { !constants.contains($0) }
    let signs = operators.map { sign in
      sign.map { "\\^$.*[]~".contains($0) ? "\\\($0)" : String($0) }.joined()
    }
    return """
      " Syntax of labs for Vim and Neovim, as `lab syntax vim` writes it.
      if exists("b:current_syntax")
        finish
      endif
      runtime! syntax/markdown.vim
      unlet! b:current_syntax

      syntax keyword labKeyword contained \(words.joined(separator: " "))
      syntax keyword labConstant contained \(constants.joined(separator: " "))
      syntax match labStatement contained "\\%(^\\|[{;]\\)\\s*\\zs\\%(\(statements.joined(separator: "\\|"))\\)\\>\\ze\\s\\+[^=[:space:]]"
      syntax match labNumber contained "\\<\\d[0-9_]*\\%(\\.\\d[0-9_]*\\)\\?\\%([eE][-+]\\?\\d\\+\\)\\?\\>"
      syntax match labOperator contained "\(signs.joined(separator: "\\|"))"
      syntax match labEscape contained "\\\\."
      syntax region labValue contained matchgroup=labEscape start="{" end="}" contains=labKeyword,labConstant,labNumber,labOperator
      syntax region labString contained start=+"+ skip=+\\\\.+ end=+"+ oneline contains=labEscape
      syntax region labString contained start=+'+ skip=+\\\\.+ end=+'+ oneline contains=labEscape
      syntax region labString contained start=+\"\"\"+ end=+\"\"\"+ contains=labEscape
      syntax region labString contained start=+\\<r\\?f\\?"+ skip=+\\\\.+ end=+"+ oneline contains=labEscape,labValue
      syntax region labString contained start=+\\<r\\?f\\?'+ skip=+\\\\.+ end=+'+ oneline contains=labEscape,labValue
      syntax match labComment contained "#.*$"
      syntax cluster labCode contains=labKeyword,labConstant,labStatement,labNumber,labOperator,labString,labComment
      syntax region labFence matchgroup=labMark start="^\\s*```\\%(\(fences.joined(separator: "\\|"))\\)\\>.*$" end="^\\s*```\\s*$" keepend contains=@labCode

      highlight default link labKeyword Keyword
      highlight default link labStatement Statement
      highlight default link labConstant Constant
      highlight default link labNumber Number
      highlight default link labOperator Operator
      highlight default link labString String
      highlight default link labEscape SpecialChar
      highlight default link labComment Comment
      highlight default link labMark Delimiter
      let b:current_syntax = "lab"

      """
  }

  // MARK: TextMate

  private static var textMateText: String {
    func words(_ words: [String]) -> String { words.joined(separator: "|") }
    let signs = operators.map { sign in
      sign.map { $0.isASCII && !$0.isLetter ? "\\\($0)" : String($0) }.joined()
    }
    func rule(_ name: String, _ match: String) -> String {
      "{ \"name\": \"\(name)\", \"match\": \"\(escaped(match))\" }"
    }
    func string(_ begin: String, _ end: String, hasValues: Bool) -> String {
      let value =
        ", { \"begin\": \"\\\\{\", \"end\": \"\\\\}\", \"name\": \"meta.embedded.lab\", "
        + "\"patterns\": [{ \"include\": \"#code\" }] }"
      return "{ \"name\": \"string.quoted.lab\", \"begin\": \"\(escaped(begin))\", "
        + "\"end\": \"\(escaped(end))\", \"patterns\": [\(rule("constant.character.escape.lab", "\\\\."))"
        + (hasValues ? value : "") + "] }"
    }
    let rules = [
      rule("comment.line.number-sign.lab", "#.*$"),
      string("\"\"\"", "\"\"\"", hasValues: false),
      string("\\b(?:f|rf|fr)\"", "\"", hasValues: true),
      string("\\b(?:f|rf|fr)'", "'", hasValues: true),
      string("\"", "\"|$", hasValues: false), string("'", "'|$", hasValues: false),
      rule("constant.language.lab", "\\b(?:none|true|false|None|True|False)\\b"),
      rule("keyword.control.lab", "\\b(?:\(words(reserved)))\\b"),
      rule(
        "keyword.other.lab", "(?:^|(?<=[{;]))\\s*(?:\(words(statements)))\\b(?=\\s+[^=\\s])"),
      rule("constant.numeric.lab", "\\b[0-9][0-9_]*(?:\\.[0-9][0-9_]*)?(?:[eE][-+]?[0-9]+)?\\b"),
      rule("keyword.operator.lab", words(signs)),
    ]
    let fence = "^\\s*(`{3,}|~{3,})\\s*(?:\(words(fences)))\\b.*$"
    return """
      {
        "name": "Lab",
        "scopeName": "text.html.markdown.lab",
        "fileTypes": ["lab"],
        "patterns": [
          {
            "name": "markup.fenced_code.block.lab",
            "begin": "\(escaped(fence))",
            "end": "^\\\\s*\\\\1\\\\s*$",
            "contentName": "meta.embedded.block.lab",
            "patterns": [{ "include": "#code" }]
          },
          { "include": "text.html.markdown" }
        ],
        "repository": {
          "code": {
            "patterns": [
              \(rules.joined(separator: ",\n        "))
            ]
          }
        }
      }

      """
  }

  /// A pattern within a string of JSON.
  private static func escaped(_ pattern: String) -> String {
    pattern.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
