import Foundation
import TestSupport
import Testing

@testable import Running

/// A lab can do no harm: a test for each clause of that promise.
@Suite struct HarmTests {
  // MARK: It reads only the data path and its own folder

  @Test(arguments: [
    ("import f from \"../secret.lab\"", "is outside the lab's folder"),
    ("import f from \"/etc/passwd\"", "is outside the lab's folder"),
    ("import f from \"part/../../secret.lab\"", "is outside the lab's folder"),
    ("import f from \"link.lab\"", "goes through a symbolic link"),
    ("import f from \"linked/secret.lab\"", "is not a folder"),
    ("import f from \"pipe.lab\"", "is not a regular file"),
    ("import f from \"part\"", "is not a regular file"),
    ("load(\"../secret.npy\")", "is outside the lab's folder"),
    ("load(\"/etc/hostname.npy\")", "is outside the lab's folder"),
    ("load(\"link.npy\")", "goes through a symbolic link"),
    ("load(\"pipe.npy\")", "is not a regular file"),
  ])
  func readsItsOwnFolder(_ code: String, _ message: String) throws {
    let program = try Program()
    let folder = program.folder.path
    try program.folder.write(lab("def f() { 1 }"), to: "secret.lab")
    try program.folder.write(lab("def f() { 1 }"), to: "labs/part/fine.lab")
    for (link, target) in [
      ("link.lab", "../secret.lab"), ("linked", ".."), ("link.npy", "../secret.lab"),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/labs/\(link)", withDestinationPath: target)
    }
    for pipe in ["pipe.lab", "pipe.npy"] { mkfifo("\(folder)/labs/\(pipe)", 0o644) }
    let file = try program.folder.write(lab(code), to: "labs/test.lab")
    let ending = try program.run("run", file, "--timeout", "60")
    #expect(ending.code == (code.hasPrefix("import") ? 2 : 3), "\(ending.all)")
    #expect(ending.errors.contains(message), "\(ending.all)")
    let fine = try program.folder.write(
      lab("import f from \"part/fine.lab\"\nprint(f())"), to: "labs/fine.lab")
    #expect(try program.run("run", fine).code == 0)
  }

  @Test func dataAreRegularFiles() throws {
    let program = try Program()
    let names = ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"]
    for name in names {
      let path = "\(program.folder.path)/data/mnist/\(name)-ubyte"
      try FileManager.default.createDirectory(
        atPath: program.folder.path + "/data/mnist", withIntermediateDirectories: true)
      mkfifo(path, 0o644)
    }
    let file = try program.folder.write(lab("print(1)", head: "data x = mnist"), to: "test.lab")
    let ending = try program.run("run", file, "--data", "data", "--timeout", "60")
    #expect(ending.code == 3, "\(ending.all)")
    #expect(ending.errors.contains("not a regular file"), "\(ending.all)")
  }

  // MARK: It writes only to the artefacts folder

  @Test func writesOnlyToArtifacts() throws {
    let program = try Program()
    try program.folder.write(lab("save(\"a.npy\", zeros(2))"), to: "labs/a.lab")
    for (path, message) in [
      ("../a.npy", "is outside the lab"), ("/tmp/a.npy", "is outside the lab"),
      ("x/a.npy", "is not a folder"),
    ] {
      let code = "save(\"\(path)\", zeros(2))"
      try program.folder.write(lab(code), to: "labs/b.lab")
      try? FileManager.default.createDirectory(
        atPath: program.folder.path + "/out", withIntermediateDirectories: true)
      try? FileManager.default.createSymbolicLink(
        atPath: program.folder.path + "/out/x", withDestinationPath: "..")
      let ending = try program.run("run", "labs/b.lab", "--artifacts", "out")
      #expect(ending.code == 3, "\(path): \(ending.all)")
      #expect(ending.errors.contains(message), "\(ending.all)")
    }
    let before = program.folder.contents
    #expect(try program.run("run", "labs/a.lab").code == 3)
    #expect(program.folder.contents == before)
    #expect(try program.run("run", "labs/a.lab", "--artifacts", "out").code == 0)
    #expect(program.folder.contents == (before + ["out/a.npy"]).sorted())
  }

  @Test func aRunLeavesNothing() throws {
    let program = try Program()
    let code = """
      import f from "b.lab"
      show plot([1, 2]), imshow(zeros(3, 3))
      record(loss = 1)
      report a = f()
      expect a == 1
      """
    try program.folder.write(lab(code), to: "a.lab")
    try program.folder.write(lab("def f() { 1 }"), to: "b.lab")
    for command in ["run", "test", "check", "list", "params"] {
      #expect(try program.run(command, "a.lab").code == 0)
    }
    #expect(program.folder.contents == ["a.lab", "b.lab"])
  }

