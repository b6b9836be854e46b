import Language
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// What parameters may be set to, in every way in which they can be.
@Suite struct ParameterTests {
  /// The ways: `-p`, `:set`, a profile, a variation, an assignment at the prompt.
  enum Way: CaseIterable {
    case flag, command, profile, variation, typed

    static let written: [Way] = [.profile, .variation, .typed]
  }

  /// The parameter's value after it was set to `text`, or what refused that.
  private func value(_ head: String, _ text: String, _ way: Way) throws -> (Value?, Diagnostic?) {
    let name = head.split(separator: " ")[1]
    var settings = ""
    if way == .profile { settings = "profile quick { \(name) = \(text) }" }
    if way == .variation { settings = "try other \"t\" { \(name) = \(text) }" }
    var lab = "```lab\n\(head)\n\(settings)\n```\n## A\n```lab\nreport it = \(name)\n"
    if way == .variation { lab += "compare other { table it }\n" }
    var options = SessionOptions()
    options.runsComparisons = true
    if way == .flag { options.settings = [(String(name), text)] }
    if way == .profile { options.profile = "quick" }
    let run: Run
    do {
      run = try Run.all(lab + "```\n", options)
    } catch let refused as Diagnostic {
      return (nil, refused)
    }
    if let failure = run.failure { return (nil, failure) }
    let before = run.session.globals.value(of: String(name))
    var failure: Diagnostic?
    switch way {
    case .variation: return (run.recorder.comparisons.first?.rows.first?.reports.first ?? nil, nil)
    case .command: failure = run.session.set(String(name), to: text).failure
    case .typed: failure = try run.type("\(name) = \(text)").failure
    case .flag, .profile: break
    }
    let after = run.session.globals.value(of: String(name))
    if failure != nil { #expect(after?.text == before?.text, "a refusal changes nothing") }
    return failure == nil ? (after, nil) : (nil, failure)
  }

  @Test(arguments: [
    ("param p = 1", "-5", "-5"), ("param p = 1", "2 + 3", "5"), ("param p = 1.0", "3", "3.0"),
    ("param p = 1.0", "1e-3", "0.001"), ("param p = true", "False", "false"),
    ("param p = [1]", "[2, 3]", "[2, 3]"), ("param p = none", "\"x\"", "x"),
    ("param p = none", "4", "4"), ("param p = relu", "tanh", "<function tanh>"),
    ("param p = 4 in [2, 4, 8]", "8", "8"), ("param p = 0.1 in [0.1, 1]", "1", "1.0"),
    ("param p = 0.5 in 0...2", "2", "2.0"), ("param p = none in [none, 3]", "3", "3"),
    ("param p = \"a\" in [\"a\", \"none\"]", "\"none\"", "none"), ("param p = \"a\"", "\"b\"", "b"),
    ("param p = 3", "2 * p", "6"), ("param p = [1]", "p + [2]", "[1, 2]"),
  ])
  func takes(_ head: String, _ text: String, _ result: String) throws {
    for way in Way.allCases {
      let (value, failure) = try value(head, text, way)
      #expect(value?.text == result, "\(way): \(failure?.message ?? "")")
    }
  }

  @Test(arguments: [
    ("param p = 1", "3.0", "`p` must be a whole number, not 3.0"),
    ("param p = 1", "true", "`p` must be a whole number, not true"),
    ("param p = 1", "\"3\"", "`p` must be a whole number, not a str"),
    ("param p = 1", "[3]", "`p` must be a whole number, not a list"),
    ("param p = 1", "none", "`p` must be a whole number, not none"),
    ("param p = 1", "relu", "`p` must be a whole number, not a function"),
    ("param p = 1.5", "true", "`p` must be a float, not true"),
    ("param p = 1.5", "\"a\"", "`p` must be a float, not a str"),
    ("param p = true", "2.5", "`p` must be a bool, not 2.5"),
    ("param p = true", "1", "`p` must be a bool, not 1"),
    ("param p = [1]", "3", "`p` must be a list, not 3"),
    ("param p = relu", "3", "`p` must be a function, not 3"),
    ("param p = false in [false, true]", "0", "`p` cannot be 0"),
    ("param p = false in [false, true]", "2.5", "`p` cannot be 2.5"),
    ("param p = 4 in [2, 4]", "4.0", "`p` cannot be 4.0"),
    ("param p = 4 in [2, 4]", "3", "`p` cannot be 3"),
    ("param p = 1 in [1, 2]", "true", "`p` cannot be true"),
    ("param p = 1 in 1...9", "true", "`p` cannot be true"),
    ("param p = 1 in 1...9", "2.0", "`p` cannot be 2.0"),
    ("param p = 1 in 1...9", "10", "`p` cannot be 10"),
    ("param p = 0.5 in 0...1", "true", "`p` cannot be true"),
    ("param p = 0.5 in 0...1", "\"1\"", "`p` cannot be 1"),
    ("param p = 1", "nothing_at_all", "unknown name `nothing_at_all`"),
    ("param p = 1", "1 // 0", "division by zero"),
  ])
  func refuses(_ head: String, _ text: String, _ message: String) throws {
    for way in Way.allCases {
      let (value, failure) = try value(head, text, way)
      #expect(value == nil, "\(way)")
      #expect(failure?.message.hasPrefix(message) == true, "\(way): \(failure?.message ?? "")")
      // What fails by itself when typed is an ordinary error.
      let isOwn = way != .typed || message.hasPrefix("`p`")
      if isOwn { #expect(failure?.kind == .usage, "\(way)") }
      #expect(failure?.span != nil, "\(way)")
    }
  }

  /// A word is the text; quotes are needed only for one that is itself in quotes.
  @Test(arguments: [
    ("none", "none"), ("a b", "a b"), ("it's", "it's"), ("d=e", "d=e"), ("3", "3"),
    ("true", "true"), ("1 +", "1 +"), ("relu", "relu"), ("\"a b\"", "a b"), ("'c'", "c"),
    ("\"\"", ""), ("\"a\" + \"b\"", "\"a\" + \"b\""), ("f\"x\"", "f\"x\""), ("{", "{"),
    ("\"it's\"", "it's"), ("naïve ✓", "naïve ✓"),
  ])
  func aWordIsAText(_ given: String, _ text: String) throws {
    for head in ["param p = \"a\"", "param p = \"a\" + \"b\""] {
      for way in [Way.flag, .command] {
        let (value, failure) = try value(head, given, way)
        #expect(value?.text == text, "\(way): \(failure?.message ?? "")")
      }
    }
  }

  @Test(arguments: ["1 +", "", "a b", "x = 2", "{", "1; 2"])
  func whatIsNoValueIsRefused(_ given: String) throws {
    for way in [Way.flag, .command] {
      let (value, failure) = try value("param p = 1", given, way)
      #expect(value == nil && (failure?.kind == .usage || failure?.kind == .syntax))
    }
  }

  @Test func theSameParameterTwiceIsRefused() throws {
    var options = SessionOptions()
    options.settings = [("p", "2"), ("p", "2")]
    let refused = #expect(throws: Diagnostic.self) {
      _ = try Run("```lab\nparam p = 1\n```\n", options)
    }
    #expect(refused?.message == "`p` is set twice" && refused?.kind == .usage)
  }

  /// In a setting, the parameter's own name means what it would be otherwise.
  @Test func settingsAreLaidOverEachOther() throws {
    let lab = """
      ```lab
      param p = 3
      param q = 10 * p
      profile quick { p = p - 1 }
      try more "m" { p = 100 * p }
      ```
      ## A
      ```lab
      report it = p, other = q
      compare base, more { table it, other }
      ```
      """
    var options = SessionOptions()
    options.runsComparisons = true
    for (profile, flag, rows) in [
      (nil, nil, ["3 30", "300 3000"]), ("quick", nil, ["2 20", "200 2000"]),
      (nil, "p + 4", ["7 70", "700 7000"]), ("quick", "p + 4", ["6 60", "600 6000"]),
    ] as [(String?, String?, [String])] {
      options.profile = profile
      options.settings = flag.map { [("p", $0)] } ?? []
      let run = try Run.all(lab, options)
      let result = try #require(run.recorder.comparisons.first)
      #expect(
        result.rows.map { "\($0.reports[0]?.text ?? "") \($0.reports[1]?.text ?? "")" } == rows)
      #expect(run.session.changedParameters == (flag == nil ? [] : ["p"]))
    }
  }

