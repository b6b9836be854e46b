import Glibc
import Testing

@testable import Datasets

@Suite struct DataSourceTests {
  @Test func everyFileInSetsIsRegistered() throws {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let folder = try #require(opendir("/\(root)/Sources/Datasets/Sets"))
    defer { closedir(folder) }
    var files: Set<String> = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".swift") { files.insert(name.dropLast(6).lowercased()) }
    }
    let registered = DataSource.all.map { $0.name.filter { $0 != "_" } }
    #expect(Set(registered) == files)
    #expect(Set(registered).count == registered.count, "no name twice")
  }

  @Test(arguments: [
    ("mnits", "did you mean mnist?"), ("MNIST", "did you mean mnist?"),
    ("fashion-mnist", "did you mean fashion_mnist?"), ("cifar", "did you mean cifar10?"),
    ("imagenet", "the data sets are mnist, "), ("", "the data sets are mnist, "),
    (String(repeating: "x", count: 100_000), "the data sets are mnist, "),
  ])
  func anUnknownNameGetsTheNearest(name: String, hint: String) throws {
    let error = try #require(throws: DataError.self) {
      try DataSet.load(firstOf: [name, "digits"], path: DataPath("/nowhere"))
    }
    #expect(error.kind == .unknown)
    #expect(error.hint?.hasPrefix(hint) == true, "\(error.hint ?? "")")
  }

  @Test func theDataPathIsTheFirstOneGiven() {
    #expect(DataPath(commandLine: "a", environment: "b", cache: "c").directory == "a")
    #expect(DataPath(commandLine: nil, environment: "b", cache: "c").directory == "b")
    #expect(DataPath(commandLine: nil, environment: "", cache: "c").directory == "c")
  }

  @Test func aMistypedDataPathIsAnError() throws {
    let error = try #require(throws: DataError.self) { try DataPath("/nowhere").validate() }
    #expect(error.message == "the data folder /nowhere does not exist")
    try DataPath("/tmp").validate()
  }
}
