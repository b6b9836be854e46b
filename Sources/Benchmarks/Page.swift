import Foundation

/// Where results go: the terminal and a file, line by line, so that a long run can be followed.
final class Page {
  private let file: String
  private var text = ""

  init(savedTo file: String) {
    self.file = file
  }

  func line(_ line: String) {
    text += line + "\n"
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
    try? text.write(toFile: file, atomically: true, encoding: .utf8)
  }
}
