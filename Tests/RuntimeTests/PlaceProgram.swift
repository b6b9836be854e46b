/// A random program that changes nested lists and maps, and what it prints.
///
/// Indices are written in many ways; `k(x)` prints `x` and returns it, so that the output shows
/// what is evaluated, how often and in which order.
struct PlaceProgram {
  /// Where the names are that the program changes.
  enum Context: String, CaseIterable {
    case session, loop, function, closure, method, object, objectInList
  }

  /// What a name holds.
  enum Item {
    case number(Int)
    case list([Item])
    case map([(key: String, value: Item)])

    /// As `print` writes it, and as the program does.
    var text: String {
      switch self {
      case .number(let number): "\(number)"
      case .list(let items): "[" + items.map(\.text).joined(separator: ", ") + "]"
      case .map(let entries):
        "{" + entries.map { "'\($0.key)': \($0.value.text)" }.joined(separator: ", ") + "}"
      }
    }
  }

  enum Key {
    case index(Int)
    case name(String)
  }

  private static let names = ["a", "b", "c"]

  private let context: Context
  private var state: UInt64
  private var values: [String: Item] = [:]
  private var lines: [String] = []
  /// What the program prints.
  private(set) var expected: [String] = []
  /// What `k` prints in the statement being written.
  private var printed: [String] = []

  init(_ context: Context, seed: UInt64) {
    self.context = context
    state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    for name in Self.names { values[name] = item(depth: 3) }
  }

  /// The whole program.
  mutating func code(changes: Int) -> String {
    let starts = Self.names.map { values[$0]?.text ?? "" }
    for _ in 0..<changes {
      printed = []
      change()
      expected += printed
      lines.append("print(\(shown))")
      expected.append(Self.names.map { values[$0]?.text ?? "" }.joined(separator: " "))
    }
    let body = lines.joined(separator: "\n")
    let settings = zip(Self.names, starts).map { "\($0) = \($1)" }.joined(separator: "\n")
    let head =
      "def k(x) { print(x); x }\ndef word(x) { x }\nzero = 0\none = 1\nplaces = [0, 1, 2]\n"
    let arguments = starts.joined(separator: ", ")
    switch context {
    case .session: return "\(head)\(settings)\n\(body)\n"
    case .loop: return "\(head)\(settings)\nfor turn in range(1) {\nif true {\n\(body)\n}\n}\n"
    case .function: return "\(head)def f(a, b, c) {\n\(body)\n}\nf(\(arguments))\n"
    case .closure:
      return "\(head)def f(a, b, c) {\ndef g() {\n\(body)\n}\ng()\n}\nf(\(arguments))\n"
    case .method:
      return "\(head)model Box() {\n\(settings)\ndef go() {\n\(body)\n}\n}\nBox().go()\n"
    case .object: return "\(head)model Box() {\n\(settings)\n}\nbox = Box()\n\(body)\n"
    case .objectInList:
      return "\(head)model Box() {\n\(settings)\n}\nboxes = [Box()]\n\(body)\n"
    }
  }

  /// All names, as the program reads them.
  private var shown: String {
    let prefix =
      switch context {
      case .object: "box."
      case .objectInList: "boxes[0]."
      default: ""
      }
    return Self.names.map { prefix + $0 }.joined(separator: ", ")
  }

  // MARK: Changes

  private mutating func change() {
    let name = pick(Self.names)
    switch random(8) {
    case 0: assign(name)
    case 1, 2: augment(name)
    case 3, 4: setElement(name)
    default: callMethod(name)
    }
  }

  /// Whether a name can be set as a whole: a closure that sets one makes it local.
  private var setsNames: Bool { context != .closure }

  private mutating func assign(_ name: String) {
    guard setsNames else { return callMethod(name) }
    // The value comes first, then the place.
    let (text, value) = argument()
    lines.append("\(root(name, isWhole: true)) = \(text)")
    values[name] = value
  }

