import Foundation
import Language
import Tensors
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// `load`, `save`, `load_weights` and `save_weights`, and the files that others wrote.
@Suite final class TensorFileTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("lab-files-\(UUID().uuidString)")
  private let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Runs code in a session that reads from `reading` and writes to the test's own folder.
  private func run(_ code: String, reading: URL? = nil, writes: Bool = true) throws -> (
    text: String, message: String?
  ) {
    var options = SessionOptions()
    options.folder = (reading ?? folder).path
    options.artifacts = writes ? folder.path : nil
    let run = try Run("", options)
    let outcome = try run.type(code)
    return (run.recorder.text, outcome.failure?.message)
  }

  // MARK: What others wrote

  @Test(arguments: ["packed.npz", "stored.npz"])
  func numpysArchivesLoad(_ name: String) throws {
    let (text, message) = try run(
      """
      a = load("\(name)")
      want = arange(24).reshape(2, 3, 4)
      for key in ["x", "double", "half"] { print((a[key] * 8 == want).all().item(), a[key].dtype) }
      for key in ["bytes", "longs"] { print((a[key] == want).all().item(), a[key].dtype) }
      print((a["shorts"] == -want).all().item(), (a["odd"] == (want % 2 == 1)).all().item())
      print(a["scalar"].shape, a["scalar"].item(), a["empty"].shape, len(a))
      """, reading: fixtures)
    #expect(message == nil)
    #expect(
      text == """
        true float32
        true float32
        true float32
        true int64
        true int64
        true true
        [] 2.5 [0, 3] 9

        """)
  }

  @Test func columnMajorArraysKeepTheirShape() throws {
    let (text, message) = try run(
      """
      x = load("fortran.npy")
      print(x.shape, (x * 8 == arange(24).reshape(2, 3, 4)).all().item())
      """, reading: fixtures)
    #expect(message == nil)
    #expect(text == "[2, 3, 4] true\n")
  }

  // MARK: There and back

  @Test func arraysComeBack() throws {
    let (text, message) = try run(
      """
      x = randn(3, 4)
      save("x.npy", x.T)
      print((load("x.npy") == x.T).all().item())
      for ending in ["npz", "safetensors"] {
        save(f"sub/all.{ending}", {"x": x.T, "n": arange(5), "b": x > 0, "one": tensor(7), "no": zeros(0, 2)})
        y = load(f"sub/all.{ending}")
        print(y.keys(), (y["x"] == x.T).all().item(), (y["n"] == arange(5)).all().item())
        print((y["b"] == (x > 0)).all().item(), y["one"].shape, y["one"].dtype, y["no"].shape)
      }
      """)
    #expect(message == nil)
    #expect(text.split(separator: "\n").count == 5)
    #expect(!text.contains("false") && text.contains("[] int64 [0, 2]"))
  }

  @Test func weightsComeBack() throws {
    let (text, message) = try run(
      """
      net = Sequential(Linear(3, 4), BatchNorm1d(4), Linear(4, 2))
      x = randn(8, 3)
      net(x)
      save_weights(net, "net.safetensors")
      other = Sequential(Linear(3, 4), BatchNorm1d(4), Linear(4, 2))
      load_weights(other, "net.safetensors")
      net.eval()
      other.eval()
      print((net(x) == other(x)).all().item(), load("net.safetensors").keys() == net.state_dict().keys())
      """)
    #expect(message == nil)
    #expect(text == "true true\n")
  }

  @Test func theSameTensorsGiveTheSameBytes() throws {
    _ = try run(#"save("a.npz", {"x": ones(3)}); save("b.npz", {"x": ones(3)})"#)
    let files = try ["a.npz", "b.npz"].map {
      try Data(contentsOf: folder.appendingPathComponent($0))
    }
    #expect(files[0] == files[1] && !files[0].isEmpty)
  }

  @Test(arguments: [
    ("Linear(3, 5)", "weight has shape [5, 3] in the net"),
    ("Linear(3, 4, bias = false)", "the net has no bias"),
    ("Sequential(Linear(3, 4))", "net.safetensors has no 0.weight"),
  ])
  func weightsOfAnotherNetAreRefused(_ net: String, _ expected: String) throws {
    let (text, message) = try run(
      """
      save_weights(Linear(3, 4), "net.safetensors")
      other = \(net)
      before = other.parameters()[0].detach()
      print("made")
      load_weights(other, "net.safetensors")
      """)
    #expect(text == "made\n")
    #expect(message?.contains(expected) == true, "\(message ?? "nothing")")
  }

  // MARK: Where files may be

  @Test(arguments: ["../x.npy", "/x.npy", "a/../../x.npy", "", "a//x.npy"])
  func pathsThatLeadOutAreRefused(_ path: String) throws {
    for code in [#"save("\#(path)", ones(2))"#, #"load("\#(path)")"#] {
      let message = try run(code).message
      #expect(message != nil, "\(code)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func linksAreNotFollowed() throws {
    let outside = folder.appendingPathComponent("outside")
    let inside = folder.appendingPathComponent("inside")
    for directory in [outside, inside] {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }
    try Data().write(to: outside.appendingPathComponent("x.npy"))
    for (link, target) in [("x.npy", "../outside/x.npy"), ("sub", "../outside")] {
      try FileManager.default.createSymbolicLink(
        atPath: inside.appendingPathComponent(link).path, withDestinationPath: target)
    }
    var options = SessionOptions()
    options.folder = inside.path
    options.artifacts = inside.path
    for path in ["x.npy", "sub/x.npy"] {
      for code in [#"load("\#(path)")"#, #"save("\#(path)", ones(2))"#] {
        #expect(try Run("", options).type(code).failure != nil, "\(code)")
      }
    }
    #expect(try Data(contentsOf: outside.appendingPathComponent("x.npy")).isEmpty)
  }

  @Test func withoutAnArtifactsFolderNothingIsWritten() throws {
    let message = try run(#"save("x.npy", ones(2))"#, writes: false).message
    #expect(message == "there is no folder to write x.npy to")
  }

  @Test func namesSayTheFormat() throws {
    #expect(try run(#"load("x.txt")"#).message == "x.txt is not the name of a file of tensors")
    #expect(try run(#"save("x.npz", ones(2))"#).message?.contains("a map of tensors") == true)
  }
}
