import Foundation
import Platform
import TestSupport
import Testing

@testable import Datasets

/// Files from a server that cuts, corrupts and redirects: they come whole, or not at all.
@Suite(.enabled(if: FileServer.isPossible, "python3, curl and sha256sum are needed"))
struct FetcherTests {
  private let server: FileServer
  private let folder: TemporaryFolder
  private let publication: Publication

  init() throws {
    server = try FileServer()
    folder = try TemporaryFolder()
    publication = try Self.publication(of: server, ["images.gz", "labels.gz"])
  }

  private static func publication(
    of server: FileServer, _ names: [String], members: [String]? = nil
  ) throws -> Publication {
    let files = try names.map { name in
      let path = "\(server.folder.path)/\(name)"
      let data = try Data(contentsOf: URL(filePath: path))
      return Publication.File(name: name, size: data.count, sha256: try server.sum(of: name))
    }
    return Publication(mirrors: [], files: files, folder: "set", members: members)
  }

  /// Fetches from these folders of the server in turn; what happened.
  private func fetch(
    _ mirrors: String..., isInterrupted: @escaping () -> Bool = { false }
  ) throws -> [Fetcher.Event] {
    var events: [Fetcher.Event] = []
    let fetcher = Fetcher(
      mirrors: mirrors.map { $0.contains(":") ? $0 : "\(server.address)/\($0)" },
      isInterrupted: isInterrupted
    ) { event in if case .progress = event {} else { events.append(event) } }
    try fetcher.fetch(publication, into: folder.path)
    return events
  }

  private func isWhole() throws -> Bool {
    try publication.files.allSatisfy { file in
      try Data(contentsOf: URL(filePath: "\(folder.path)/set/\(file.name)"))
        == Data(contentsOf: URL(filePath: "\(server.folder.path)/\(file.name)"))
    } && folder.contents == ["set", "set/images.gz", "set/labels.gz"]
  }

  @Test(arguments: ["plain", "redirected", "cut", "cut-again", "no-ranges", "unsized"])
  func mirrorsThatWork(_ mirror: String) throws {
    let events = try fetch(mirror)
    #expect(events.count == 2, "\(events)")
    #expect(try isWhole())
    // The second time nothing is fetched.
    let before = server.requests
    #expect(
      try fetch(mirror) == publication.files.map { .done(file: $0.name, from: nil) })
    #expect(server.requests == before)
  }

  @Test(arguments: [
    "corrupt", "longer", "endless", "shorter", "missing", "broken", "loop", "to-a-file", "empty",
  ]) func mirrorsThatDoNot(_ mirror: String) throws {
    #expect(throws: Fetcher.Failed.self) { try fetch(mirror) }
    #expect(folder.contents == ["set"], "\(folder.contents)")
    // The next one is tried.
    let events = try fetch(mirror, "plain")
    #expect(events.count == 4, "\(events)")
    #expect(try isWhole())
  }

  @Test func aPartThatIsHereIsGoneOnWith() throws {
    let whole = try Data(contentsOf: URL(filePath: "\(server.folder.path)/images.gz"))
    try folder.write(whole.prefix(50_000), to: "set/.images.gz.part")
    _ = try fetch("plain")
    #expect(try isWhole())
    #expect(server.ranges.contains("bytes=50000-"), "\(server.ranges)")
  }

  @Test func aPartOfSomethingElseIsDropped() throws {
    for part in [Data(repeating: 7, count: 50_000), Data(repeating: 7, count: 500_000)] {
      try? FileManager.default.removeItem(atPath: folder.path + "/set")
      try folder.write(part, to: "set/.images.gz.part")
      _ = try fetch("plain")
      #expect(try isWhole())
    }
  }

  @Test func whatIsThereAndIsSomethingElseStays() throws {
    try folder.write("mine", to: "set/images.gz")
    let failure = #expect(throws: Fetcher.Failed.self) { try fetch("plain") }
    #expect(failure?.message.contains("is there, and is not what was published") == true)
    #expect(try folder.read("set/images.gz") == "mine")
  }

  @Test func aFolderOfFiles() throws {
    _ = try fetch("file://\(server.folder.path)")
    #expect(try isWhole())
  }

  @Test func anInterruptKeepsWhatIsHere() throws {
    let failure = #expect(throws: Fetcher.Failed.self) {
      try fetch("slow") {
        FileManager.default.fileExists(atPath: folder.path + "/set/.images.gz.part")
      }
    }
    #expect(failure?.isInterrupted == true)
    #expect(folder.contents.allSatisfy { $0 == "set" || $0 == "set/.images.gz.part" })
    _ = try fetch("plain")
    #expect(try isWhole())
  }

  @Test func anArchive() throws {
    let made = try server.run(
      "mkdir -p set && echo one > set/a.bin && echo two > set/b.bin && echo no > set/c && "
        + "tar -czf set.tar.gz set && tar -czf short.tar.gz set/a.bin")
    #expect(made == 0)
    let members = ["a.bin", "b.bin"]
    let whole = try Self.publication(of: server, ["set.tar.gz"], members: members)
    let fetcher = Fetcher(mirrors: ["\(server.address)/plain"]) { _ in }
    try fetcher.fetch(whole, into: folder.path)
    #expect(folder.contents == ["set", "set/a.bin", "set/b.bin"])
    #expect(try folder.read("set/b.bin") == "two\n")
    try FileManager.default.removeItem(atPath: folder.path + "/set")
    let short = try Self.publication(of: server, ["short.tar.gz"], members: members)
    #expect(throws: Fetcher.Failed.self) { try fetcher.fetch(short, into: folder.path) }
    #expect(folder.contents == [".short.tar.gz"], "\(folder.contents)")
  }

  /// What is published: names, sizes and sums that can be ones.
  @Test func thePublications() {
    let published = DataSource.all.filter { $0.publication != nil }
    #expect(
      published.map(\.name) == ["mnist", "fashion_mnist", "kmnist", "cifar10", "cifar100"])
    for publication in published.compactMap(\.publication) {
      #expect(!publication.mirrors.isEmpty && publication.size > 1 << 20)
      for file in publication.files {
        #expect(file.sha256.count == 64 && file.sha256.allSatisfy(\.isHexDigit))
      }
    }
  }
}
