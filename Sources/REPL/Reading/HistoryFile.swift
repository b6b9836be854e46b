import Platform

/// What was typed at prompts, kept in the user's state folder.
///
/// There is one entry per line, with `\n` for a line end inside and `\\` for a backslash. Every
/// entry is written at once, interleaved with those of other prompts.
final class HistoryFile {
  /// How many entries are kept.
  static let most = 2000
  private static let longest = 16 << 20
  private let file: AppendedFile
  /// The entries, the oldest first.
  private(set) var entries: [String]
  /// How many were added since the whole file was last read.
  private var added = 0

  /// The user's own; nil if the user has no folder for it.
  static var ofUser: HistoryFile? { UserFolders.state.map { HistoryFile($0 + "/history") } }

  init(_ path: String) {
    file = AppendedFile(path)
    entries = Self.entries(of: file)
  }

  /// Adds an entry; if it cannot be written, it exists for this session only.
  func append(_ entry: String) {
    entries.append(entry)
    Folder.make(Folder.containing(file.path), mode: 0o700)
    file.append(Self.escaped(entry))
    added += 1
    if added > Self.most {
      added = 0
      _ = Self.entries(of: file)
    }
  }

  private static func entries(of file: AppendedFile) -> [String] {
    file.lines(atMost: most, bytes: longest)
      .map { plain(String(decoding: $0, as: UTF8.self)) }
  }

  static func escaped(_ entry: String) -> String {
    entry.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
  }

  static func plain(_ line: String) -> String {
    var text = ""
    var isEscaped = false
    for character in line {
      if isEscaped {
        text.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        text.append(character)
      }
    }
    return text
  }
}
