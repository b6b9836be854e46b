import Testing

/// Files and functions fit in one's head.
@Suite struct SizeTests {
  private static let mostLinesOfAFile = 400
  private static let mostLinesOfAFunction = 60

  /// Longer functions, by file and name, and the reason.
  private static let exceptions = [
    "Attention.swift scaledDotProductAttention": "its gradient stands below its forward pass",
    "BatchNorm.swift batchNorm": "its gradient stands below its forward pass",
    "LayerNorm.swift layerNorm": "its gradient stands below its forward pass",
    "Matmul.swift matrices": "its gradient stands below its forward pass",
    "gemm_bf16.h gemm_bf16": "one loop nest, which shares its counters",
    "gemm_level.h LEVEL": "one loop nest, which shares its counters",
    "Expressions.swift plain": "one line for each kind of expression",
    "Statements.swift plain": "one line for each kind of statement",
    "Workload.swift all": "a table of benchmarks",
  ]

  @Test func noFileIsTooLong() {
    #expect(Repository.sources.count > 200)
    for file in Repository.sources {
      let count = file.lines.count - 1
      #expect(count <= Self.mostLinesOfAFile, "\(file.path) has \(count) lines")
    }
  }

  @Test func noFunctionIsTooLong() {
    for file in Repository.sources {
      for function in Self.functions(of: file) where function.lines > Self.mostLinesOfAFunction {
        let name = "\(file.name) \(function.name)"
        #expect(
          function.isTable || Self.exceptions[name] != nil,
          "\(name) has \(function.lines) lines")
      }
    }
  }

  @Test func functionsAreMeasured() {
    let swift = Repository.File(
      path: "A.swift",
      text: """
        struct A {
          func f() {
            g()
          }

          var h: Int {
            1
          }
          let i = 1
        }
        protocol P {
          func j()
        }
        """)
    #expect(Self.functions(of: swift).map(\.name) == ["f", "h"])
    #expect(Self.functions(of: swift).map(\.lines) == [3, 3])
    let c = Repository.File(path: "a.c", text: "static void f(int a,\n  int b)\n{\n  g();\n}\n")
    #expect(Self.functions(of: c).map(\.name) == ["f"])
    #expect(Self.functions(of: c).map(\.lines) == [5])
  }

  private struct Function {
    let name: String
    let lines: Int
    /// A group of builtins is a list of them, and as long as it has entries.
    let isTable: Bool
  }

  /// A function ends at the first bracket indented like its first line; the formatter ensures that.
  private static func functions(of file: Repository.File) -> [Function] {
    let lines = file.lines
    var result: [Function] = []
    for (index, line) in lines.enumerated() {
      guard let name = file.name.hasSuffix(".swift") ? swiftName(line) : cName(line) else {
        continue
      }
      let indent = line.prefix { $0 == " " }.count
      let end = lines[(index + 1)...].firstIndex { line in
        let own = line.prefix { $0 == " " }.count
        return own < indent && own < line.count
          || own == indent && line.dropFirst(indent).hasPrefix("}")
      }
      // A protocol's requirement has no end.
      guard let last = end, lines[last].prefix(while: { $0 == " " }).count == indent else {
        continue
      }
      let head = lines[index...min(index + 3, last)].joined()
      result.append(
        Function(
          name: name, lines: last - index + 1,
          isTable: head.contains("-> BuiltinGroup") || head.contains("-> [BuiltinList.Entry]")))
    }
    return result
  }

  private static func swiftName(_ line: Substring) -> String? {
    // Most lines are ruled out without a pattern, which would be slow for all of them.
    let words = line.split(separator: " ", maxSplits: 7)
    let isCandidate = words.contains { word in
      ["func", "var"].contains(word) || word.hasPrefix("init") || word.hasPrefix("subscript")
    }
    guard isCandidate, !line.hasSuffix("}") else { return nil }
    if let found = line.prefixMatch(of: /\ *(?:[\w@()]+\ )*func\ ([^\s(<]+)/) {
      return String(found.1)
    }
    if let found = line.prefixMatch(of: /\ *(?:[\w@()]+\ )*(init|subscript)[?(<]/) {
      return String(found.1)
    }
    let variable = line.prefixMatch(of: /\ *(?:[\w@()]+\ )*var\ (\w+).*\{$/)
    return variable.map { String($0.1) }
  }

  private static func cName(_ line: Substring) -> String? {
    guard let first = line.first, first.isLetter, !line.hasSuffix(";"), !line.hasSuffix("}") else {
      return nil
    }
    return line.prefixMatch(of: /[A-Za-z][\w\ *]*?(\w+)\(/).map { String($0.1) }
  }
}
