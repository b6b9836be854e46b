import Interpreter
import Tensors

extension BuiltinTable {
  static func sequences() -> BuiltinGroup {
    BuiltinGroup(
      "Sequences",
      [
        Builtin(
          "len", [.required("x")], "How many elements something has.", example: "len([1, 2])"
        ) { arguments, _ in .int(try Sequences.count(arguments)) },
        Builtin(
          "range", [.required("start"), .optional("stop"), .optional("step", .int(1))],
          "The whole numbers from start up to stop, which is left out; one argument is the stop.",
          example: "for i in range(10) { print(i) }"
        ) { arguments, _ in
          let step = try arguments.int(2)
          guard step != 0 else { throw Failure("the step of a range cannot be 0") }
          let first = try arguments.int(0)
          guard arguments.has(1) else { return .range(RangeBox(start: 0, stop: first, step: step)) }
          return .range(RangeBox(start: first, stop: try arguments.int(1), step: step))
        },
        Builtin(
          "list", [.optional("x", .items([]))], "The elements of anything a `for` can go through.",
          example: "list(range(3))"
        ) { arguments, interpreter in
          .list(ListBox(try Iteration.items(of: arguments[0], interpreter)))
        },
        Builtin(
          "enumerate", [.required("x"), .optional("start", .int(0))],
          "Pairs of position and element.", example: "for (i, x) in enumerate(xs) { }"
        ) { arguments, _ in
          .object(EnumerateObject(arguments[0], from: try arguments.int(1)))
        },
        Builtin(
          "zip", [.variadic("sequences")],
          "The first elements together, then the second ones, up to the shortest.",
          example: "for (x, y) in zip(xs, ys) { }"
        ) { arguments, _ in .object(ZipObject(try arguments.list(0))) },
        Builtin(
          "sum", [.required("x"), .optional("start", .int(0))], "The sum of the elements.",
          example: "sum([1, 2, 3])"
        ) { arguments, interpreter in
          if case .tensor(let tensor) = arguments[0] { return .tensor(try tensor.sum()) }
          return try Sequences.sum(arguments, interpreter)
        },
        Builtin(
          "min", [.variadic("values"), .optional("key"), .optional("default")],
          "The smallest of several values, or of the elements of one.", example: "min(3, 1, 2)"
        ) { arguments, interpreter in
          try Sequences.extreme(arguments, interpreter) { (a, b) throws(Failure) in
            try Comparing.precedes(a, b)
          }
        },
        Builtin(
          "max", [.variadic("values"), .optional("key"), .optional("default")],
          "The largest of several values, or of the elements of one.", example: "max([3, 1, 2])"
        ) { arguments, interpreter in
          try Sequences.extreme(arguments, interpreter) { (a, b) throws(Failure) in
            try Comparing.precedes(b, a)
          }
        },
        Builtin(
          "any", [.required("x")], "Whether some element is true.", example: "any([false, true])"
        ) { arguments, interpreter in
          .bool(try Sequences.contains(true, arguments[0], interpreter))
        },
        Builtin(
          "all", [.required("x")], "Whether every element is true.", example: "all([true, true])"
        ) { arguments, interpreter in
          .bool(!(try Sequences.contains(false, arguments[0], interpreter)))
        },
        Builtin(
          "sorted", [.required("x"), .optional("key"), .optional("reverse", .bool(false))],
          "The elements in order; `key` says what to order by.",
          example: "sorted(words, key = w -> len(w))"
        ) { arguments, interpreter in
          let items = try Iteration.items(of: arguments[0], interpreter)
          return .list(
            ListBox(
              try Sorting.sorted(
                items, key: arguments[1], reverse: try arguments.bool(2), interpreter)))
        },
        Builtin(
          "reversed", [.required("x")], "The elements from the last to the first.",
          example: "reversed([1, 2])"
        ) { arguments, interpreter in
          let items = try Iteration.items(of: arguments[0], interpreter)
          return .list(ListBox(ContiguousArray(items.reversed())))
        },
        Builtin(
          "apply", [.required("f"), .required("x")], "The list of f(element) for every element.",
          example: "apply(x -> x ** 2, [1, 2])"
        ) { arguments, interpreter in
          let function = arguments[0]
          var results = ContiguousArray<Value>()
          for item in try Iteration.items(of: arguments[1], interpreter) {
            results.append(try interpreter.call(function, with: item))
          }
          return .list(try ListBox(checking: results, at: nil))
        },
        Builtin(
          "first", [.required("x")], "The first element.",
          example: "(x, y) = first(batches(data, 8))"
        ) { arguments, interpreter in
          guard let item = try Iteration.over(arguments[0], interpreter).next() else {
            throw Failure("there is no first element")
          }
          return item
        },
      ])
  }
}

/// What several sequence builtins share.
private enum Sequences {
  static func count(_ arguments: Arguments) throws(Failure) -> Int {
    switch arguments[0] {
    case .list(let list): return list.items.count
    case .map(let map): return map.count
    case .string(let text): return text.count
    case .range(let range): return range.count
    case .tensor(let tensor):
      guard let first = tensor.shape.first else {
        throw Failure("a tensor without dimensions has no length")
      }
      return first
    case .object(let object):
      if let count = object.count { return count }
    default: break
    }
    throw Failure("\(arguments[0].described) has no length")
  }

  static func sum(_ arguments: Arguments, _ interpreter: Interpreter) throws(Failure) -> Value {
    var total = arguments[1]
    let iterator = try Iteration.over(arguments[0], interpreter)
    while let item = try iterator.next() {
      try interpreter.checkInterrupt()
      switch (total, item) {
      case (.int(let a), .int(let b)):
        total = .int(try Arithmetic.checked(a.addingReportingOverflow(b), a, .add, b))
      case (.float(let a), .float(let b)): total = .float(a + b)
      default: total = try Arithmetic.apply(.add, total, item, interpreter)
      }
    }
    return total
  }

