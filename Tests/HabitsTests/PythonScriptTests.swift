import Foundation
import Testing

/// The scripts of the benchmarks run with a plain Python: none stands in another's way.
@Suite struct PythonScriptTests {
  private static let folder = "Sources/Benchmarks/Python"
  private static let scripts = Repository.files(in: folder, ["py"]).map(\.name)
  private static let python = ["/usr/bin/env", "python3", "-I"]

  private static let hasPython = (try? run(["-c", "pass"]))?.code == 0

  private static func run(_ arguments: [String]) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: python[0])
    process.arguments = python.dropFirst() + arguments
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  @Test(.enabled(if: hasPython), arguments: scripts) func scriptRuns(name: String) throws {
    let path = Repository.root.appending(path: "\(Self.folder)/\(name)").path
    let (code, output) = try Self.run([path])
    let lacksPyTorch = output.hasSuffix("No module named 'torch'\n")
    #expect(code == 0 || lacksPyTorch, "\(output)")
    guard !output.isEmpty, !lacksPyTorch else { return }
    let last = output.split(separator: "\n").last ?? ""
    let answer = try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any]
    #expect((answer?["seconds"] as? [Double])?.count == 3)
  }

  /// A script named like a module of the standard library hides it from those beside it.
  @Test(.enabled(if: hasPython)) func noScriptHidesAModule() throws {
    #expect(Self.scripts.count > 9)
    let names = Self.scripts.map { "'\($0.dropLast(3))'" }.joined(separator: ", ")
    let (code, output) = try Self.run([
      "-c", "import sys; print(sorted({\(names)} & set(sys.stdlib_module_names)))",
    ])
    #expect(code == 0)
    #expect(output == "[]\n")
  }
}
