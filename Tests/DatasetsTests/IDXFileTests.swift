import Glibc
import TestSupport
import Testing

@testable import Datasets

@Suite struct IDXFileTests {
  static let good = idx([2, 2, 3], Array(1...12))

  @Test(arguments: [good, gzip(good)])
  func readsPlainAndGzipped(_ bytes: [UInt8]) throws {
    let folder = try TemporaryFolder()
    let file = try IDXFile(try folder.write(bytes, to: "any-name"), rank: 3)
    #expect(file.shape == [2, 2, 3])
    #expect(file.bytes == Array(1...12))
  }

  @Test func readsMoreThanOneChunk() throws {
    let folder = try TemporaryFolder()
    var random = SplitMix64(seed: 1)
    let data = (0..<300_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    for bytes in [idx([300_000], data), gzip(idx([300_000], data))] {
      let file = try IDXFile(try folder.write(bytes, to: "labels"), rank: 1)
      #expect(file.bytes == data)
    }
  }

  struct Hostile: CustomTestStringConvertible {
    let what: String
    let bytes: [UInt8]
    let says: String
    var testDescription: String { what }
  }

  static let hostile: [Hostile] = {
    let good = idx([2, 2, 3], Array(1...12))
    let packed = gzip(good)
    let bomb = gzip(good + [UInt8](repeating: 0, count: 5_000_000))
    var flipped = packed
    flipped[packed.count / 2] ^= 0xff
    var wrongSum = packed
    wrongSum[packed.count - 6] ^= 1
    func hostile(_ what: String, _ bytes: [UInt8], _ says: String) -> Hostile {
      Hostile(what: what, bytes: bytes, says: says)
    }
    return [
      hostile("empty", [], "truncated"),
      hostile("magic cut short", [0, 0, 8], "truncated"),
      hostile("text", Array("<!DOCTYPE html>".utf8), "not an IDX file"),
      hostile("rank 0", [0, 0, 8, 0, 1, 2, 3], "not an IDX file"),
      hostile("floats", idx([2, 2, 3], [], type: 13), "does not hold unsigned bytes"),
      hostile("labels", idx([12], Array(1...12)), "has 1 axes, not 3"),
      hostile("rank 255", [0, 0, 8, 255] + [UInt8](repeating: 255, count: 2000), "has 255 axes"),
      hostile("sizes cut short", Array(good[..<10]), "truncated"),
      hostile("no images", idx([0, 28, 28], []), "is empty: its shape is 0×28×28"),
      hostile("no pixels", idx([5, 28, 0], []), "is empty: its shape is 5×28×0"),
      hostile("too large", idx([70_000, 28, 28 * 1024], []), "more than 1 GiB"),
      hostile(
        "size overflows", idx([0xffff_ffff, 0xffff_ffff, 0xffff_ffff], []), "more than 1 GiB"),
      hostile("just below the limit", idx([1024, 1024, 1024], []), "truncated"),
      hostile("gzipped, just below the limit", gzip(idx([1024, 1024, 1024], [])), "truncated"),
      hostile("one byte short", good.dropLast(), "truncated"),
      hostile("one byte more", good + [0], "holds more data"),
      hostile("gzip header only", Array(packed[..<10]), "truncated"),
      hostile("gzip cut short", Array(packed[..<(packed.count - 12)]), "truncated"),
      hostile("gzip without its checksum", packed.dropLast(8), "checksum is missing"),
      hostile("gzip with half a checksum", packed.dropLast(), "checksum is missing"),
      hostile("gzip with a wrong checksum", wrongSum, "cannot be decompressed"),
      hostile("gzip damaged", flipped, "damaged"),
      hostile("gzip with a byte after it", packed + [0], "continues after the end"),
      hostile("two gzip members", packed + packed, "continues after the end"),
      hostile("gzip of one byte more", gzip(good + [0]), "holds more data"),
      hostile("gzip bomb", bomb, "holds more data"),
      hostile("gzip in gzip", gzip(packed), "not an IDX file"),
    ]
  }()

  @Test(arguments: hostile)
  func refuses(_ file: Hostile) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(file.bytes, to: "images.gz")
    let error = try #require(throws: DataError.self) { try IDXFile(path, rank: 3) }
    #expect(error.kind == .corrupt)
    #expect(error.message.contains(file.says), "\(error.message)")
    #expect(error.message.contains(path), "the message names the file")
  }

  @Test func refusesWhatIsNoRegularFileWithoutWaiting() throws {
    let folder = try TemporaryFolder()
    let pipe = "\(folder.path)/pipe"
    mkfifo(pipe, 0o644)
    for path in [pipe, folder.path, "/dev/zero"] {
      let error = try #require(throws: DataError.self) { try IDXFile(path, rank: 3) }
      #expect(error.message == "\(path) is not a regular file")
    }
  }

  /// A thousand damaged files: each is read in full or refused, and nothing else happens.
  @Test(arguments: [good, gzip(good)])
  func survivesRandomDamage(_ bytes: [UInt8]) throws {
    let folder = try TemporaryFolder()
    var random = SplitMix64(seed: 5)
    var refused = 0
    for _ in 0..<500 {
      var damaged = bytes
      for _ in 0...random.index(below: 3) {
        damaged[random.index(below: damaged.count)] = UInt8(random.index(below: 256))
      }
      if random.index(below: 4) == 0 { damaged.removeLast(random.index(below: damaged.count)) }
      let path = try folder.write(damaged, to: "damaged")
      do throws(DataError) {
        let file = try IDXFile(path, rank: 3)
        #expect(file.bytes.count == file.shape.reduce(1, *))
      } catch {
        #expect(error.kind == .corrupt)
        refused += 1
      }
    }
    #expect(refused > 250)
  }
}
