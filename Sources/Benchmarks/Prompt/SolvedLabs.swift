import Foundation

/// The labs with the authors' solutions in the place of exercises, so that they run to their end.
enum SolvedLabs {
  /// Writes them below `folder`.
  static func write(to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in try FileManager.default.contentsOfDirectory(atPath: "Labs")
    where name.hasSuffix(".lab") {
      let text = try String(contentsOfFile: "Labs/" + name, encoding: .utf8)
      try solved(text).write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }
  }

  private static func solved(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var solutions: [String: [String]] = [:]
    walk(lines) { word, id, body in
      if word == "solution" { solutions[id] = body }
      return body
    }
    return walk(lines) { word, id, body in
      word == "exercise" ? solutions[id] ?? body : body
    }.joined(separator: "\n")
  }

  /// The lines with what `change` makes of each fence's body.
  @discardableResult
  private static func walk(
    _ lines: [String], _ change: (_ word: String, _ id: String, [String]) -> [String]
  ) -> [String] {
    var result: [String] = []
    var fence: (words: [Substring], body: [String])?
    for line in lines {
      if let open = fence, line.hasPrefix("```") {
        let (word, id) = (open.words.first ?? "", open.words.dropFirst().first ?? "")
        result += change(String(word), String(id), open.body) + [line]
        fence = nil
      } else if fence != nil {
        fence?.body.append(line)
      } else {
        if line.hasPrefix("```") { fence = (line.dropFirst(3).split(separator: " "), []) }
        result.append(line)
      }
    }
    return result
  }
}
