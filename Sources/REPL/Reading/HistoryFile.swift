import Glibc
import Grading

/// What was typed at prompts, kept in the user's state folder: an entry a line, `\n` for a line end
/// inside and `\\` for a backslash.
///
/// Every entry is written at once, into a new file that takes the old one's place, together with
/// what other prompts have written meanwhile.
final class HistoryFile {
  /// How many entries are kept.
  static let most = 2000
  private let path: String
  /// The entries, the oldest first.
  private(set) var entries: [String]

  /// The user's own.
  static var ofUser: HistoryFile { HistoryFile(UserFolders.state + "/history") }

  init(_ path: String) {
    self.path = path
    entries = Self.read(path)
  }

  /// Adds an entry; where it cannot be written, it is there for this session only.
  func append(_ entry: String) {
    entries.append(entry)
    let all = (Self.read(path) + [entry]).suffix(Self.most)
    let text = all.map { Self.escaped($0) + "\n" }.joined()
    let part = "\(path).\(getpid())"
    guard UserFolders.make(LabFile.folder(of: path)),
      (try? ReportFile.write(text, to: part)) != nil
    else { return }
    if rename(part, path) != 0 { unlink(part) }
  }

  private static func read(_ path: String) -> [String] {
    guard let file = fopen(path, "re") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < 16 << 20 {
      let count = fread(&piece, 1, piece.count, file)
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n")).suffix(most)
    return lines.map { plain(String(decoding: $0, as: UTF8.self)) }
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
