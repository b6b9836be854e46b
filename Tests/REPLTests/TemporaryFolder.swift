import Foundation
import Glibc

/// A folder that is gone with the test.
final class TemporaryFolder {
  struct Failed: Error {}

  let path: String

  init() throws {
    var name = Array("/tmp/lab-test-XXXXXX".utf8CString)
    guard mkdtemp(&name) != nil else { throw Failed() }
    path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    guard let file = fopen("\(path)/\(name)", "w") else { throw Failed() }
    fputs(text, file)
    fclose(file)
  }
}
