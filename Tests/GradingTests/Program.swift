import Foundation
import Testing

/// The program that the package builds, run as a process: what its users see of it.
struct Program {
  /// How a run ended.
  struct Ending {
    /// The exit code, or 128 and the number of the signal that ended it.
    let code: Int32
    let output: String
    let errors: String

    /// Everything that it said.
    var all: String { output + errors }
  }

  /// The folder in which it runs, which is its home folder, too.
  let folder: TemporaryFolder
  /// Where the standard output goes; nil keeps it.
  var outputFile: String?
  /// More of the environment.
  var environment: [String: String] = [:]

  init() throws { folder = try TemporaryFolder() }

  /// The program stands beside the bundle of tests.
  static let path: String = {
    let link = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let places = [CommandLine.arguments.first ?? "", link].map {
      URL(filePath: $0).deletingLastPathComponent().appending(path: "lab").path
    }
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let all = places + [root.appending(path: ".build/debug/lab").path]
    return all.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "lab"
  }()

  /// Runs it to its end.
  func run(_ arguments: String...) throws -> Ending { try run(arguments) }

  /// Runs it to its end. `whenPrinted` is called once when it has printed something.
  func run(_ arguments: [String], whenPrinted: ((Process) -> Void)? = nil) throws -> Ending {
    let process = Process()
    process.executableURL = URL(filePath: Self.path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.environment = [
      "HOME": folder.path, "XDG_CACHE_HOME": folder.path + "/cache", "PATH": "/usr/bin:/bin",
    ].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    let (output, errors) = (Pipe(), Pipe())
    if let outputFile {
      guard let handle = FileHandle(forWritingAtPath: outputFile) else {
        throw CocoaError(.fileNoSuchFile)
      }
      process.standardOutput = handle
    } else {
      process.standardOutput = output
    }
    process.standardError = errors
    try process.run()
    try output.fileHandleForWriting.close()
    let said = Reader(errors)
    var text = Data()
    if outputFile == nil {
      if let whenPrinted {
        text += output.fileHandleForReading.availableData
        whenPrinted(process)
      }
      text += output.fileHandleForReading.readDataToEndOfFile()
    }
    let complaints = said.text()
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    return Ending(
      code: process.terminationStatus + (isSignal ? 128 : 0),
      output: String(decoding: text, as: UTF8.self), errors: complaints)
  }

  /// Runs a lab with this code in its first step.
  func run(code: String, _ arguments: String...) throws -> Ending {
    let file = try folder.write(lab(code), to: "test.lab")
    return try run(["run", file] + arguments)
  }
}

/// A lab whose first step holds `code`; `head` stands before it.
func lab(_ code: String, head: String = "") -> String {
  "# Test\n" + (head.isEmpty ? "" : "```lab\n\(head)\n```\n") + "## Step\n```lab\n\(code)\n```\n"
}

/// Reads a pipe to its end on a thread of its own, so that the writer never waits.
private final class Reader: @unchecked Sendable {
  private let pipe: Pipe
  private var data = Data()
  private let done = DispatchSemaphore(value: 0)

  init(_ pipe: Pipe) {
    self.pipe = pipe
    DispatchQueue.global().async {
      self.data = pipe.fileHandleForReading.readDataToEndOfFile()
      self.done.signal()
    }
  }

  func text() -> String {
    done.wait()
    return String(decoding: data, as: UTF8.self)
  }
}

/// A folder for one test, removed with all that is in it when the test lets go of it.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "lab-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, with the folders on the way to it; returns its path.
  @discardableResult
  func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    let url = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }

  /// Writes a text file.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  /// The text of a file.
  func read(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  /// The paths of all files and folders in it, sorted.
  var contents: [String] {
    (FileManager.default.subpaths(atPath: path) ?? []).sorted()
  }
}
