import Testing

/// Every code of `lab check` is explained.
@Suite struct CodeTests {
  @Test func everyCodeIsExplained() throws {
    let explained = try #require(Repository.source("ExplainedCodes.swift")).text
    var codes: Set<String> = []
    for file in Repository.folder("Session/Check") {
      for code in file.text.matches(of: /coded\("([^"]+)"\)/).map({ String($0.1) }) {
        // The fences that an exercise may lack.
        codes.formUnion(
          code.contains("\\(")
            ? ["check", "hint", "solution"].map { "exercise-without-\($0)" } : [code])
      }
    }
    let found = try #require(Repository.source("FindingCode.swift")).text
    codes.formUnion(found.matches(of: /\(\s*"([a-z-]+)",\s*\[/).map { String($0.1) })
    codes.formUnion(found.matches(of: /\?\? "([a-z-]+)"/).map { String($0.1) })
    #expect(codes.count > 35)
    for code in codes {
      #expect(explained.contains("    \"\(code)\":"), "\(code) has no paragraph")
    }
  }
}
