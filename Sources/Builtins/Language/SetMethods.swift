import Interpreter

extension BuiltinTable {
  static func sets() -> BuiltinGroup {
    func joined(
      _ name: String, _ summary: String, _ example: String,
      _ join: @escaping (MapBox, MapBox) throws -> MapBox
    ) -> Builtin {
      Builtin(
        name, of: "set", .set,
        .values("others", "sequences"), .interpreter, summary: summary,
        example: example, see: "set.update in"
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
        name, of: "set", .set,
        .value("other", "a sequence"), .interpreter, summary: summary,
        example: example, see: "set.union in"
      ) { set, other, me in
        try holds(set.elements, try SetArgument.elements(of: other, me))
      }
    }
    return BuiltinGroup("Sets") {
      Builtin(
        "set",
        .value("items", "a sequence", default: .items([])), .interpreter,
        summary: "The different elements of a sequence, in order of their first appearance.",
        example: "classes = set(labels.tolist())", see: "unique list map"
      ) { items, me in Value.set(try SetArgument.elements(of: items, me).copy()) }
      Builtin(
        "add", of: "set", .changedSet,
        .value("x", "the element"), .interpreter, summary: "Adds an element.",
        example: "seen.add(\"b\")", see: "set.update set.discard"
      ) { set, x, me in
        try me.charge(MemoryLayout<MapBox.Entry>.stride)
        try set.elements.set(x, to: .none)
      }
      Builtin(
        "discard", of: "set", .changedSet,
        .value("x", "the element"),
        summary: "Removes an element if it is there.", example: "seen.discard(\"b\")",
        see: "set.remove set.pop"
      ) { set, x in _ = try set.elements.remove(x) }
      Builtin(
        "remove", of: "set", .changedSet,
        .value("x", "the element; it must be there"), summary: "Removes an element.",
        example: "seen.remove(\"a\")", see: "set.discard"
      ) { set, x in
        guard try set.elements.remove(x) != nil else {
          throw Failure("the set has no element \(x.brief)", hint: "`.discard(x)` allows for that")
        }
      }
      Builtin(
        "pop", of: "set", .changedSet,
        summary: "Removes an element and returns it: the one added first.", example: "seen.pop()",
        see: "set.remove"
      ) { set in
        guard let first = set.elements.keys.first else { throw Failure("pop from an empty set") }
        _ = try set.elements.remove(first)
        return first
      }
      Builtin(
        "clear", of: "set", .changedSet, summary: "Removes all elements.", example: "seen.clear()",
        see: "set.pop"
      ) { set in for item in set.elements.keys { _ = try set.elements.remove(item) } }
      Builtin(
        "update", of: "set", .changedSet,
        .values("others", "sequences"), .interpreter,
        summary: "Adds every element of sequences.", example: "seen.update(words)",
        see: "set.add set.union"
      ) { set, others, me in
        for other in others {
          for item in try Iteration.items(of: other, me) { try set.elements.set(item, to: .none) }
        }
      }
      joined("union", "The elements of the set and of sequences.", "{1, 2}.union({2, 3})") {
        try Sets.union($0, $1.keys)
      }
      joined(
        "intersection", "The elements that sequences have, too.", "{1, 2}.intersection({2, 3})"
      ) {
        a, b in
        try Sets.filtered(a) { (x) throws(Failure) in try b.get(x) != nil }
      }
      joined("difference", "The elements that no sequence has.", "{1, 2}.difference({2, 3})") {
        try Sets.difference($0, $1)
      }
      Builtin(
        "symmetric_difference", of: "set", .set,
        .value("other", "a sequence"), .interpreter,
        summary: "The elements of one of the two and not of the other.",
        example: "{1, 2}.symmetric_difference({2, 3})", see: "set.difference"
      ) { set, other, me in
        let (a, b) = (set.elements, try SetArgument.elements(of: other, me))
        return Value.set(try Sets.union(try Sets.difference(a, b), Sets.difference(b, a).keys))
      }
      asked("issubset", "Whether the other has every element.", "{1, 2}.issubset({2, 3})") {
        try Sets.isSubset($0, of: $1)
      }
      asked("issuperset", "Whether it has every element of the other.", "{1, 2}.issuperset({2, 3})")
      {
        try Sets.isSubset($1, of: $0)
      }
      asked("isdisjoint", "Whether the two have no element in common.", "{1, 2}.isdisjoint({2, 3})")
      { a, b in
        try Sets.filtered(a) { (x) throws(Failure) in try b.get(x) != nil }.count == 0
      }
    }
  }
}

/// A set as an argument.
struct SetArgument: ArgumentConvertible {
  static var kind: String { "a set" }
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
