import Interpreter
import Tensors

extension BuiltinTable {
  static func sequences() -> BuiltinGroup {
    BuiltinGroup("Sequences") {
      Builtin(
        "len",
        .value("x", "a list, map, set, string, range, tensor or set of images"),
        summary: "How many elements something has.", example: "len([1, 2])",
        see: "tensor.numel tensor.size"
      ) { x in try Sequences.count(x) }
      Builtin(
        "range",
        .int("start", "the first number; the stop, if it is the only argument"),
        .optional(.int("stop", "the first number that is left out")),
        .int("step", "the distance of neighbours, negative to count down", default: 1),
        summary:
          "The whole numbers from start up to, but not including, stop; a single argument is the stop.",
        example: "for i in range(3) { print(i) }", see: "arange enumerate"
      ) { start, stop, step in
        guard step != 0 else { throw Failure("the step of a range cannot be 0") }
        guard let stop else { return RangeBox(start: 0, stop: start, step: step) }
        return RangeBox(start: start, stop: stop, step: step)
      }
      Builtin(
        "list",
        .value("x", "a sequence", default: .items([])), .interpreter,
        summary: "The elements of anything that `for` can loop over.", example: "list(range(3))",
        see: "set map tensor.tolist"
      ) { x, me in try Iteration.items(of: x, me) }
      Builtin(
        "enumerate",
        .value("x", "a sequence"),
        .int("start", "the number of the first element", default: 0),
        summary: "Pairs of position and element.",
        example: "for (i, word) in enumerate(words) { print(i, word) }", see: "range zip"
      ) { x, start in EnumerateObject(x, from: start) }
      Builtin(
        "zip",
        .values("sequences", "the sequences, one or more"),
        summary: "The first elements together, then the second ones, up to the shortest.",
        example: "for (name, value) in zip(names, values) { print(name, value) }",
        see: "enumerate map"
      ) { sequences in ZipObject(sequences) }
      Builtin(
        "sum",
        .argument("x", "a list or another sequence, or a tensor"),
        .argument(
          "start_or_dim", "of a list the start, of a tensor the dimensions", default: Value.none),
        .keepdim, .dims,
        .argument(
          "start", "what the elements of a list are added to, 0 if left out", default: Value.none),
        .interpreter,
        summary: "The sum of the elements; of a tensor over some dimensions, or all.",
        example: "sum([1, 2, 3])", see: "tensor.sum mean prod cumsum"
      ) { x, second, keep, dims, start, me in
        if case .tensor(let tensor) = x.value {
          guard start.isNone else {
            throw Failure("`start` of sum is for lists", hint: "write start + x.sum()")
          }
          guard second.isNone || dims == nil else { throw Failure("sum: `dim` is given twice") }
          let along = try second.isNone ? dims : second.ints()
          return Value.tensor(try tensor.sum(along, keepDims: keep))
        }
        try Sequences.refuse(dims, keep, of: x)
        guard second.isNone || start.isNone else { throw Failure("sum: `start` is given twice") }
        let first = start.isNone ? second : start
        return try Sequences.sum(x.value, first.isNone ? .int(0) : first.value, me)
      }
      Builtin(
        "min",
        .values("values", "several values, or one sequence or tensor"),
        .value("key", "a function of an element: its results are compared", default: Value.none),
        .value("default", "what an empty list gives", default: Value.none), .dim, .keepdim,
        .interpreter,
        summary: "The smallest of several values, or of the elements of one.",
        details: TensorExtreme.details, example: "min(3, 1, 2)",
        see: "max tensor.min amin argmin minimum"
      ) { values, key, standard, dim, keep, me in
        if let found = try TensorExtreme.smallest.found(values, key, dim, keep) { return found }
        return try Sequences.extreme("min", values, key, standard, me) { (a, b) throws(Failure) in
          try Comparing.precedes(a, b)
        }
      }
      Builtin(
        "max",
        .values("values", "several values, or one sequence or tensor"),
        .value("key", "a function of an element: its results are compared", default: Value.none),
        .value("default", "what an empty list gives", default: Value.none), .dim, .keepdim,
        .interpreter,
        summary: "The largest of several values, or of the elements of one.",
        details: TensorExtreme.details, example: "max([3, 1, 2])",
        see: "tensor.max amax argmax maximum"
      ) { values, key, standard, dim, keep, me in
        if let found = try TensorExtreme.largest.found(values, key, dim, keep) { return found }
        return try Sequences.extreme("max", values, key, standard, me) { (a, b) throws(Failure) in
          try Comparing.precedes(b, a)
        }
      }
      Builtin(
        "any",
        .argument("x", "a sequence or a tensor"), .dims, .keepdim, .interpreter,
        summary: "Whether some element is true.", example: "any([false, true])",
        see: "all tensor.any"
      ) { x, dims, keep, me in
        if case .tensor(let tensor) = x.value, let dims {
          return Value.tensor(try tensor.any(dims, keepDims: keep))
        }
        try Sequences.refuse(dims, keep, of: x)
        return .bool(try Sequences.contains(true, x.value, me))
      }
      Builtin(
        "all",
        .argument("x", "a sequence or a tensor"), .dims, .keepdim, .interpreter,
        summary: "Whether every element is true.", example: "all([true, true])",
        see: "any tensor.all"
      ) { x, dims, keep, me in
        if case .tensor(let tensor) = x.value, let dims {
          return Value.tensor(try tensor.all(dims, keepDims: keep))
        }
        try Sequences.refuse(dims, keep, of: x)
        return .bool(!(try Sequences.contains(false, x.value, me)))
      }
      Builtin(
        "sorted",
        .value("x", "a sequence"),
        .value("key", "a function of an element: its results are compared", default: Value.none),
        .bool("reverse", "whether the largest comes first", default: false), .interpreter,
        summary: "The elements sorted; `key` says by what.",
        example: "sorted(words, key = w -> len(w))", see: "list.sort reversed sort"
      ) { x, key, reverse, me in
        try Sorting.sorted(Iteration.items(of: x, me), key: key, reverse: reverse, me)
      }
      Builtin(
        "reversed",
        .value("x", "a sequence"), .interpreter,
        summary: "The elements from the last to the first.", example: "reversed([1, 2])",
        see: "sorted list.reverse flip"
      ) { x, me in ContiguousArray(try Iteration.items(of: x, me).reversed()) }
      Builtin(
        "apply",
        .value("f", "a function of one element"),
        .value("x", "a sequence"), .interpreter,
        summary: "The list of f(element) for every element.",
        example: "apply(x -> x ** 2, [1, 2])", see: "for map"
      ) { function, x, me in
        var results = ContiguousArray<Value>()
        for item in try Iteration.items(of: x, me) {
          results.append(try me.call(function, with: item))
        }
        return try ListBox(checking: results, at: nil)
      }
      Builtin(
        "first",
        .value("x", "a sequence"), .interpreter, summary: "The first element.",
        example: "(x, y) = first(batches(images.train, 8))", see: "batches"
      ) { x, me in
        guard let item = try Iteration.over(x, me).next() else {
          throw Failure("there is no first element")
        }
        return item
      }
    }
  }
}