  private mutating func augment(_ name: String) {
    guard let path = path(in: name, where: { if case .map = $0 { false } else { true } }),
      setsNames || !path.isEmpty
    else { return setElement(name) }
    let place = root(name, isWhole: path.isEmpty) + written(path)
    var text = ""
    if case .number = values[name]?[path[...]] {
      text = number(2)
      at(name, path) { if case .number(let old) = $0 { $0 = .number(old + 2) } }
    } else {
      let (item, value) = argument()
      text = "[\(item), 7]"
      at(name, path) { if case .list(let old) = $0 { $0 = .list(old + [value, .number(7)]) } }
    }
    lines.append("\(place) += \(text)")
  }

  private mutating func setElement(_ name: String) {
    guard let path = path(in: name, where: { !$0.keys.isEmpty }),
      let keys = values[name]?[path[...]]?.keys
    else { return assign(name) }
    var key = pick(keys)
    if case .name = key, random(3) == 0 { key = .name("new\(random(3))") }
    let (text, value) = argument()
    let place = root(name) + written(path + [key])
    at(name, path) { $0.set(key, to: value) }
    lines.append("\(place) = \(text)")
  }

  private mutating func callMethod(_ name: String) {
    guard let path = path(in: name, where: { if case .number = $0 { false } else { true } }) else {
      return assign(name)
    }
    let place = root(name) + written(path)
    let item = values[name]?[path[...]]
    var call = ""
    switch item {
    case .list(let items): call = changeList(name, path, items)
    case .map(let entries): call = changeMap(name, path, entries.map(\.key))
    default: break
    }
    lines.append("\(place).\(call)")
  }

  private mutating func changeList(_ name: String, _ path: [Key], _ items: [Item]) -> String {
    let numbers = items.compactMap { if case .number(let number) = $0 { number } else { nil } }
    switch random(8) {
    case 0 where !items.isEmpty:
      let index = random(items.count)
      at(name, path) { $0.change { $0.remove(at: index) } }
      return "pop(\(written(.index(index), count: items.count)))"
    case 1 where !items.isEmpty:
      at(name, path) { $0.change { $0.removeLast() } }
      return "pop()"
    case 2:
      at(name, path) { $0.change { $0.reverse() } }
      return "reverse()"
    case 3 where numbers.count == items.count:
      at(name, path) { $0 = .list(numbers.sorted().map { .number($0) }) }
      return "sort()"
    case 4:
      let (text, value) = argument()
      at(name, path) { $0.change { $0.insert(value, at: 0) } }
      return "insert(0, \(text))"
    case 5:
      let (text, value) = argument()
      at(name, path) { $0.change { $0 += [value, value] } }
      return "extend([\(text)] * 2)"
    default:
      let (text, value) = argument()
      at(name, path) { $0.change { $0.append(value) } }
      return "append(\(text))"
    }
  }

  private mutating func changeMap(_ name: String, _ path: [Key], _ keys: [String]) -> String {
    if !keys.isEmpty, random(2) == 0 {
      let key = pick(keys)
      at(name, path) { if case .map(let all) = $0 { $0 = .map(all.filter { $0.key != key }) } }
      return "pop(\(written(.name(key), count: 0)))"
    }
    let (text, value) = argument()
    at(name, path) { $0.set(.name("more"), to: value) }
    return "update({\"more\": \(text)})"
  }

  // MARK: Parts of a statement, written in the order in which they are evaluated

  /// Something to store in a place.
  private mutating func argument() -> (text: String, value: Item) {
    switch random(4) {
    case 0:
      let value = random(100)
      return (number(value), .number(value))
    case 1:
      let value = item(depth: 1)
      return (value.text, value)
    default:
      let name = pick(Self.names)
      // What grows by copies of itself grows fast.
      guard let path = path(in: name, where: { $0.text.count < 60 }),
        let value = values[name]?[path[...]]
      else { return ("0", .number(0)) }
      return (root(name) + written(path), value)
    }
  }

  private mutating func number(_ value: Int) -> String {
    guard random(2) == 0 else { return "\(value)" }
    printed.append("\(value)")
    return "k(\(value))"
  }

  private mutating func root(_ name: String, isWhole: Bool = false) -> String {
    switch context {
    case .session, .loop, .function, .closure: return name
    case .method: return isWhole || random(2) == 0 ? "self.\(name)" : name
    case .object: return "box.\(name)"
    case .objectInList:
      guard random(2) == 0 else { return "boxes[0].\(name)" }
      printed.append("0")
      return "boxes[k(0)].\(name)"
    }
  }

