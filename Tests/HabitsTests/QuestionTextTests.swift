import Testing

/// What a question says of a parameter comes from the parameter.
///
/// A profile or a student gives it another value, and the question would ask about a run that is not
/// theirs.
@Suite struct QuestionTextTests {
  private static let labs = Repository.files(in: "Labs", ["lab"])
  private static let words = [
    1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight",
    9: "nine", 10: "ten", 12: "twelve", 15: "fifteen", 20: "twenty", 30: "thirty", 40: "forty",
    50: "fifty", 100: "a hundred", 1000: "a thousand",
  ]

  @Test func questionsNameNoDefaults() {
    #expect(Self.labs.count > 15)
    for lab in Self.labs {
      for fault in Self.faults(lab.text) { Issue.record("\(lab.path): \(fault)") }
    }
  }

  @Test(arguments: [
    ("How well after six epochs?", true), ("How well after 6 long epochs?", true),
    ("How well after {epochs} epochs?", false), ("How well after 60 epochs?", false),
    ("Of 8,000 images, how many?", true), ("Six of them: which?", false),
  ]) func aDefaultIsFound(_ question: String, _ isFound: Bool) {
    let lab = """
      param epochs = 6 in 1...200 "passes over the training images"
      param limit  = 8_000 "training images"
      predict p f"\(question)" {
      """
    #expect(Self.faults(lab).isEmpty != isFound)
  }

  /// The questions in which a parameter's default stands before what it counts.
  private static func faults(_ lab: String) -> [String] {
    let questions = lab.matches(of: /\n *(?:predict|question) \w+ f?"((?:[^"\\]|\\.)*)"/).map {
      $0.1.lowercased().replacing(/\{[^}]*\}/, with: "…").replacing(" × ", with: "×")
        .replacing(/[^\w,. …×]/, with: " ")
        .replacing(/[,.](?!\d)/, with: " ")
    }
    var faults: [String] = []
    for parameter in ("\n" + lab).matches(of: /\nparam (\w+) *= *([0-9_]+) [^"\n]*"([^"\n]*)"/) {
      guard let value = Int(parameter.2.replacing("_", with: "")) else { continue }
      let counted =
        [parameter.1.lowercased()] + parameter.3.split(separator: " ").map { String($0) }
      let nouns = Set(counted.filter { $0.count > 3 && $0.allSatisfy(\.isLetter) })
      let numbers = [String(value), String(value).grouped] + [words[value]].compactMap(\.self)
      for question in questions {
        let tokens = question.split(separator: " ").map(String.init)
        for number in Set(numbers) {
          let parts = number.split(separator: " ").map(String.init)
          for start in tokens.indices where tokens[start...].starts(with: parts) {
            let next = tokens[(start + parts.count)...].prefix(2)
            if next.contains(where: nouns.contains) { faults.append("\(number) in: \(question)") }
          }
        }
      }
    }
    return faults
  }
}

extension String {
  /// `8,000` for `8000`.
  fileprivate var grouped: String {
    var text = ""
    for (place, digit) in reversed().enumerated() {
      if place > 0, place % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }
}
