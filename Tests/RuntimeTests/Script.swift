import Language
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// Code that states what it does.
///
/// What it prints is in `# expect:` comments, the error that ends it in an `# error:` comment (its
/// message, or the beginning of it), and the advice in a `# hint:`.
struct Script: CustomTestStringConvertible {
  let name: String
  let code: String
  var testDescription: String { name }

  /// Runs the code in a session of its own and compares.
  func check() throws {
    let expected = comments("# expect: ")
    let error = comments("# error: ").last
    #expect(!expected.isEmpty || error != nil, "the script expects nothing")
    var printed = ""
    var failure: Diagnostic?
    do {
      let result = try run(code)
      printed = result.text
      failure = result.outcome.failure
      #expect(
        result.outcome.expectations.allSatisfy { $0.status == .held }, "a claim does not hold")
    } catch let diagnostic as Diagnostic {
      failure = diagnostic
    }
    var lines = printed.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    #expect(lines == expected)
    if let error {
      #expect(failure?.message.hasPrefix(error) == true, "got: \(failure?.message ?? "no error")")
      #expect(failure?.span != nil, "the error has no place")
      if let hint = comments("# hint: ").last { #expect(failure?.hint == hint) }
    } else {
      #expect(failure?.message == nil)
    }
  }

  /// What follows `mark` on each line that has it.
  func comments(_ mark: String) -> [String] {
    code.split(separator: "\n").compactMap { line in
      line.firstRange(of: mark).map { String(line[$0.upperBound...]) }
    }
  }
}