  /// A value that equals the profile's, or the default, is no change.
  @Test(arguments: [
    (nil, "3", false), (nil, "2", true), ("quick", "2", false), ("quick", "3", true),
  ])
  func whatIsAChange(_ profile: String?, _ text: String, _ isChanged: Bool) throws {
    var options = SessionOptions()
    options.profile = profile
    options.settings = [("p", text)]
    let lab = "```lab\nparam p = 3\nprofile quick { p = 2 }\n```\n"
    let run = try Run.all(lab, options)
    #expect(run.session.changedParameters == (isChanged ? ["p"] : []))
    let other = try Run.all(
      lab,
      {
        var options = options; options.settings = []; return options
      }())
    _ = try other.type("p = \(text)")
    #expect(other.session.changedParameters == (isChanged ? ["p"] : []))
  }

  /// Every statement that sets a parameter's name at the prompt sets the parameter.
  @Test(arguments: [
    ("p = 5", "5"), ("p += 4", "5"), ("(p, q) = (5, 6)", "5"), ("for p in [2, 5] { }", "5"),
    ("if true { p = 5 }", "5"), ("report p = 5", "5"), ("for i in range(4) { p += 1 }", "5"),
    ("p = 10", nil), ("p += 9", nil), ("p = \"a\"", nil), ("(q, p) = (1, 2.0)", nil),
    ("for p in [2, 50] { }", nil), ("def p() { 1 }", nil), ("p = 2; p = 20", "2"),
    ("if true { p = 7; nothing_at_all }", nil), ("p = 4; nothing_at_all", "4"),
  ])
  func assigningIsSetting(_ code: String, _ result: String?) throws {
    let run = try Run.all("```lab\nparam p = 1 in 1...9\n```\n## A\n```lab\nx = p\n```\n")
    _ = try run.type(code)
    _ = run.session.run(step: 0)
    #expect(try run.type("p").value?.text == result ?? "1")
    #expect(run.session.changedParameters == (result == nil ? [] : ["p"]))
  }
}