  /// The element that `precedes` all others; of equal ones the first.
  static func extreme(
    _ arguments: Arguments, _ interpreter: Interpreter,
    precedes: (Value, Value) throws(Failure) -> Bool
  ) throws(Failure) -> Value {
    var items = ContiguousArray(try arguments.list(0))
    if items.count == 1 { items = try Iteration.items(of: items[0], interpreter) }
    guard var best = items.first else {
      if arguments.has(2) { return arguments[2] }
      throw Failure("\(arguments.builtin.name) of nothing", hint: "give default = …")
    }
    let key = arguments[1]
    guard !key.isNone else {
      for item in items.dropFirst() where try precedes(item, best) { best = item }
      return best
    }
    var least = try interpreter.call(key, with: best)
    for item in items.dropFirst() {
      let measure = try interpreter.call(key, with: item)
      if try precedes(measure, least) { (best, least) = (item, measure) }
    }
    return best
  }

  static func contains(_ wanted: Bool, _ value: Value, _ interpreter: Interpreter) throws(Failure)
    -> Bool
  {
    if case .tensor(let tensor) = value {
      return try Failure.wrapping { () throws(TensorError) in
        try wanted ? tensor.any().number != 0 : tensor.all().number == 0
      }
    }
    let iterator = try Iteration.over(value, interpreter)
    while let item = try iterator.next() {
      try interpreter.checkInterrupt()
      let isTrue = try item.isTrue()
      if isTrue == wanted { return true }
    }
    return false
  }
}

/// Stable sorting, whose comparisons may fail.
enum Sorting {
  static func sorted(
    _ items: ContiguousArray<Value>, key: Value, reverse: Bool, _ interpreter: Interpreter
  ) throws(Failure) -> ContiguousArray<Value> {
    var keys = items
    if !key.isNone {
      keys = []
      keys.reserveCapacity(items.count)
      for item in items { keys.append(try interpreter.call(key, with: item)) }
    }
    // Equal elements keep their order, also when reversed.
    return ContiguousArray(try order(keys, reverse: reverse).map { items[$0] })
  }

  private static func order(
    _ keys: ContiguousArray<Value>, reverse: Bool
  ) throws(Failure) -> [Int] {
    let numbers = keys.compactMap { if case .int(let number) = $0 { number } else { nil } }
    if numbers.count == keys.count { return order(numbers, reverse) }
    let texts = keys.compactMap { if case .string(let text) = $0 { text.string } else { nil } }
    if texts.count == keys.count { return order(texts, reverse) }
    do {
      return try keys.indices.sorted { (a, b) throws in
        try reverse
          ? Comparing.precedes(keys[b], keys[a]) : Comparing.precedes(keys[a], keys[b])
      }
    } catch {
      throw Failure.wrapping(error)
    }
  }

  /// The order of keys whose comparison cannot fail.
  private static func order<Key: Comparable>(_ keys: [Key], _ reverse: Bool) -> [Int] {
    let places = keys.enumerated().map { (key: $0.element, place: $0.offset) }
    let sorted = places.sorted { reverse ? $1.key < $0.key : $0.key < $1.key }
    return sorted.map(\.place)
  }
}

/// `enumerate(x)`: pairs made one at a time.
final class EnumerateObject: NativeObject {
  private let sequence: Value
  private let start: Int

  init(_ sequence: Value, from start: Int) {
    self.sequence = sequence
    self.start = start
  }

  override var typeName: String { "enumerate" }
  override var height: Int { sequence.height + 1 }
  override var contents: [Value] { [sequence] }

  override func makeIterator(_ interpreter: Interpreter) throws -> ValueIterator? {
    Pairs(try Iteration.over(sequence, interpreter), start)
  }

  private final class Pairs: ValueIterator {
    private let iterator: ValueIterator
    private let start: Int
    private var count = 0

    init(_ iterator: ValueIterator, _ start: Int) {
      self.iterator = iterator
      self.start = start
    }

    override func next() throws(Failure) -> Value? {
      guard let item = try iterator.next() else { return nil }
      let index = try Arithmetic.ints(.add, start, count)
      count += 1
      return .items([index, item])
    }

    override var remaining: Int? { iterator.remaining }
  }
}

/// `zip(a, b)`: lists of elements made one at a time.
final class ZipObject: NativeObject {
  private let sequences: [Value]

  init(_ sequences: [Value]) {
    self.sequences = sequences
  }

  override var typeName: String { "zip" }
  override var height: Int { (sequences.map(\.height).max() ?? 0) + 1 }
  override var contents: [Value] { sequences }

  override func makeIterator(_ interpreter: Interpreter) throws -> ValueIterator? {
    Rows(try sequences.map { try Iteration.over($0, interpreter) })
  }

  private final class Rows: ValueIterator {
    private let iterators: [ValueIterator]

    init(_ iterators: [ValueIterator]) {
      self.iterators = iterators
    }

    override func next() throws(Failure) -> Value? {
      guard !iterators.isEmpty else { return nil }
      var row = ContiguousArray<Value>()
      row.reserveCapacity(iterators.count)
      for iterator in iterators {
        guard let item = try iterator.next() else { return nil }
        row.append(item)
      }
      return .list(ListBox(row))
    }

    override var remaining: Int? {
      var least: Int?
      for iterator in iterators {
        guard let count = iterator.remaining else { return nil }
        least = min(least ?? count, count)
      }
      return least
    }
  }
}
