import Builtins
import Foundation
import Interpreter
import Language
import Session
import Testing

/// Damaged scripts, run; the same in every run: what libFuzzer does at length, in a few seconds.
@Suite struct FuzzTests {
  /// SplitMix64 (Steele, Lea and Flood 2014).
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      return z ^ z >> 31
    }
  }

  /// What takes the place of a word or a number.
  private static let pieces =
    BuiltinTable().names + [
      "0", "-1", "1", "2", "9223372036854775807", "1e308", "nan", "inf", "none", "true", "\"\"",
      "\"a b -> b a\"", "[]", "{}", "zeros(0)", "zeros(2, 3)", "arange(4)", "[1, [2]]", "range(3)",
      "x -> x", "...", "-", "**", "//", "[0]", "[::-1]", ".shape", "()",
    ]

  /// The words, numbers, texts and signs of a script.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var isWord = false
    for character in text {
      let continues = character.isLetter || character.isNumber || character == "_"
      if continues, isWord {
        words[words.count - 1].append(character)
      } else {
        words.append(String(character))
      }
      isWord = continues
    }
    return words
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func damagedScripts(_ seed: UInt64) {
    var generator = Generator(state: seed)
    let table = BuiltinTable()
    // Those about bounds take their time to get there, or, damaged, all memory.
    let scripts = ScriptTests.scripts.filter { !$0.name.hasPrefix("bounds/") }
      .map { Self.words($0.code) }
    for _ in 0..<150 {
      var words = scripts.randomElement(using: &generator) ?? []
      for _ in 0..<Int.random(in: 1...3, using: &generator) where !words.isEmpty {
        let places = words.indices.filter { words[$0].first?.isWhitespace == false }
        guard let place = places.randomElement(using: &generator) else { continue }
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: words.remove(at: place)
        case 1: words[place] = words.randomElement(using: &generator) ?? ""
        default: words[place] = Self.pieces.randomElement(using: &generator) ?? ""
        }
      }
      let text = words.joined()
      #expect(fuzzRun(Array(text.utf8), table: table) == nil, "\(text)")
    }
  }
}
