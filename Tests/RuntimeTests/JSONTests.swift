import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// Reading JSON.
@Suite struct JSONTests {
  @Test(arguments: [
    ("[1, -2.5e3, true, null, \"a\"]", "[1, -2500.0, true, null, \"a\"]\n"),
    (" { \"a\" : { } , \"b\":[ ] } ", "{\n  \"a\": {},\n  \"b\": []\n}\n"),
    (#""\u00e4\n\ud83d\ude00\\\/""#, "\"ä\\n😀\\\\/\"\n"),
    ("0", "0\n"), ("\"inf\"", "\"inf\"\n"),
  ])
  func reads(_ text: String, _ written: String) throws {
    #expect(try #require(JSON(reading: Array(text.utf8))).text == written)
  }

  @Test(arguments: [
    "", "{", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}", "tru", "1 2", "\"", "\"\\x\"", "+",
    "\"\\ud800\"", "\"\\u12\"", "\"\u{1}\"", "--1", "nan",
    String(repeating: "[", count: 100_000),
  ])
  func refuses(_ text: String) {
    #expect(JSON(reading: Array(text.utf8)) == nil)
  }

  @Test func refusesTextThatIsNotUTF8() {
    #expect(JSON(reading: [0x22, 0xFF, 0x22]) == nil)
  }
}
