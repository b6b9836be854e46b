import Foundation
import TestSupport
import Testing

/// `lab data get`: what it says, and how it ends; without a network.
@Suite struct DataGetTests {
  /// A program that reaches nothing but this machine.
  private static func program(proxy: String = "http://127.0.0.1:1") throws -> Program {
    var program = try Program()
    program.environment = ["http_proxy": proxy, "https_proxy": proxy, "no_proxy": "127.0.0.1"]
    try program.folder.write("", to: "data/.keep")
    return program
  }

  @Test(arguments: [
    (["digits"], 0, "digits is drawn by the program: there is nothing to fetch"),
    (["mnits"], 2, "did you mean mnist?"), ([], 2, "Missing expected argument"),
    (["mnist", "--from", "ftp://x"], 2, "--from must begin with http://"),
    (["mnist", "--data", "nowhere"], 2, "the data folder nowhere does not exist"),
  ]) func whatIsSaid(_ arguments: [String], _ code: Int32, _ text: String) throws {
    let ending = try Self.program().run(["data", "get"] + arguments)
    #expect(ending.code == code && ending.all.contains(text), "\(ending.all)")
  }

  @Test func whatIsThereIsLeftAlone() throws {
    let program = try Self.program()
    for name in ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"] {
      try program.folder.write("mine", to: "data/mnist/\(name)-ubyte")
    }
    let ending = try program.run("data", "get", "mnist", "--data", "data")
    #expect(ending.code == 0 && ending.output == "mnist is there already\n", "\(ending.all)")
  }

  @Test(.enabled(if: FileServer.isPossible)) func whatIsNotWhatWasPublished() throws {
    let program = try Self.program()
    let server = try FileServer()
    try server.folder.write("something else", to: "train-images-idx3-ubyte.gz")
    for mirror in ["\(server.address)/plain", "file://\(server.folder.path)"] {
      let ending = try program.run(
        "data", "get", "mnist", "--data", "data", "--from", mirror)
      #expect(ending.code == 3)
      #expect(
        ending.errors.contains(
          "\(mirror)/train-images-idx3-ubyte.gz: not the file that was published"),
        "\(ending.all)")
      #expect(
        ending.errors.contains("no mirror gave train-images-idx3-ubyte.gz as it was published"))
      #expect(
        program.folder.contents.filter { $0.hasPrefix("data/") } == ["data/.keep", "data/mnist"])
    }
  }

  @Test(.enabled(if: FileServer.isPossible)) func aProxyIsAsked() throws {
    let server = try FileServer()
    let program = try Self.program(proxy: server.address)
    let ending = try program.run(
      "data", "get", "mnist", "--data", "data", "--from", "http://course.example/missing")
    #expect(ending.code == 3)
    let wanted = "http://course.example/missing/train-images-idx3-ubyte.gz"
    #expect(server.log.contains { $0.hasPrefix(wanted) }, "\(server.log)")
  }
}
