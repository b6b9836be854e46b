import Foundation
import Testing

/// Links lead somewhere, and files that the documents mention exist.
@Suite struct DocumentTests {
  private static let documents =
    ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].compactMap { name in
      (try? Repository.text(name)).map { Repository.File(path: name, text: $0) }
    } + Repository.files(in: "docs", ["md"]) + Repository.files(in: "Sources", ["md"])

  @Test func linksLeadToFiles() {
    #expect(Self.documents.count > 12)
    for document in Self.documents {
      let folder = Repository.root.appending(path: document.path).deletingLastPathComponent()
      for link in document.text.matches(of: /\]\(([^)#\s]+)(?:#[^)]*)?\)/).map(\.1)
      where !link.contains("://") {
        let target = folder.appending(path: String(link)).standardizedFileURL
        #expect(
          FileManager.default.fileExists(atPath: target.path), "\(document.path): \(link)")
      }
    }
  }

  @Test func recipesNameFilesThatExist() throws {
    let names = Set(
      (Repository.sources + Repository.files(in: "Tests", ["swift", "py"])).map(\.name))
    let page = try Repository.text("CONTRIBUTING.md")
    for name in page.matches(of: /`(\w+\.(?:swift|c|h|py))`/).map({ String($0.1) }) {
      #expect(names.contains(name), "CONTRIBUTING.md: \(name)")
    }
  }

  @Test func aRecipeTouchesAtMostThreeFiles() throws {
    let page = try Repository.text("CONTRIBUTING.md")
    let recipes = page.split(separator: "\n### ").dropFirst()
    #expect(recipes.count >= 8)
    for recipe in recipes {
      let steps = recipe.split(separator: "\n").count { $0.wholeMatch(of: /\d\. .*/) != nil }
      #expect((1...3).contains(steps), "\(recipe.prefix { $0 != "\n" }) has \(steps) files")
    }
  }
}
