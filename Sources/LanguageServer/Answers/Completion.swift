import Builtins
import Interpreter
import Language
import Platform
import Running
import Tensors

/// What the word before the cursor may become.
enum CompletionAnswer {
  /// The protocol's numbers for kinds of words.
  private enum Kind: Int {
    case method = 2, function = 3, field = 5, variable = 6, `class` = 7, property = 10
    case keyword = 14, file = 17, constant = 21
  }

  private struct Item {
    let label: String
    let kind: Kind
    var detail: String?
    /// What is inserted, where it is not the label; such words come first.
    var insert: String?
  }

  static func answer(_ document: OpenDocument, _ parameters: JSON) throws(Declined) -> JSON {
    let offset = try document.lines.offset(parameters)
    let line = document.lines.range(ofLine: document.lines.line(of: offset))
    let before = String(
      decoding: document.source.bytes[line.lowerBound..<max(line.lowerBound, offset)],
      as: UTF8.self)
    let items: [Item]
    if let code = document.code(at: offset) {
      items = words(document, document.pieces(code), offset)
    } else if isInHead(document, offset) {
      items = head(document, before)
    } else if before.hasPrefix("```") || before.hasPrefix("~~~") {
      items = LabWord.fences.map { Item(label: $0.name, kind: .keyword, detail: $0.summary) }
    } else {
      items = []
    }
    return .list(items.map(json))
  }

  private static func json(_ item: Item) -> JSON {
    var fields: [(String, JSON)] = [
      ("label", .string(item.label)), ("kind", .int(item.kind.rawValue)),
    ]
    if let detail = item.detail { fields.append(("detail", .string(detail))) }
    if let insert = item.insert {
      fields += [("insertText", .string(insert)), ("sortText", .string("!" + item.label))]
    }
    return .object(fields)
  }

  // MARK: Outside of code

  private static func isInHead(_ document: OpenDocument, _ offset: Int) -> Bool {
    let source = document.source
    let line = source.location(of: offset).line
    guard line > 1, source.line(1) == "---" else { return false }
    return !(2..<line).contains { source.line($0) == "---" } && source.line(line) != "---"
  }

  private static func head(_ document: OpenDocument, _ before: String) -> [Item] {
    if before.hasPrefix("needs:") {
      let folder = document.path.map(Folder.containing) ?? "."
      let labs = (try? LabFolder.labs(directlyIn: folder)) ?? []
      return labs.map { Item(label: LabFile.name($0), kind: .file) }
    }
    guard !before.contains(":") else { return [] }
    return LabWord.frontMatter.map {
      Item(label: $0.name, kind: .property, detail: $0.summary, insert: "\($0.name): ")
    }
  }

  // MARK: In code

  private static func words(
    _ document: OpenDocument, _ all: [OpenDocument.Piece], _ offset: Int
  ) -> [Item] {
    var pieces = Array(all.prefix { $0.range.lowerBound < offset })
    var start = ""
    if let last = pieces.last, offset <= last.range.upperBound {
      let isWord = last.kind == .word || last.kind == .keyword
      if isWord {
        let length = offset - last.range.lowerBound
        start = String(decoding: Array(last.text.utf8.prefix(length)), as: UTF8.self)
        pieces.removeLast()
      } else if last.kind != .sign, last.kind == .comment || offset < last.range.upperBound {
        return []
      } else if last.kind == .number {
        return []
      }
    }
    let items: [Item]
    if let dot = pieces.last, dot.text == ".", pieces.count > 1 {
      items = members(document, of: pieces[pieces.count - 2])
    } else {
      items = arguments(document, pieces) + names(document, all)
    }
    var seen: Set<String> = []
    return items.filter { $0.label.hasPrefix(start) && seen.insert($0.label).inserted }
  }

  private static func members(
    _ document: OpenDocument, of owner: OpenDocument.Piece
  ) -> [Item] {
    let (table, names) = (document.table, document.earlier)
    let known = KnownKind(of: owner, document)
    var items: [Item] = []
    if known == nil || known?.model != nil {
      let own = known?.model.map { names.members[$0] ?? [] } ?? names.members.values.flatMap(\.self)
      items += own.sorted().map { Item(label: $0, kind: .field) }
    }
    for group in table.groups {
      for property in group.properties where known == nil || property.receiver == known?.name {
        items.append(Item(label: property.name, kind: .property, detail: property.summary))
      }
      for builtin in group.builtins {
        guard let receiver = builtin.receiver, known == nil || receiver == known?.name else {
          continue
        }
        items.append(item(builtin, .method))
      }
    }
    // `x.relu()` is `relu(x)`.
    if known?.name == "tensor" {
      for builtin in table.groups.flatMap(\.builtins)
      where builtin.receiver == nil && builtin.result == Tensor.self {
        items.append(item(builtin, .method))
      }
    }
    return items
  }

  private static func item(_ builtin: Builtin, _ kind: Kind) -> Item {
    Item(label: builtin.name, kind: kind, detail: "\(builtin.signature): \(builtin.summary)")
  }

  /// The arguments of the call whose parentheses are open at the end of `pieces`.
  private static func arguments(
    _ document: OpenDocument, _ pieces: [OpenDocument.Piece]
  ) -> [Item] {
    var depth = 0
    for index in pieces.indices.reversed() where pieces[index].kind == .sign {
      switch pieces[index].text {
      case ")", "]", "}": depth += 1
      case "[", "{":
        guard depth > 0 else { return [] }
        depth -= 1
      case "(":
        guard depth == 0 else {
          depth -= 1
          continue
        }
        guard index > 0, pieces[index - 1].kind == .word, !pieces[index].isApart else { return [] }
        let isMethod = index > 1 && pieces[index - 2].text == "."
        return parameters(document, pieces[index - 1].text, isMethod: isMethod).map {
          Item(label: $0, kind: .property, detail: "argument", insert: "\($0) = ")
        }
      default: continue
      }
    }
    return []
  }

  private static func parameters(
    _ document: OpenDocument, _ name: String, isMethod: Bool
  ) -> [String] {
    if !isMethod, let own = document.names.parameters[name] ?? document.earlier.parameters[name] {
      return own
    }
    let table = document.table
    let found = isMethod ? table.entries(called: name).first : table.function(name)
    let all = found?.parameters.map(\.name) ?? []
    return isMethod ? Array(all.dropFirst()) : all
  }

  /// All names: those of the lab, of the fence even if it cannot be read, of the language.
  private static func names(
    _ document: OpenDocument, _ pieces: [OpenDocument.Piece]
  ) -> [Item] {
    let own = Set(document.names.sessionNames + document.earlier.sessionNames)
    var items = own.sorted().map { name -> Item in
      let isFunction = document.earlier.parameters[name] != nil
      return Item(label: name, kind: isFunction ? .function : .variable)
    }
    // A name that is set in a function, or a moment ago: it is followed by `=`.
    for (word, sign) in zip(pieces, pieces.dropFirst())
    where word.kind == .word && ["=", ",", "in", ":", ")"].contains(sign.text)
      && document.table.value(of: word.text) == nil
    {
      items.append(Item(label: word.text, kind: .variable))
    }
    for word in LanguageWord.all {
      items.append(Item(label: word.name, kind: .keyword, detail: word.form))
    }
    for group in document.table.groups {
      for builtin in group.builtins where builtin.receiver == nil {
        items.append(item(builtin, .function))
      }
      for constant in group.constants {
        items.append(Item(label: constant.name, kind: .constant, detail: constant.summary))
      }
    }
    return items
  }
}
