import Foundation
import TestSupport
import Testing

/// What an editor gets to know about a lab, asked through the protocol.
@Suite struct AnswerTests {
  private static let lab = """
    ---
    summary: A test
    ---
    # Tést 🎈

    ```lab
    param hidden = 8 in [4, 8, 16] "width"
    profile quick { hidden = 4 }
    try wide { hidden = 16 }
    ```

    ## Functions

    ```lab
    # Twice as much.
    def double(x, by = 2) {
      y = by * x
      y
    }
    model Net(width) {
      fc1 = Linear(2, width)
      fc2 = Linear(width, 1)
      def inner(x) { relu(fc1(x)) }
      forward(x) { fc2(inner(x)) }
    }
    net = Net(width = hidden)
    ```

    ## Use

    ```lab
    x = tensor([1.0, 2.0])
    t = "🎈é" + str(hidden); z = double(3, by = hidden)
    print(f"{z} and {x}", [x + 1 for x in range(3)])
    show plot(net.fc1.weight.flatten())
    report size = z
    expect size == 24
    compare base, wide { table size }
    ```
    """

  private static func open(_ marked: String) throws -> (Client, Marked) {
    let client = try Client()
    let place = Marked(marked)
    try client.open(place.text)
    return (client, place)
  }

  private static func marked(_ line: String) -> String {
    let plain = line.replacing("‸", with: "")
    return lab.replacing(plain, with: line, maxReplacements: 1)
  }

  // MARK: Mistakes

  @Test func mistakesAsTheyAreTyped() throws {
    let client = try Client()
    #expect(try client.open(Self.lab).isEmpty)
    let bad = Self.lab.replacing("t = \"🎈é\" + str(hidden);", with: "t = \"🎈é\" + str(hiden);")
    let found = try client.change(bad, version: 2)
    #expect(found.count == 1)
    #expect(found.first?["code"] as? String == "unknown-name")
    // A balloon is two units of UTF-16, in front of the place.
    #expect(shown(found.first?["range"]) == "32:16-32:21")
    #expect((found.first?["message"] as? String)?.contains("hint: did you mean `hidden`?") == true)
    let broken = try client.change(Self.lab.replacing("y = by * x", with: "y = by * )"), version: 3)
    #expect(broken.count == 1 && broken.first?["code"] as? String == "syntax")
    #expect(try client.change(Self.lab, version: 4).isEmpty)
    try client.notify("textDocument/didClose", ["textDocument": ["uri": client.uri("t.lab")]])
    let closed = try client.receive()["params"] as? [String: Any]
    #expect((closed?["diagnostics"] as? [Any])?.isEmpty == true)
  }

  /// The editor and the command find the same.
  @Test func theMistakesAreThoseOfTheCommand() throws {
    let client = try Client()
    let text = """
      # T

      ## S

      ```lab
      x = tensr([1])
      x.foo()
      import A from "none.lab"
      softmax(x, axis = 1)
      ```
      """
    let found = try client.open(text).map { mistake -> String in
      let start = (mistake["range"] as? [String: Any])?["start"] as? [String: Any] ?? [:]
      let place = [start["line"], start["character"]].map { ($0 as? Int ?? -2) + 1 }
      return "\(mistake["code"] as? String ?? "none") \(place[0]):\(place[1])"
    }
    let program = try Program()
    try program.folder.write(text, to: "t.lab")
    #expect(try program.run("check", "t.lab", "--json", "t.json").code == 2)
    let json = try JSONSerialization.jsonObject(with: Data(program.folder.read("t.json").utf8))
    let labs = (json as? [String: Any])?["labs"] as? [[String: Any]]
    let wanted = (labs?.first?["findings"] as? [[String: Any]] ?? []).map { finding -> String in
      let place = [finding["line"], finding["column"]].map { $0 as? Int ?? -1 }
      return "\(finding["code"] as? String ?? "none") \(place[0]):\(place[1])"
    }
    #expect(found == wanted && found.count > 4, "\(found), not \(wanted)")
  }

  // MARK: Hover

