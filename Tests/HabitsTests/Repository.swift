import Foundation

/// The files of this repository, for tests that read them.
enum Repository {
  /// A text file; its path is relative to the root.
  struct File: Sendable {
    let path: String
    let text: String

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// Swift and C in `Sources`.
  static let sources: [File] = files(in: "Sources", ["swift", "c", "h"])

  /// Files with one of these endings, in a folder and those inside it.
  static func files(in folder: String, _ endings: Set<String>) -> [File] {
    let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path)?
      .compactMap { $0 as? String }
    return (names ?? []).sorted().compactMap { name in
      guard endings.contains(URL(filePath: name).pathExtension) else { return nil }
      let path = "\(folder)/\(name)"
      return (try? text(path)).map { File(path: path, text: $0) }
    }
  }

  /// The Swift files directly in a folder of this name, wherever it is in `Sources`.
  static func folder(_ path: String) -> [File] {
    sources.filter { file in
      let parent = file.path.split(separator: "/").dropLast().joined(separator: "/")
      return file.name.hasSuffix(".swift") && "/\(parent)".hasSuffix("/\(path)")
    }
  }

  /// The one source file of this name.
  static func source(_ name: String) -> File? {
    let all = sources.filter { $0.name == name }
    return all.count == 1 ? all[0] : nil
  }
}
