import Foundation
import Testing

/// Errors are told in words, never as Swift prints its values.
@Suite struct ErrorTests {
  /// Those that `Failure.wrapping` and the command line know by name, and `Abandoned`, which the
  /// session takes up itself.
  private static let known: Set<String> = [
    "TensorError", "FileError", "Failure", "Diagnostic", "Refused", "Failed", "Abandoned",
  ]

  @Test func everyErrorIsKnownOrExplainsItself() {
    var found = 0
    for file in Repository.sources where file.name.hasSuffix(".swift") {
      for match in file.text.matches(of: /(?:struct|class|enum) (\w+): ([^{]*)\{/) {
        let parents = match.2.split(separator: ",").map {
          $0.trimmingCharacters(in: .whitespaces)
        }
        if parents.contains("ExplainedError") { found += 1 }
        guard parents.contains("Error") else { continue }
        found += 1
        #expect(Self.known.contains(String(match.1)), "\(match.1) in \(file.path)")
      }
    }
    #expect(found > 5)
  }
}
