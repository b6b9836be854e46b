import Foundation

/// The program that the package builds, run as a process, as its users see it.
package struct Program {
  /// How a run ended.
  package struct Ending {
    /// The exit code, or 128 and the number of the signal that ended it.
    package let code: Int32
    /// What it printed.
    package let output: String
    /// What it wrote to standard error.
    package let errors: String

    /// Everything that it printed.
    package var all: String { output + errors }
  }

  /// The folder in which it runs, which is also its home folder.
  package let folder: TemporaryFolder
  /// Where standard output goes; nil keeps it.
  package var outputFile: String?
  /// Additional environment variables.
  package var environment: [String: String] = [:]

  /// A program in a folder of its own.
  package init() throws { folder = try TemporaryFolder() }

  /// The program is beside the bundle of tests.
  package static let path: String = {
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
  package func run(_ arguments: String...) throws -> Ending { try run(arguments) }

  /// Runs it to its end, with the file `input` of its folder as its input.
  ///
  /// `whenPrinted` is called once, when it has printed something.
  package func run(
    _ arguments: [String], input: String? = nil, whenPrinted: ((Process) -> Void)? = nil
  ) throws -> Ending {
    try run(Self.path, arguments, input, whenPrinted)
  }

  /// Runs a shell script in which `$LAB` is the program.
  package func run(shell script: String, whenPrinted: ((Process) -> Void)? = nil) throws -> Ending {
    var program = self
    program.environment["LAB"] = Self.path
    return try program.run("/bin/sh", ["-c", script], nil, whenPrinted)
  }

  private func run(
    _ executable: String, _ arguments: [String], _ input: String?,
    _ whenPrinted: ((Process) -> Void)?
  ) throws -> Ending {
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.environment = [
      "HOME": folder.path, "XDG_CACHE_HOME": folder.path + "/cache", "PATH": "/usr/bin:/bin",
    ].merging(environment) { $1 }
    process.standardInput =
      input.flatMap { FileHandle(forReadingAtPath: "\(folder.path)/\($0)") }
      ?? FileHandle.nullDevice
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
  package func run(code: String, _ arguments: String...) throws -> Ending {
    let file = try folder.write(lab(code), to: "test.lab")
    return try run(["run", file] + arguments)
  }
}

/// A lab whose first step contains `code`; `head` comes before it.
package func lab(_ code: String, head: String = "") -> String {
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