  @Test(arguments: [
    ("x = ten‸sor([1.0, 2.0])", "tensor("),
    ("print(f\"{z} and {x}\", [x + 1 for x in ra‸nge(3)])", "range("),
    ("try wide { hid‸den = 16 }", "param hidden = 8 in [4, 8, 16] \"width\""),
    ("z = do‸uble(3", "# Twice as much.\ndef double(x, by = 2) {"),
    ("inner(x) { relu(fc‸1(x)) }", "fc1 = Linear(2, width)"),
    ("sh‸ow plot(net", "show figure, figure"), ("show pl‸ot(net", "plot("),
    ("net.fc1.weight.flat‸ten()", "flatten("),
  ]) func hover(_ line: String, _ wanted: String) throws {
    let (client, place) = try Self.open(Self.marked(line))
    let answer = try client.ask("hover", place.line, place.column)
    let contents = (answer["result"] as? [String: Any])?["contents"] as? [String: Any]
    let text = contents?["value"] as? String ?? "nothing"
    #expect(text.contains(wanted), "\(text)")
  }

  /// What a dry run knows: shapes, with a letter for a batch whose size changes.
  @Test(arguments: [
    ("mlp", "    h‸ = x.flatten(1) ", "h: tensor [B, 784]"),
    ("mlp", "    h = eta(fc1(‸h))", "h: tensor [B, 784]"),
    // Networks of two widths.
    ("mlp", "    h = eta(fc2(‸h))", "h: tensor [B, _]"),
    ("mlp", "  forward(‸x: [B, 1, 28, 28]) {", "x: tensor [B, 1, 28, 28]"),
    ("mlp", "‸net = MLP(hidden)", "net: MLP"),
    ("mlp", "(‸train, val) = split", "train: images"),
    ("mlp", "photo‸ = 160", "photo: int"),
  ]) func hoverShapes(_ lab: String, _ line: String, _ wanted: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Labs/\(lab).lab")
    let text = try String(contentsOf: file, encoding: .utf8)
    let plain = line.replacing("‸", with: "")
    #expect(text.contains(plain), "\(plain)")
    let place = Marked(text.replacing(plain, with: line, maxReplacements: 1))
    let client = try Client()
    try client.open(place.text)
    let answer = try client.ask("hover", place.line, place.column)
    let contents = (answer["result"] as? [String: Any])?["contents"] as? [String: Any]
    let said = contents?["value"] as? String ?? "nothing"
    #expect(said.hasSuffix("\n\n\(wanted)"), "\(said)")
  }

  // MARK: Completion

  private static func labels(_ client: Client, _ place: Marked) throws -> [String] {
    let answer = try client.ask("completion", place.line, place.column)
    return (answer["result"] as? [[String: Any]] ?? []).compactMap { $0["label"] as? String }
  }

