import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// Files that lie: each is refused with one clear error.
@Suite struct HostileFileTests {
  private func npy(_ header: String, _ data: [UInt8] = [], length: Int? = nil) -> [UInt8] {
    let count = length ?? header.utf8.count
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(count & 255), UInt8(count >> 8)]
      + Array(header.utf8) + data
  }

  private func header(_ shape: String, descr: String = "'<f4'", order: String = "False") -> String {
    "{'descr': \(descr), 'fortran_order': \(order), 'shape': \(shape), }"
  }

  private func refusal(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "accepted"
    } catch {
      return (error as? Failure)?.diagnostic.message ?? "\(error)"
    }
  }

  @Test func arraysThatLie() throws {
    let four = [UInt8](repeating: 0, count: 4)
    #expect(try NPY.tensor(npy(header("(1,)"), four)[...], "x").shape == [1])
    let lies: [(bytes: [UInt8], reason: String)] = [
      ([], "not an .npy file"), (Array("NUMPY".utf8), "not an .npy file"),
      (npy(header("(1,)"), four, length: 60_000), "header is longer than the file"),
      (npy("{", four), "does not say"), (npy("", four), "does not say"),
      (npy("{'descr': '<f4'}", four), "does not say"),
      (npy(header("(1,), 'shape': (1,)"), four), "does not say"),
      (npy(header("1"), four), "does not say"), (npy(header("(-1,)"), four), "does not say"),
      (npy(header("(99999999999999999999,)"), four), "does not say"),
      (npy(header("(1,)", descr: "[('a', '<f4')]"), four), "does not say"),
      (npy(header("(1,)", order: "0"), four), "does not say"),
      (npy(header("(2,)"), four), "are not shape"), (npy(header("()"), []), "are not shape"),
      (npy(header("(1,)"), four + [0]), "are not shape"),
      (npy(header("(4294967296, 4294967296)"), four), "are not shape"),
      (npy(header("(9223372036854775807,)"), four), "are not shape"),
      (npy(header("(0, 9223372036854775807, 9)"), four), "are not shape"),
      (npy(header("(1,1,1,1,1,1,1,1,1)"), four), "are not shape"),
      (npy(header("(1,)", descr: "'|O'"), four), "elements of type |O"),
      (npy(header("(1,)", descr: "'>f4'"), four), "elements of type >f4"),
    ]
    for (bytes, reason) in lies {
      let message = refusal { _ = try NPY.tensor(bytes[...], "x") }
      #expect(message.contains(reason), "\(message), not \(reason)")
    }
  }

  private func safetensors(_ header: String, _ data: Int, length: Int? = nil) -> [UInt8] {
    let size = UInt64(bitPattern: Int64(length ?? header.utf8.count))
    return withUnsafeBytes(of: size.littleEndian) { Array($0) } + Array(header.utf8)
      + [UInt8](repeating: 0, count: data)
  }

  private func entry(
    _ name: String, _ shape: String, _ from: Int, _ to: Int, type: String = "F32"
  ) -> String {
    #""\#(name)": {"dtype": "\#(type)", "shape": \#(shape), "data_offsets": [\#(from), \#(to)]}"#
  }

  @Test func weightsThatLie() throws {
    let good = safetensors("{\(entry("b", "[1]", 4, 8)), \(entry("a", "[1]", 0, 4))}", 8)
    #expect(try Safetensors.tensors(good, "x").map(\.name) == ["a", "b"])
    let big = "9223372036854775807"
    let lies: [(bytes: [UInt8], reason: String)] = [
      ([], "not a safetensors file"), ([1, 2, 3], "not a safetensors file"),
      (safetensors("{}", 0, length: -1), "not a safetensors file"),
      (safetensors("{}", 0, length: 3), "not a safetensors file"),
      (safetensors("{}" + String(repeating: " ", count: 4 << 20), 0), "not a safetensors file"),
      (safetensors("[]", 0), "not a JSON object"),
      (safetensors("{\"a\": ", 0), "not a JSON object"),
      (safetensors(String(repeating: "[", count: 100_000), 0), "not a JSON object"),
      (safetensors("{\"a\": 1}", 0), "does not describe a"),
      (safetensors("{\(entry("a", "[-1]", 0, 4))}", 4), "does not describe a"),
      (safetensors("{\(entry("a", "[1.5]", 0, 4))}", 4), "does not describe a"),
      (safetensors("{\(entry("a", "[1]", 4, 0))}", 4), "does not describe a"),
      (safetensors("{\(entry("a", "[1]", 0, 4)), \(entry("a", "[1]", 0, 4))}", 4), "a twice"),
      (safetensors("{\(entry("a", "[1]", 0, 4, type: "F8"))}", 4), "elements of type F8"),
      (safetensors("{\(entry("a", "[2]", 0, 4))}", 4), "are not shape"),
      (safetensors("{\(entry("a", "[\(big), \(big)]", 0, 4))}", 4), "are not shape"),
      (safetensors("{\(entry("a", "[\(big)]", 0, 4))}", 4), "are not shape"),
      (safetensors("{\(entry("a", "[1]", 0, 4))}", 3), "is not where it should be"),
      (safetensors("{\(entry("a", "[1]", 4, 8))}", 8), "is not where it should be"),
      (
        safetensors("{\(entry("a", "[1]", 0, 4)), \(entry("b", "[1]", 0, 4))}", 4), "b is not where"
      ),
      (
        safetensors("{\(entry("a", "[2]", 0, 8)), \(entry("b", "[1]", 4, 8))}", 8), "b is not where"
      ),
      (safetensors("{\(entry("a", "[1]", 0, 4))}", 5), "more data"),
    ]
    for (bytes, reason) in lies {
      let message = refusal { _ = try Safetensors.tensors(bytes, "x") }
      #expect(message.contains(reason), "\(message), not \(reason)")
      _ = Safetensors.pieces(of: bytes)
    }
  }

  /// An archive of two files of four bytes each, with some of its bytes changed.
  private func archive(_ changes: [(at: Int, to: [UInt8])] = []) -> [UInt8] {
    var bytes = ZipArchive.bytes(of: [("a", [1, 2, 3, 4]), ("b", [5, 6, 7, 8])])
    for (place, values) in changes {
      for (index, value) in values.enumerated() { bytes[place + index] = value }
    }
    return bytes
  }

  @Test func archivesThatLie() throws {
    // Each file takes 30 + 1 + 4 bytes; the directory's entries of 47 bytes start at 70.
    let (first, second, end) = (70, 117, 164)
    #expect(archive().count == end + 22)
    #expect(try ZipArchive.files(archive(), "x").map(\.bytes) == [[1, 2, 3, 4], [5, 6, 7, 8]])
    let huge: [UInt8] = [0, 0, 0, 0x40]
    let lies: [(bytes: [UInt8], reason: String)] = [
      ([], "no zip directory"), (Array(archive().dropLast()), "no zip directory"),
      (archive([(end + 10, [3])]), "no zip directory"),
      (archive([(end + 10, [0xFF, 0xFF])]), "more than 10000 files"),
      (archive([(end + 12, huge)]), "no zip directory"),
      (archive([(end + 16, huge)]), "no zip directory"),
      (archive([(first, [0])]), "no zip directory"),
      (archive([(first + 28, [200])]), "no zip directory"),
      (archive([(second + 46, [UInt8(ascii: "a")])]), "a twice"),
      (archive([(first + 24, huge)]), "more than 256 MB"),
      (archive([(first + 24, [5])]), "cannot be unpacked"),
      (archive([(first + 20, huge)]), "is not inside it"),
      (archive([(first + 42, huge)]), "is not inside it"),
      (archive([(first + 42, [1])]), "is not inside it"),
      (archive([(first + 8, [1])]), "cannot be unpacked"),
      (archive([(first + 10, [8])]), "cannot be unpacked"),
      (archive([(first + 10, [99])]), "cannot be unpacked"),
      (archive([(first + 16, [0])]), "cannot be unpacked"),
      (archive([(31, [9])]), "cannot be unpacked"),
      // The second file is the first one again.
      (archive([(second + 42, [0, 0]), (second + 16, Array(archive()[86..<90]))]), "overlap"),
    ]
    for (bytes, reason) in lies {
      let message = refusal { _ = try ZipArchive.files(bytes, "x") }
      #expect(message.contains(reason), "\(message), not \(reason)")
    }
  }

  /// Whatever is done to good files, they are read or refused.
  @Test func damagedFilesNeverTrap() throws {
    let good: [[UInt8]] = [
      npy(header("(2,)"), [UInt8](repeating: 1, count: 8)), archive(),
      safetensors("{\(entry("a", "[1]", 0, 4)), \(entry("b", "[2]", 4, 12))}", 12),
    ]
    var state: UInt64 = 1
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var refused = 0
    for _ in 0..<2_000 {
      var bytes = good[random(good.count)]
      for _ in 0...random(4) { bytes[random(bytes.count)] = UInt8(random(256)) }
      if random(4) == 0 { bytes.removeLast(random(bytes.count)) }
      #expect(Safetensors.pieces(of: bytes)?.last.map { $0.upperBound == bytes.count } ?? true)
      for read in [
        { _ = try NPY.tensor(bytes[...], "x") }, { _ = try ZipArchive.files(bytes, "x") },
        { _ = try Safetensors.tensors(bytes, "x") },
      ] where refusal(read) != "accepted" {
        refused += 1
      }
    }
    #expect(refused > 4_000)
  }
}