  private mutating func written(_ path: [Key]) -> String {
    var text = ""
    for key in path { text += "[\(written(key, count: 0))]" }
    return text
  }

  /// A key, written in one of several ways.
  private mutating func written(_ key: Key, count: Int) -> String {
    switch key {
    case .index(let index):
      switch random(9) {
      case 0:
        printed.append("\(index)")
        return "k(\(index))"
      case 1: return "int(\(index))"
      case 2: return "zero + \(index)"
      case 3 where index < 3: return "places[\(index)]"
      case 4 where index < 2: return ["zero", "one"][index]
      case 5: return "if true { \(index) } else { 0 }"
      case 6 where count > 0: return "\(index - count)"
      default: return "\(index)"
      }
    case .name(let name):
      switch random(5) {
      case 0:
        printed.append(name)
        return "k(\"\(name)\")"
      case 1: return "str(\"\(name)\")"
      case 2: return "f\"\(name.dropLast()){word(\"\(name.suffix(1))\")}\""
      default: return "\"\(name)\""
      }
    }
  }

  // MARK: The model

  /// A path to something inside `name`, or to all of it.
  private mutating func path(in name: String, where fits: (Item) -> Bool) -> [Key]? {
    let all = values[name]?.places.filter { fits($0.item) } ?? []
    return all.isEmpty ? nil : pick(all).path
  }

  private mutating func at(_ name: String, _ path: [Key], _ change: (inout Item) -> Void) {
    values[name]?.modify(path[...], change)
  }

  private mutating func item(depth: Int) -> Item {
    switch depth == 0 ? 0 : random(depth == 3 ? 2 : 3) + (depth == 3 ? 1 : 0) {
    case 0: return .number(random(10))
    case 1: return .list((0..<1 + random(3)).map { _ in item(depth: depth - 1) })
    default:
      return .map(
        ["x", "yz"].prefix(1 + random(2)).map { ($0, item(depth: depth - 1)) })
    }
  }

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[random(choices.count)]
  }

  /// A number below `bound` (SplitMix64).
  private mutating func random(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}

extension PlaceProgram.Item {
  typealias Key = PlaceProgram.Key

  /// The keys of what is inside.
  var keys: [Key] {
    switch self {
    case .number: []
    case .list(let items): items.indices.map { .index($0) }
    case .map(let entries): entries.map { .name($0.key) }
    }
  }

  subscript(path: ArraySlice<Key>) -> Self? {
    guard let first = path.first else { return self }
    switch (self, first) {
    case (.list(let items), .index(let index)): return items[index][path.dropFirst()]
    case (.map(let entries), .name(let name)):
      return entries.first { $0.key == name }?.value[path.dropFirst()]
    default: return nil
    }
  }

  /// Every path from here, with what is there.
  var places: [(path: [Key], item: Self)] {
    [([], self)]
      + keys.flatMap { key in
        (self[[key]]?.places ?? []).map { ([key] + $0.path, $0.item) }
      }
  }

  mutating func modify(_ path: ArraySlice<Key>, _ body: (inout Self) -> Void) {
    guard let first = path.first else { return body(&self) }
    switch (self, first) {
    case (.list(var items), .index(let index)):
      items[index].modify(path.dropFirst(), body)
      self = .list(items)
    case (.map(var entries), .name(let name)):
      guard let index = entries.firstIndex(where: { $0.key == name }) else { return }
      entries[index].value.modify(path.dropFirst(), body)
      self = .map(entries)
    default: break
    }
  }

  mutating func set(_ key: Key, to value: Self) {
    switch (self, key) {
    case (.list(var items), .index(let index)):
      items[index] = value
      self = .list(items)
    case (.map(var entries), .name(let name)):
      if let index = entries.firstIndex(where: { $0.key == name }) {
        entries[index].value = value
      } else {
        entries.append((name, value))
      }
      self = .map(entries)
    default: break
    }
  }

  /// Changes the items of a list.
  mutating func change(_ body: (inout [Self]) -> Void) {
    guard case .list(var items) = self else { return }
    body(&items)
    self = .list(items)
  }
}