  @Test(arguments: [
    // Names of the lab, of functions, of the language, in code that cannot be read yet.
    ("z = dou‸", ["double"], ["print"]), ("z = hid‸", ["hidden"], []),
    ("z = conv‸", ["conv2d"], ["double"]), ("whi‸", ["while"], []),
    // What may follow a dot.
    ("x.res‸", ["reshape"], []), ("net.fc‸", ["fc1", "fc2"], ["flatten"]),
    ("[1].app‸", ["append"], []), ("\"a\".up‸", ["upper"], ["append"]),
    // Arguments first.
    ("double(b‸", ["by"], []), ("Net(wi‸", ["width"], []), ("softmax(x, di‸", ["dim"], []),
    ("x.softmax(di‸", ["dim"], []), ("plot(x, yl‸", ["ylabel"], []),
    // Nothing in texts and comments.
    ("a = \"hid‸den\"", [], ["hidden"]), ("# hid‸", [], ["hidden"]),
  ]) func completion(_ line: String, _ wanted: [String], _ unwanted: [String]) throws {
    let end = "compare base, wide { table size }"
    let (client, place) = try Self.open(
      Self.lab.replacing(end, with: "\(end)\n\(line)"))
    // What was known before the line could not be read any more.
    let labels = try Self.labels(client, place)
    for label in wanted { #expect(labels.contains(label), "\(label) is not in \(labels)") }
    for label in unwanted { #expect(!labels.contains(label), "\(label) is in \(labels)") }
  }

  @Test func completionAroundCode() throws {
    let (client, place) = try Self.open(Self.lab.replacing("summary: A test", with: "mi‸"))
    #expect(try Self.labels(client, place).contains("minutes"))
    let fence = Marked("# T\n\n```e‸\n")
    try client.change(fence.text, version: 2)
    #expect(try Self.labels(client, fence).contains("exercise"))
    try client.folder.write(Self.lab, to: "other.lab")
    let needs = Marked("---\nneeds: ‸\n---\n# T\n")
    try client.change(needs.text, version: 3)
    #expect(try Self.labels(client, needs) == ["other"])
    let prose = Marked("# T\n\nSome hid‸\n")
    try client.change(prose.text, version: 4)
    #expect(try Self.labels(client, prose).isEmpty)
  }

  // MARK: Definition

  @Test(arguments: [
    ("z = double(3, by = hid‸den)", "6:6-6:12"), ("z = dou‸ble(3", "15:4-15:10"),
    ("double(3, b‸y = hidden)", "15:14-15:16"), ("y = by * x‸", "15:11-15:12"),
    ("[x‸ + 1 for x in", "33:33-33:34"), ("and {x‸}\"", "31:0-31:1"),
    ("fc2(inn‸er(x))", "22:6-22:11"), ("plot(net.fc‸1.weight", "20:2-20:5"),
    ("compare base, wi‸de", "8:4-8:8"), ("{ table si‸ze }", "35:7-35:11"),
    ("Net(wid‸th = hidden)", "19:10-19:15"), ("pri‸nt(f", "none"),
  ]) func definition(_ line: String, _ wanted: String) throws {
    let (client, place) = try Self.open(Self.marked(line))
    let answer = try client.ask("definition", place.line, place.column)
    let result = answer["result"] as? [String: Any]
    #expect(shown(result?["range"]) == wanted)
  }

  @Test func theDefinitionOfAnImport() throws {
    let client = try Client()
    try client.folder.write(Self.lab, to: "t.lab")
    let place = Marked(
      "# T\n\n```lab\nimport Net from \"t.lab\"\n```\n\n## S\n\n```lab\nn = N‸et(3)\n```\n")
    try client.open(place.text, as: "u.lab")
    let answer = try client.ask("definition", place.line, place.column, of: "u.lab")
    let result = answer["result"] as? [String: Any]
    #expect(result?["uri"] as? String == client.uri("t.lab"))
    #expect(shown(result?["range"]) == "19:6-19:9")
    let renamed = try client.ask(
      "rename", place.line, place.column, of: "u.lab", ["newName": "Other"])
    #expect(renamed["error"] != nil)
  }

  // MARK: Rename

  private static func renamed(_ line: String, to name: String) throws -> String {
    let (client, place) = try open(marked(line))
    let answer = try client.ask("rename", place.line, place.column, ["newName": name])
    guard let result = answer["result"] as? [String: Any],
      let changes = result["changes"] as? [String: [[String: Any]]]
    else {
      let error = answer["error"] as? [String: Any]
      return "error: \(error?["message"] as? String ?? "")"
    }
    let edits = try #require(changes[client.uri("t.lab")])
    return applying(edits, to: place.text)
  }

  @Test func aParameterOfTheLab() throws {
    let text = try Self.renamed("profile quick { hid‸den = 4 }", to: "width_of_it")
    #expect(text == Self.lab.replacing("hidden", with: "width_of_it"))
  }

  @Test func namesOfFunctions() throws {
    #expect(
      try Self.renamed("y = b‸y * x", to: "factor")
        == Self.lab.replacing("by = 2", with: "factor = 2").replacing("by * x", with: "factor * x")
        .replacing("by = hidden", with: "factor = hidden"))
    #expect(
      try Self.renamed("  y‸\n}", to: "z")
        == Self.lab.replacing("y = by", with: "z = by").replacing("  y\n", with: "  z\n"))
    #expect(
      try Self.renamed("def dou‸ble(x", to: "twice") == Self.lab.replacing("double", with: "twice"))
  }

  @Test func fieldsMethodsAndReports() throws {
    #expect(
      try Self.renamed("  fc‸1 = Linear", to: "one")
        == Self.lab.replacing("fc1", with: "one"))
    #expect(
      try Self.renamed("inn‸er(x) { relu", to: "hidden_layer")
        == Self.lab.replacing("inner(", with: "hidden_layer("))
    #expect(
      try Self.renamed("report si‸ze = z", to: "large")
        == Self.lab.replacing("size", with: "large"))
  }

  /// What would mean something else, or nothing.
  @Test(arguments: [
    ("z = double(3, by = hid‸den)", "z"), ("y = b‸y * x", "x"), ("z = dou‸ble(3", "print"),
    ("z = dou‸ble(3", "for"), ("z = dou‸ble(3", "a b"), ("z = dou‸ble(3", ""),
    ("z = dou‸ble(3", "net"), ("pri‸nt(f", "out"), ("  fc‸1 = Linear", "fc2"),
    ("z = dou‸ble(3", "x.y"), ("z = dou‸ble(3", "1"),
  ]) func whatCannotBeRenamed(_ line: String, _ name: String) throws {
    #expect(try Self.renamed(line, to: name).hasPrefix("error: "))
  }

  // MARK: The whole text

  @Test func folds() throws {
    let (client, _) = try Self.open(Self.lab + "‸")
    let answer = try client.request(
      "textDocument/foldingRange", ["textDocument": ["uri": client.uri("t.lab")]])
    let folds = (answer["result"] as? [[String: Any]] ?? []).map {
      "\($0["startLine"] as? Int ?? -1)-\($0["endLine"] as? Int ?? -1)"
    }
    // The head, fences, steps, a function, a model.
    for fold in ["0-2", "5-9", "11-26", "13-26", "15-18", "19-24", "28-38", "30-38"] {
      #expect(folds.contains(fold), "\(fold) is not in \(folds)")
    }
  }

  @Test func colours() throws {
    let (client, _) = try Self.open(Self.lab + "‸")
    let answer = try client.request(
      "textDocument/semanticTokens/full", ["textDocument": ["uri": client.uri("t.lab")]])
    let data = (answer["result"] as? [String: Any])?["data"] as? [Int] ?? []
    #expect(data.count % 5 == 0 && data.count > 300)
    let kinds = [
      "keyword", "number", "string", "comment", "function", "method", "class", "variable",
      "parameter", "property",
    ]
    let lines = Self.lab.components(separatedBy: "\n")
    var (line, column) = (0, 0)
    var words: [String] = []
    for start in stride(from: 0, to: data.count, by: 5) {
      column = data[start] == 0 ? column + data[start + 1] : data[start + 1]
      line += data[start]
      let units = Array(lines[line].utf16)[column..<column + data[start + 2]]
      words.append("\(String(decoding: units, as: UTF16.self)) \(kinds[data[start + 3]])")
    }
    for word in [
      "param keyword", "hidden variable", "8 number", "\"width\" string",
      "# Twice as much. comment", "def keyword", "double function", "by parameter", "Net class",
      "fc1 property", "inner method", "tensor function", "\"🎈é\" string", "z variable",
      "flatten method", "weight property",
    ] { #expect(words.contains(word), "\(word) is not in \(words)") }
  }

  @Test func layout() throws {
    let client = try Client()
    let messy = Self.lab.replacing("z = double(3, by = hidden)", with: "z=double(3,by=hidden)")
    try client.open(messy)
    let parameters: [String: Any] = [
      "textDocument": ["uri": client.uri("t.lab")],
      "options": ["tabSize": 8, "insertSpaces": false] as [String: Any],
    ]
    let answer = try client.request("textDocument/formatting", parameters)
    let edits = try #require(answer["result"] as? [[String: Any]])
    #expect(edits.map { shown($0["range"]) } == ["32:0-33:0"])
    #expect(
      applying(edits, to: messy) == Self.lab)
    try client.change(Self.lab, version: 2)
    let none = try client.request("textDocument/formatting", parameters)
    #expect((none["result"] as? [Any])?.isEmpty == true)
    try client.change("# T\n\n## S\n\n```lab\nx = (\n```\n", version: 3)
    #expect(try client.request("textDocument/formatting", parameters)["error"] != nil)
  }

  /// What shows in the lab as it is, is told before its profiles and variations have run dry.
  @Test func profilesFollowTheLabAsItIs() throws {
    let client = try Client()
    let product = "y = zeros(1, 8) @ net.fc1.weight\n"
    let text = Self.lab.replacing("report size = z\n", with: product + "wrong + 1\n")
    let first = try client.open(text)
    #expect(first.map { $0["message"] as? String ?? "" }.count { $0.contains("wrong") } == 1)
    #expect(first.count { "\($0["message"] ?? "")".contains("quick") } == 0)
    let second = try client.mistakes(version: 1)
    #expect(second.count { "\($0["message"] ?? "")".contains("in the profile `quick`") } == 1)
    #expect(second.count { "\($0["message"] ?? "")".contains("wrong") } == 1)
  }

  /// A script may say all it has to say at once: it hears everything before the server ends.
  @Test func theEndOfTheInputWaitsForProfiles() throws {
    let client = try Client()
    let text = Self.lab.replacing(
      "report size = z\n", with: "y = zeros(1, 8) @ net.fc1.weight\n")
    try client.open(text)
    try client.closeInput()
    let second = try client.mistakes(version: 1)
    #expect(second.count { "\($0["message"] ?? "")".contains("in the profile `quick`") } == 1)
  }
}
