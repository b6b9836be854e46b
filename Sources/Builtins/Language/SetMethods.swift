import Interpreter

extension BuiltinTable {
  static func sets() -> BuiltinGroup {
    func joined(
      _ name: String, _ summary: String, _ example: String,
      _ join: @escaping (MapBox, MapBox) throws -> MapBox
    ) -> Builtin {
      Builtin(
        name, of: "set", .set, .values("others"), .interpreter, summary: summary, example: example
      ) { set, others, me in
        var result = set.elements.copy()
        for other in others { result = try join(result, try SetArgument.elements(of: other, me)) }
        return Value.set(result)
      }
    }
    func asked(
      _ name: String, _ summary: String, _ example: String,
      _ holds: @escaping (MapBox, MapBox) throws -> Bool
    ) -> Builtin {
      Builtin(
        name, of: "set", .set, .value("other"), .interpreter, summary: summary, example: example
      ) { set, other, me in
        try holds(set.elements, try SetArgument.elements(of: other, me))
      }
    }
    return BuiltinGroup("Sets") {
      Builtin(
        "set", .value("items", default: .items([])), .interpreter,
        summary: "The different elements of a sequence, in order of their first appearance.",
        example: "classes = set(labels.tolist())"
      ) { items, me in Value.set(try SetArgument.elements(of: items, me).copy()) }
      Builtin(
        "add", of: "set", .changedSet, .value("x"), .interpreter, summary: "Adds an element.",
        example: "seen.add(word)"
      ) { set, x, me in
        try me.charge(MemoryLayout<MapBox.Entry>.stride)
        try set.elements.set(x, to: .none)
      }
      Builtin(
        "discard", of: "set", .changedSet, .value("x"),
        summary: "Removes an element if it is there.", example: "seen.discard(word)"
      ) { set, x in _ = try set.elements.remove(x) }
      Builtin(
        "remove", of: "set", .changedSet, .value("x"), summary: "Removes an element.",
        example: "seen.remove(word)"
      ) { set, x in
        guard try set.elements.remove(x) != nil else {
          throw Failure("the set has no element \(x.brief)", hint: "`.discard(x)` allows for that")
        }
      }
      Builtin(
        "pop", of: "set", .changedSet,
        summary: "Removes an element and returns it: the one added first.", example: "seen.pop()"
      ) { set in
        guard let first = set.elements.keys.first else { throw Failure("pop from an empty set") }
        _ = try set.elements.remove(first)
        return first
      }
      Builtin(
        "clear", of: "set", .changedSet, summary: "Removes all elements.", example: "seen.clear()"
      ) { set in for item in set.elements.keys { _ = try set.elements.remove(item) } }
      Builtin(
        "update", of: "set", .changedSet, .values("others"), .interpreter,
        summary: "Adds every element of sequences.", example: "seen.update(words)"
      ) { set, others, me in
        for other in others {
          for item in try Iteration.items(of: other, me) { try set.elements.set(item, to: .none) }
        }
      }
      joined("union", "The elements of the set and of sequences.", "a.union(b)") {
        try Sets.union($0, $1.keys)
      }
      joined("intersection", "The elements that sequences have, too.", "a.intersection(b)") {
        a, b in
        try Sets.filtered(a) { (x) throws(Failure) in try b.get(x) != nil }
      }
      joined("difference", "The elements that no sequence has.", "a.difference(b)") {
        try Sets.difference($0, $1)
      }
      Builtin(
        "symmetric_difference", of: "set", .set, .value("other"), .interpreter,
        summary: "The elements of one of the two and not of the other.",
        example: "a.symmetric_difference(b)"
      ) { set, other, me in
        let (a, b) = (set.elements, try SetArgument.elements(of: other, me))
        return Value.set(try Sets.union(try Sets.difference(a, b), Sets.difference(b, a).keys))
      }
      asked("issubset", "Whether the other has every element.", "a.issubset(b)") {
        try Sets.isSubset($0, of: $1)
      }
      asked("issuperset", "Whether it has every element of the other.", "a.issuperset(b)") {
        try Sets.isSubset($1, of: $0)
      }
      asked("isdisjoint", "Whether the two have no element in common.", "a.isdisjoint(b)") { a, b in
        try Sets.filtered(a) { (x) throws(Failure) in try b.get(x) != nil }.count == 0
      }
    }
  }
}

/// A set as an argument.
struct SetArgument: ArgumentConvertible {
  /// Its elements: the keys, with `none` as their values.
  let elements: MapBox

  static func read(_ argument: BuiltinArgument) throws(Failure) -> SetArgument {
    SetArgument(elements: try argument.set())
  }

  /// The elements of a sequence.
  static func elements(of value: Value, _ interpreter: Interpreter) throws(Failure) -> MapBox {
    if case .set(let set) = value { return set }
    let items = try Iteration.items(of: value, interpreter)
    try interpreter.charge(items.count * MemoryLayout<MapBox.Entry>.stride)
    return try Sets.set(of: items)
  }
}

extension TypedParameter where T == SetArgument {
  /// The set before the dot.
  fileprivate static var set: Self { Self(.required("set")) }

  /// The set before the dot, which the method changes.
  fileprivate static var changedSet: Self { Self(.changed("set")) }
}
