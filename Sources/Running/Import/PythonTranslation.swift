/// Translates a cell of Python line by line: what has another name here gets it, blocks get braces.
struct PythonTranslation {
  /// A line of the result, and the Python line that it comes from.
  struct Line {
    var text: String
    let source: Int?
    var isTranslated = true
  }

  private enum Block {
    /// `}` ends it.
    case braces
    /// A model: `self.` is left out, and `__init__` is its body.
    case model
    /// `__init__`: part of the model's body.
    case body
    /// What is not translated.
    case comment
    /// A class that waits for its `__init__`.
    case pending(String)
  }

  private var blocks: [(indent: Int, block: Block)] = []
  private(set) var lines: [Line] = []
  /// The data set that the cells load, by its name here.
  private(set) var data: String?

  private var isInModel: Bool {
    blocks.contains { if case .model = $0.block { true } else { false } }
  }

  /// The translation of a cell.
  init(_ cell: String) {
    for (number, line) in PythonLine.lines(of: cell).enumerated() { add(line, number) }
    close(to: 0)
  }

  private mutating func emit(_ text: String, _ source: Int?, isTranslated: Bool = true) {
    let depth = blocks.count {
      if case .braces = $0.block { true } else if case .model = $0.block { true } else { false }
    }
    let margin = String(repeating: "  ", count: depth)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      lines.append(
        Line(
          text: line.isEmpty ? "" : margin + (index > 0 ? "  " : "") + String(line).trimmed,
          source: index == 0 ? source : nil, isTranslated: isTranslated))
    }
  }

  /// Ends the blocks that are indented at least so deep.
  private mutating func close(to indent: Int) {
    // Empty lines at the end of a block belong behind it.
    var blank: [Line] = []
    while blocks.last.map({ $0.indent >= indent }) == true, lines.last?.text == "",
      lines.last?.source == nil, let line = lines.popLast()
    { blank.append(line) }
    defer { lines += blank }
    while let last = blocks.last, last.indent >= indent {
      blocks.removeLast()
      switch last.block {
      case .braces, .model: emit("}", nil)
      case .pending(let name):
        emit("model \(name)() { }", nil)
      case .body, .comment: break
      }
    }
  }

  private mutating func add(_ line: PythonLine, _ number: Int) {
    if line.text.isEmpty { return emit("", nil) }
    if line.text.hasPrefix("#") { return emit(line.text, nil) }
    let (code, comment) = PythonLine.split(line.text)
    let goesOn = code.hasPrefix("else") || code.hasPrefix("elif")
    var isElse = false
    if goesOn, let last = blocks.last(where: { $0.indent <= line.indent }),
      last.indent == line.indent,
      case .braces = last.block
    {
      close(to: line.indent + 1)
      blocks.removeLast()
      isElse = true
    } else {
      close(to: line.indent)
    }
    if case .comment? = blocks.last?.block { return keep(line, number, "") }
    if case .pending(let name)? = blocks.last?.block, !code.hasPrefix("def __init__"),
      !code.hasPrefix("\"") && !code.hasPrefix("'")
    {
      blocks[blocks.count - 1].block = .model
      let outer = blocks.removeLast()
      emit("model \(name)() {", nil)
      blocks.append(outer)
    }
    if let (header, rest) = Self.header(code) {
      addBlock(header, rest, line, number, comment, isElse)
    } else {
      addStatement(code, line, number, comment)
    }
  }

  /// Keeps a line as a comment.
  private mutating func keep(_ line: PythonLine, _ number: Int, _ advice: String) {
    for (index, text) in line.written.enumerated() {
      let last = index == line.written.count - 1 && !advice.isEmpty ? "   # \(advice)" : ""
      emit("# python: \(text.trimmed)\(last)", index == 0 ? number : nil, isTranslated: false)
    }
  }

  // MARK: Blocks

  private static let openers = [
    "for ", "while ", "if ", "elif ", "else", "def ", "class ", "with ", "try", "except", "finally",
    "async ", "match ",
  ]

  /// The header of a block without its colon, and what follows on the line; nil for a statement.
  private static func header(_ code: String) -> (String, String)? {
    guard openers.contains(where: code.hasPrefix) else { return nil }
    var depth = 0
    var place = code.startIndex
    var found: String.Index?
    PythonLine.forEachPiece(of: code) { piece, kind in
      for character in piece {
        if kind == .code, found == nil {
          if "([{".contains(character) { depth += 1 }
          if ")]}".contains(character) { depth -= 1 }
          if character == ":", depth == 0 { found = place }
        }
        place = code.index(after: place)
      }
    }
    guard let found else { return nil }
    return (String(code[..<found]).trimmed, String(code[code.index(after: found)...]).trimmed)
  }

  private mutating func addBlock(
    _ header: String, _ rest: String, _ line: PythonLine, _ number: Int, _ comment: String,
    _ isElse: Bool
  ) {
    let tail = comment.isEmpty ? "" : "  " + comment
    func words() -> String? {
      if header == "else" { return isElse ? "} else {" : nil }
      if header.hasPrefix("elif ") {
        return isElse ? "} else if \(expression(String(header.dropFirst(5)))) {" : nil
      }
      if ["for ", "while ", "if "].contains(where: header.hasPrefix) {
        return expression(header) + " {"
      }
      if header.hasPrefix("with "),
        header.contains("no_grad()") || header.contains("inference_mode()")
      {
        return "no_grad {"
      }
      return nil
    }
    if let class_ = header.wholeMatch(of: /class (\w+)\((?:\w+\.)*Module\)/) {
      blocks.append((line.indent, .pending(String(class_.1))))
      return
    }
    if header.hasPrefix("def ") { return addFunction(header, rest, line, number, tail) }
    guard let text = words() else {
      keep(line, number, "write this block anew")
      if rest.isEmpty { blocks.append((line.indent, .comment)) }
      return
    }
    emit(text + (rest.isEmpty ? tail : " \(expression(rest)) }" + tail), number)
    if rest.isEmpty { blocks.append((line.indent, .braces)) }
  }

  private mutating func addFunction(
    _ header: String, _ rest: String, _ line: PythonLine, _ number: Int, _ tail: String
  ) {
    guard let open = header.firstIndex(of: "("), let close = header.lastIndex(of: ")"), open < close
    else { return keep(line, number, "write this function anew") }
    let name = String(header[..<open].dropFirst(4)).trimmed
    var arguments = Self.parts(String(header[header.index(after: open)..<close])).map(Self.argument)
    if arguments.first == "self" { arguments.removeFirst() }
    let list = arguments.map { expression($0) }.joined(separator: ", ")
    if name == "__init__", case .pending(let model)? = blocks.last?.block {
      let outer = blocks.removeLast()
      emit("model \(model)(\(list)) {" + tail, number)
      blocks.append((outer.indent, .model))
      blocks.append((line.indent, .body))
      return
    }
    let isForward = name == "forward" && isInModel
    emit(
      (isForward ? "forward" : "def \(name)") + "(\(list)) {"
        + (rest.isEmpty ? tail : " \(expression(rest)) }"), number)
    if rest.isEmpty { blocks.append((line.indent, .braces)) }
  }

  /// `x` of `x: torch.Tensor`, `n=2` of `n: int = 2`.
  private static func argument(_ text: String) -> String {
    guard let colon = text.firstIndex(of: ":"), !text[..<colon].contains("=") else { return text }
    let name = String(text[..<colon]).trimmed
    guard let sign = text[colon...].firstIndex(of: "=") else { return name }
    return name + " = " + String(text[text.index(after: sign)...]).trimmed
  }

  /// The parts between commas that no bracket encloses.
  static func parts(_ text: String) -> [String] {
    var parts = [""]
    var depth = 0
    PythonLine.forEachPiece(of: text) { piece, kind in
      for character in piece {
        if kind == .code {
          if "([{".contains(character) { depth += 1 }
          if ")]}".contains(character) { depth -= 1 }
          if character == ",", depth == 0 {
            parts.append("")
            continue
          }
        }
        parts[parts.count - 1].append(character)
      }
    }
    return parts.map(\.trimmed).filter { !$0.isEmpty }
  }

  // MARK: Statements

  private static let dropped = [
    "import ", "from ", "super(", "plt.show", "plt.figure", "plt.tight_layout", "plt.close",
    "plt.axis", "plt.grid", "plt.legend", "pass", "del ", "random.seed", "np.random.seed",
    "torch.cuda", "torch.backends", "warnings.", "device =", "device=",
  ]
  private static let advice = [
    ("plt.title", "the title is an argument of the figure"),
    ("plt.xlabel", "xlabel is an argument of the figure"),
    ("plt.ylabel", "ylabel is an argument of the figure"),
    ("plt.", "draw it with one of the figures that `lab doc` lists"),
    ("%", "a notebook's command: leave it out"), ("!", "a notebook's command: leave it out"),
    ("@", "there are no decorators"), ("global ", "functions read outer names, and set none"),
    ("raise ", "claim it with `expect`"), ("yield ", "give a list"),
    ("ax.", axes), ("axs", axes), ("axes", axes),
  ]
  private static let axes = "figures beside each other: show plot(a), imshow(b)"

  private mutating func addStatement(
    _ code: String, _ line: PythonLine, _ number: Int, _ comment: String
  ) {
    let tail = comment.isEmpty ? "" : "  " + comment
    if Self.dropped.contains(where: { code == $0.trimmed || code.hasPrefix($0) }) {
      // Images are numbers from 0 to 1, and batches are normalised.
      if !comment.isEmpty { emit(comment, nil) }
      return lines.append(Line(text: "", source: number))
    }
    if code.wholeMatch(of: #/\w+ ?= ?(?:\w+\.)*(?:Compose|ToTensor)\((?s:.*)\)/#) != nil {
      return emit("# images are from 0 to 1, and `batches` normalises them", number)
    }
    if code.hasPrefix("\"\"\"") || code.hasPrefix("'''") {
      let text = code.filter { $0 != "\"" && $0 != "'" }
      for part in text.split(separator: "\n") { emit("# " + String(part).trimmed, nil) }
      return lines.append(Line(text: "", source: number))
    }
    if code.contains("plt.subplots(") { return keep(line, number, Self.axes) }
    if code.wholeMatch(of: #/\w+ ?= ?plt\.figure\(.*\)/#) != nil {
      return lines.append(Line(text: "", source: number))
    }
    if code.contains("time.time()") || code.contains("time.perf_counter()") {
      return keep(line, number, "times are in `--json`")
    }
    for figure in ["plot", "imshow", "bar", "hist", "scatter"]
    where code.hasPrefix("plt.\(figure)(") {
      return emit("show " + expression(code) + tail, number)
    }
    for (word, advice) in Self.advice where code.hasPrefix(word) {
      return keep(line, number, advice)
    }
    if code.hasPrefix("assert ") {
      let parts = Self.parts(String(code.dropFirst(7)))
      let isText = parts.count == 2 && parts[1].hasPrefix("\"")
      return emit(
        "expect " + expression(parts.first ?? "") + (isText ? " " + parts[1] : "") + tail, number)
    }
    var code = code
    if let match = code.prefixMatch(of: #/([\w.]+): [\w\[\], .|"]+ = /#) {
      code = "\(match.1) = " + code[match.range.upperBound...]
    }
    emit(expression(code) + tail, number)
  }

  // MARK: Expressions

  private mutating func expression(_ text: String) -> String {
    var text = text
    for (set, name) in [
      ("FashionMNIST", "fashion_mnist else digits"), ("KMNIST", "kmnist else digits"),
      ("MNIST", "mnist else digits"), ("CIFAR100", "cifar100 else shapes"),
      ("CIFAR10", "cifar10 else shapes"),
    ] {
      text = Self.call(of: set, in: text) { arguments in
        data = data ?? name
        return arguments.contains { $0.filter { $0 != " " } == "train=False" }
          ? "images.test" : "images.train"
      }
    }
    text = Self.call(of: "tqdm", in: text) { $0.first ?? "" }
    // Lists of layers are found in models as they are.
    for _ in 0..<4 { text = Self.call(of: "ModuleList", in: text) { $0.first ?? "[]" } }
    text = Self.call(of: "DataLoader", in: text) { arguments in
      let kept = arguments.filter { argument in
        ![
          "num_workers", "pin_memory", "drop_last", "generator", "collate_fn", "persistent_workers",
        ]
        .contains { argument.hasPrefix($0) }
      }
      return "batches("
        + kept.map { $0.replacing(#/^batch_size ?= ?/#, with: "") }.joined(separator: ", ") + ")"
    }
    let isInModel = isInModel
    return PythonLine.mapCode(text) { code in
      var code = code.replacing("\\\n", with: " \\\n")
      code = code.replacing(
        /\b(?:torch\.nn\.functional|(?:torch\.)?optim\.lr_scheduler|(?:torch|np)\.linalg|torch\.optim|torch\.nn|nn\.functional|torch|optim|np|plt|math|nn|F)\.(?!init\b)/,
        with: "")
      code = code.replacing(
        /\.(?:to\((?:[\w.]*device|"cuda"|"cpu")[^()]*\)|cuda\(\)|cpu\(\)|numpy\(\))/, with: "")
      code = code.replacing(#/, ?device ?= ?\w+(?:\.device)?/#, with: "")
      code = code.replacing(#/\blambda (\w+): /#) { "\($0.1) -> " }
      code = code.replacing(#/\blambda ([\w, ]+): /#) { "(\($0.1)) -> " }
      code = code.replacing(#/([\w\])]) ?= ?(?=[^=\s])/#) { match in "\(match.1) = " }
      if isInModel {
        code = code.replacing(/\bself\.forward\(/, with: "forward(")
        code = code.replacing(/\bself\./, with: "")
        code = code.replacing(/\bself\(/, with: "forward(")
      }
      return code
    }
  }

  /// The text with calls of `name`, whatever module stands before it, replaced by what `body` makes of
  /// their arguments.
  private static func call(of name: String, in text: String, _ body: ([String]) -> String) -> String
  {
    guard let pattern = try? Regex("\\b(?:\\w+\\.)*\(name)\\("),
      let match = text.firstMatch(of: pattern)
    else { return text }
    var depth = 1
    var end = match.range.upperBound
    while end < text.endIndex {
      if "([{".contains(text[end]) { depth += 1 }
      if ")]}".contains(text[end]) { depth -= 1 }
      if depth == 0 { break }
      end = text.index(after: end)
    }
    guard end < text.endIndex else { return text }
    let arguments = parts(String(text[match.range.upperBound..<end]))
    return text[..<match.range.lowerBound] + body(arguments) + text[text.index(after: end)...]
  }
}
