import Testing

/// A tensor's numbers are reached only through what keeps them alive.
@Suite struct PointerTests {
  @Test func tensorsGiveNoPointersAway() {
    let files = Repository.sources.filter { $0.path.hasPrefix("Sources/Tensors/") }
    #expect(files.count > 50)
    for file in files {
      // The pools themselves hand out memory, but only to Storage.
      let isPool = ["BufferPool.swift", "StandInMemory.swift", "Storage.swift"].contains(file.name)
      let names = Self.givenAway(in: file.text, onlyShown: isPool)
      #expect(names == [], "\(file.path)")
    }
  }

  @Test func pointersThatAreGivenAwayAreFound() {
    let text = """
      package var a: UnsafeMutablePointer<Float> { b }
      func b(
        _ x: Int
      ) throws(E) -> UnsafePointer<Float>? { c }
      package func c() -> (UnsafeMutableRawPointer, Int)
      private var d: UnsafePointer<Int>
      package func e(_ body: (UnsafePointer<Int>) -> Void) -> Int
      func f(_ x: UnsafePointer<Int>)
      public let g: [UnsafeMutablePointer<Float>]
      """
    #expect(Self.givenAway(in: text, onlyShown: false) == ["a", "b", "c", "g"])
    #expect(Self.givenAway(in: text, onlyShown: true) == ["a", "c", "g"])
  }

  /// The names of non-private properties and functions that return pointers.
  ///
  /// With `onlyShown`, only those visible to other modules.
  private static func givenAway(in text: String, onlyShown: Bool) -> [String] {
    let properties = text.matches(of: /(?m)^ *([^\/\n]*)\b(?:var|let) (\w+): ([^={\n]*)/)
    let functions = text.matches(
      of: /(?m)^ *([^\/\n]*)\bfunc (\w+)[^{]*?\)[^{\n]*? -> ([^{\n]*)/)
    return (properties + functions).filter { match in
      let isShown = match.1.contains("package") || match.1.contains("public")
      return isPointer(match.3) && (onlyShown ? isShown : !match.1.contains("private"))
    }.map { String($0.2) }.sorted()
  }

  /// Whether a type holds a pointer; what a closure takes or returns is not held.
  private static func isPointer(_ type: Substring) -> Bool {
    type.contains(/Unsafe\w*Pointer/) && !type.contains("->")
  }
}
