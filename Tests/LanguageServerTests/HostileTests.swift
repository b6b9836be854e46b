import Foundation
import Testing

/// Whatever arrives, the server answers and reads on.
@Suite struct HostileTests {
  private static func code(_ answer: [String: Any]) -> Int? {
    (answer["error"] as? [String: Any])?["code"] as? Int
  }

  @Test func requestsInTheWrongOrder() throws {
    let client = try Client(introduces: false)
    #expect(Self.code(try client.request("textDocument/hover", [:])) == -32002)
    #expect(Self.code(try client.request("shutdown", [:])) == -32002)
    // Ignored, without an answer.
    try client.notify("textDocument/didOpen", ["textDocument": ["uri": "file:///t", "text": "x"]])
    let hello = try client.request("initialize", ["capabilities": [:] as [String: Any]])
    let abilities = (hello["result"] as? [String: Any])?["capabilities"] as? [String: Any]
    #expect(abilities?["hoverProvider"] as? Bool == true)
    #expect(Self.code(try client.request("initialize", [:])) == -32600)
    #expect(Self.code(try client.request("textDocument/none", [:])) == -32601)
    #expect(Self.code(try client.ask("hover", 0, 0)) == -32602)
    #expect(try client.request("shutdown", [:])["result"] is NSNull)
    #expect(Self.code(try client.ask("hover", 0, 0)) == -32600)
    try client.notify("exit", [:])
    #expect(try client.end() == 0)
  }

  @Test func anEndWithoutLeave() throws {
    let client = try Client()
    try client.notify("exit", [:])
    #expect(try client.end() == 1)
    #expect(try Client().end() == 1)
  }

  @Test(arguments: [
    "Content-Length: x\r\n\r\n", "Content-Length: -5\r\n\r\n", "Content-Length:\r\n\r\n",
    "Content-Length: 99999999999999999999\r\n\r\n", "Content-Type: a\r\n\r\n", "nonsense\r\n\r\n",
    "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
    String(repeating: "x", count: 100_000),
    "Content-Length: 5\r\n\r\n{\"a\":", "Content-Length: 2\r\n\r\n[]",
    "Content-Length: 2\r\n\r\n{}",
    "Content-Length: 4\r\n\r\nnull", "Content-Length: 0\r\n\r\n",
    "Content-Length: 26\r\n\r\n{\"id\":1,\"method\":\"\\ud800\"}",
    "Content-Length: 28\r\n\r\n{\"id\":[1],\"method\":\"aaaaaa\"}",
    "Content-Length: 30000\r\n\r\n" + String(repeating: "[", count: 30_000),
    "content-length: 12\r\nContent-Type: x/y\r\n\r\n{\"method\":1}",
  ]) func whatIsNoMessage(_ text: String) throws {
    let client = try Client()
    try client.send(raw: text)
    // The next one is read, whatever was said of this one.
    #expect(Self.code(try client.request("textDocument/none", [:])) == -32601)
    #expect(client.notices.allSatisfy { Self.code($0).map { $0 <= -32600 } ?? false })
    #expect(!client.notices.isEmpty)
  }

  @Test func aMessageThatIsTooLarge() throws {
    let client = try Client()
    let size = 17 << 20
    try client.send(raw: "Content-Length: \(size)\r\n\r\n")
    for _ in 0..<17 { try client.send(raw: String(repeating: " ", count: 1 << 20)) }
    #expect(Self.code(try client.request("textDocument/none", [:])) == -32601)
    #expect(client.notices.compactMap(Self.code) == [-32700])
  }

  @Test func placesThatDoNotExist() throws {
    let client = try Client()
    try client.open("# T\n\n## S\n\n```lab\n\"🎈\" + str(1)\r\nx = 1")
    for (line, column) in [
      (-1, -1), (0, 99), (5, 2), (5, 1_000_000), (99, 0), (Int.max, Int.max), (Int.min, Int.min),
      (6, 5),
    ] {
      for method in ["hover", "completion", "definition", "prepareRename"] {
        let answer = try client.ask(method, line, column)
        #expect(
          answer["result"] != nil || Self.code(answer) == -32803, "\(method) \(line):\(column)")
      }
    }
    let parameters: [String: Any] = ["textDocument": ["uri": client.uri("t.lab")]]
    for place in [[:], ["line": "1"], ["line": 1.5, "character": 0], ["line": 0]] as [[String: Any]]
    {
      let answer = try client.request(
        "textDocument/hover", parameters.merging(["position": place]) { $1 })
      #expect(Self.code(answer) == -32602)
    }
    #expect(Self.code(try client.request("textDocument/hover", parameters)) == -32602)
    #expect(Self.code(try client.ask("rename", 0, 0)) == -32602)
  }

  /// Half a lab, a lab with a letter gone, another file altogether: each request is answered.
  @Test func labsAsTheyAreTyped() throws {
    let client = try Client()
    let whole = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Labs/tokenmix.lab"), encoding: .utf8)
    try client.open(whole)
    let methods = [
      "hover", "completion", "definition", "rename", "foldingRange", "semanticTokens/full",
      "formatting",
    ]
    var version = 1
    for cut in stride(from: 40, to: whole.count, by: 1517) {
      version += 1
      let text =
        version % 2 == 0
        ? String(whole.prefix(cut)) : String(whole.prefix(cut)) + whole.dropFirst(cut + 3)
      try client.change(text, version: version)
      let line = text.prefix(cut).count { $0 == "\n" }
      for method in methods {
        let answer = try client.ask(method, line, 5, ["newName": "other"])
        #expect(answer["result"] != nil || Self.code(answer) == -32803, "\(method) at \(cut)")
      }
    }
    for text in ["", "\u{0}", "\r\r\r", "```lab", "---", "---\nsummary", "##", "\u{FEFF}# T"] {
      version += 1
      try client.change(text, version: version)
      for method in methods {
        let answer = try client.ask(method, 0, 3, ["newName": "other"])
        #expect(answer["result"] != nil || Self.code(answer) == -32803, "\(method) of \(text)")
      }
    }
  }
}