/// What several sequence builtins share.
private enum Sequences {
  /// Refuses dimensions where they have no meaning.
  static func refuse(_ dims: [Int]?, _ keep: Bool, of x: BuiltinArgument) throws(Failure) {
    guard dims != nil || keep else { return }
    throw Failure(
      "`dim` and `keepdim` of \(x.call.builtin.name) are for tensors with dimensions, "
        + "not for \(x.value.described)")
  }

  static func count(_ value: Value) throws(Failure) -> Int {
    switch value {
    case .list(let list): return list.items.count
    case .map(let map), .set(let map): return map.count
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
    throw Failure(
      "\(value.described) has no length",
      hint: value.typeName == "data set"
        ? "write `len(….train)`, or `.test`: it has two parts" : nil)
  }

  static func sum(
    _ sequence: Value, _ start: Value, _ interpreter: Interpreter
  ) throws(Failure) -> Value {
    var total = start
    let iterator = try Iteration.over(sequence, interpreter)
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

  /// The element that `precedes` all others; the first if several are equal.
  static func extreme(
    _ name: String, _ values: [Value], _ key: Value, _ standard: Value,
    _ interpreter: Interpreter, precedes: (Value, Value) throws(Failure) -> Bool
  ) throws(Failure) -> Value {
    var items = ContiguousArray(values)
    if items.count == 1 { items = try Iteration.items(of: items[0], interpreter) }
    guard var best = items.first else {
      guard standard.isNone else { return standard }
      throw Failure("\(name) of an empty list", hint: "give default = …")
    }
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
    // Equal elements keep their order, even when reversed.
    return ContiguousArray(try order(keys, reverse: reverse, interpreter).map { items[$0] })
  }

  private static func order(
    _ keys: ContiguousArray<Value>, reverse: Bool, _ interpreter: Interpreter
  ) throws(Failure) -> [Int] {
    do {
      let numbers = keys.compactMap { if case .int(let number) = $0 { number } else { nil } }
      if numbers.count == keys.count { return try order(numbers, reverse) }
      let texts = keys.compactMap { if case .string(let text) = $0 { text.string } else { nil } }
      if texts.count == keys.count { return try order(texts, reverse) }
      return try keys.indices.sorted { (a, b) throws in
        try interpreter.checkInterrupt()
        return try reverse
          ? Comparing.precedes(keys[b], keys[a]) : Comparing.precedes(keys[a], keys[b])
      }
    } catch {
      throw Failure.wrapping(error)
    }
  }

  /// The order of keys whose comparison cannot fail.
  private static func order<Key: Comparable>(
    _ keys: [Key], _ reverse: Bool
  ) throws(TensorError) -> [Int] {
    // Some hundred operations for each comparison, and at most 25 comparisons for an element.
    try Cancellation.abandonably(operations: keys.count * 256) {
      let places = keys.enumerated().map { (key: $0.element, place: $0.offset) }
      let sorted = places.sorted { reverse ? $1.key < $0.key : $0.key < $1.key }
      return sorted.map(\.place)
    }
  }
}

/// `enumerate(x)`: pairs created one at a time.
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

/// `zip(a, b)`: lists of elements created one at a time.
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