  // MARK: It runs no command and opens no connection

  /// Nothing that a script can reach names a way out of the process.
  @Test func noSourceLeavesTheProcess() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    let words = [
      "posix_spawn", "execv", "execl", "fork(", "popen", "system(", "Process(", "socket(",
      "connect(", "getaddrinfo", "URLSession", "dlopen", "import Foundation", "Fetcher",
    ]
    var count = 0
    let modules = [
      "Kernels", "Tensors", "Learning", "Datasets", "Plotting", "Language", "Interpreter",
      "Builtins", "Session",
    ]
    for module in modules {
      let folder = root.appending(path: module).path
      let names = FileManager.default.subpaths(atPath: folder) ?? []
      #expect(!names.isEmpty, "there is no module \(module)")
      for name in names {
        // `lab data get` fetches; no module that runs scripts may name what it uses.
        guard !name.hasPrefix("Fetching/") else { continue }
        guard name.hasSuffix(".swift") || name.hasSuffix(".c") else { continue }
        let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        count += 1
        for word in words {
          let isThere = text.split(separator: "\n").contains { line in
            line.contains(word) && !line.drop(while: \.isWhitespace).hasPrefix("//")
          }
          #expect(!isThere, "\(module)/\(name): \(word)")
        }
      }
    }
    #expect(count > 200)
  }

  @Test func noCommandInALab() throws {
    let program = try Program()
    for code in ["!touch x", "system(\"touch x\")", "exec(\"touch x\")", "`touch x`"] {
      let ending = try program.run(code: code)
      #expect([2, 3].contains(ending.code), "\(code): \(ending.all)")
    }
    #expect(program.folder.contents == ["test.lab"])
  }

  // MARK: What it prints, keeps and nests is bounded

  @Test(arguments: [
    "while true { print(\"a\" * 1_000_000) }", "while true { show \"a\" * 1_000_000 }",
    "x = plot([1, 2])\nwhile true { show x, x, x, x, x, x, x, x }",
    "while true { expect 1 == 1 \"\(String(repeating: "a", count: 20_000))\" }",
  ])
  func printing(_ code: String) throws {
    let ending = try Program().run(code: code, "-q", "--timeout", "600")
    #expect(ending.code == 3, "\(ending.errors.prefix(500))")
    #expect(ending.errors.contains("has printed more than 64 MB"), "\(ending.errors.prefix(500))")
  }

  @Test(arguments: [
    ("def f(n) { f(n + 1) }\nf(0)", "too many nested calls"),
    ("a = []\nwhile true { a = [a] }", "nested more than 1000 levels deep"),
    ("a = {}\nwhile true { a = {1: a} }", "nested more than 1000 levels deep"),
    ("f\"{1:1000000000}\"", "a width or precision of more than"),
    ("a = \"a\"\nwhile true { a = a + a }", "a string of more than"),
    ("a = [0]\nwhile true { a = a + a }", "a list of more than"),
    ("zeros(1_000_000, 1_000_000)", "does not fit"),
  ])
  func sizes(_ code: String, _ message: String) throws {
    let ending = try Program().run(code: code, "--timeout", "600")
    #expect(ending.code == 3)
    #expect(ending.errors.contains(message), "\(ending.errors.prefix(500))")
    #expect(ending.errors.contains("test.lab:"))
  }

  // MARK: Control characters never reach the terminal

  /// Escape, bell, C1's CSI and a mark that reverses text, as escapes in a script's texts.
  static let evil = #"\u001b[31m\u0007\u009b2J\u202e"#

  static let shown: [String] = [
    "print(T)", "print([T], {T: T})", "show T", "print(1, sep = T, end = T)", "print(f\"{T}\")",
    "show plot([1, 2], title = T, xlabel = T, ylabel = T)", "show plot({T: [1, 2], \"b\": [2, 1]})",
    "show bar([1, 2], labels = [T, T], title = T)", "show hist([1, 2], title = T, label = T)",
    "show table([[T]], [T], title = T)", "show imshow(zeros(3, 3), title = T, caption = T)",
    "show heatmap(zeros(2, 2), title = T, xlabel = T, ylabel = T, rows = [T, T], columns = [T, T])",
    "show gallery(zeros(2, 3, 3), captions = [T, T], title = T)",
    "show head_maps(zeros(2, 3, 3), names = [T, T], title = T)",
    "show confusion(tensor([0, 1]), tensor([0, 1]), labels = [T, T], title = T)",
    "record(loss = 1, label = T)\nrecord(loss = 2, label = T)\nrecord(loss = 2, label = \"b\")",
    "report a = T", "report a = [T]", "expect 1 == 2 \"\(evil)\"", "expect T == \"\"",
    "question q \"\(evil)\" { choices \"\(evil)\", \"b\" correct \"b\" }",
    "int(T)", "[][T]", "{}[T]", "T + 1", "f\"{1:\(evil)}\"", "import f from \"\(evil).lab\"",
    "rearrange(zeros(2), T)", "einsum(T, zeros(2))", "reduce(zeros(2), \"a ->\", T)",
    "load(T + \".npy\")", "mse_loss(zeros(1), zeros(1), reduction = T)", "zeros(T)", "T.x", "T()",
    "format(1, T)", "gelu(zeros(1), approximate = T)", "print(repr(T))", "table([[1]], [T]).x",
  ]

  @Test func controlCharactersOfScripts() throws {
    let program = try Program()
    for (index, code) in Self.shown.enumerated() {
      let text = lab("T = \"\(Self.evil)\"\n\(code)")
      try program.folder.write(text, to: "t\(index).lab")
    }
    let files = Self.shown.indices.map { "t\($0).lab" }
    for arguments in [["run", "-v"], ["run", "-v", "--glyphs", "unicode"], ["test"], ["check"]] {
      let ending = try program.run(arguments + files)
      expectPlain(ending, arguments)
    }
    // Each by itself, to make sure that something is shown at all.
    for (file, code) in zip(files, Self.shown) {
      let ending = try program.run("run", file)
      let codes: [Int32] = code.hasPrefix("import") ? [2] : [0, 1, 3]
      #expect(codes.contains(ending.code), "\(file): \(ending.all)")
    }
  }

  @Test func controlCharactersOfNames() throws {
    let program = try Program()
    let name = "a\u{1B}[31m\u{7}\u{9B}2J.lab"
    try program.folder.write(
      lab("expect 1 == 2\n1 // 0", head: "param p = \"\(Self.evil)\" \"\(Self.evil)\""), to: name)
    for arguments in [
      ["run", name], ["run", "-v", name], ["test", name], ["check", name], ["list", "."],
      ["list", name], ["params", name], ["run", name + name], ["list", "\u{1B}"],
      ["run", name, "-p", "p\u{1B}=1"], ["run", name, "-p", "p=\u{1B}"],
      ["run", name, "-p", "p=\"\\u001b\""], ["run", name, "--profile", "\u{1B}"],
      ["run", name, "--until", "\u{1B}"], ["run", name, "--data", "\u{1B}"], ["doc", "\u{1B}"],
      ["run", name, "--json", "\u{1B}/x"], ["run", name, "--threads", "\u{1B}"],
      ["run", "-\u{1B}"], ["run", name, "--sweep", "p=\u{1B},x"],
      ["run", "-v", name, "--sweep", "p=\u{1B},x"], ["run", name, "--sweep", "\u{1B}=1"],
      ["run", name, "--sweep", "p=\u{1B},\u{1B}"], ["run", name, "--only", "\u{1B}"],
      ["run", name, "--repeat", "2", "--plot", "\u{1B}"], ["run", name, "--shard", "\u{1B}"],
      ["run", "-j", "2", name, name],
    ] {
      expectPlain(try program.run(arguments), arguments)
    }
    // Raw ones in the file itself are refused, wherever they are.
    for text in [
      "---\nsummary: \u{1B}[31m\n---\n# T\n", "# \u{1B}[31m\n", "# T\n## S\u{9B}1m\n",
      "# T\n\u{1B}]0;title\u{7}\n", "# T\n## S {#a\u{1B}}\n", "# T\n```lab\n\u{1B}\n```\n",
    ] {
      try program.folder.write(text, to: "raw.lab")
      for command in ["run", "check", "list", "params", "test"] {
        let ending = try program.run(command, "raw.lab")
        expectPlain(ending, [command, text])
        #expect(ending.code == 2 || command == "list")
      }
    }
  }

  private func expectPlain(_ ending: Program.Ending, _ context: [String]) {
    for line in ending.all.split(separator: "\n") {
      let steers = line.unicodeScalars.contains { scalar in
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
      }
      let escaped = line.unicodeScalars.map { $0.escaped(asASCII: true) }.joined()
      #expect(!steers, "\(context.joined(separator: " ").debugDescription): \(escaped)")
    }
  }
}
