import Interpreter

extension BuiltinTable {
  static func lists() -> BuiltinGroup {
    BuiltinGroup("Lists") {
      Builtin(
        "append", of: "list", .changedList,
        .value("x", "the element"), .interpreter,
        summary: "Appends an element.", example: "losses.append(0.1)",
        see: "list.extend list.insert"
      ) { list, x, me in
        try list.append(x, me)
        return Value.none
      }
      Builtin(
        "extend", of: "list", .changedList,
        .value("items", "a sequence"), .interpreter,
        summary: "Appends every element of a sequence.", example: "xs.extend([1, 2])",
        see: "list.append"
      ) { list, source, me in
        let items = try Iteration.items(of: source, me)
        let box = try ListBox(checking: items, at: nil)
        guard list.items.count + items.count <= Limits.elements else {
          throw Arithmetic.listTooLong()
        }
        list.admitAll(of: box)
        list.items.append(contentsOf: items)
      }
      Builtin(
        "insert", of: "list", .changedList,
        .int("index", "the position of the new element, from 0; negative ones count from the end"),
        .value("x", "the element"),
        summary: "Inserts an element before the one at a position.", example: "xs.insert(0, 5)",
        see: "list.append list.pop"
      ) { list, index, x in
        guard list.items.count < Limits.elements else { throw Arithmetic.listTooLong() }
        try list.admit(x)
        let count = list.items.count
        list.items.insert(x, at: index < 0 ? max(0, index &+ count) : min(index, count))
      }
      Builtin(
        "pop", of: "list", .changedList,
        .value("index", "the position, from 0; -1 is the last", default: .int(-1)),
        summary: "Removes an element and returns it; by default the last one.",
        example: "xs.pop()", see: "list.remove list.insert"
      ) { list, index in
        let count = list.items.count
        guard count > 0 else { throw Failure("pop from an empty list") }
        return list.items.remove(at: try Indexing.position(index, count: count, in: "a list"))
      }
      Builtin(
        "remove", of: "list", .changedList,
        .value("x", "the element that is looked for"),
        summary: "Removes the first element that is equal to x.", example: "xs.remove(3)",
        see: "list.pop list.index"
      ) { list, x in
        _ = list.items.remove(at: try Lists.place(of: x, in: list))
      }
      Builtin(
        "sort", of: "list", .changedList,
        .value("key", "a function of an element: its results are compared", default: Value.none),
        .bool("reverse", "whether the largest comes first", default: false), .interpreter,
        summary: "Sorts the elements in place.", example: "xs.sort(reverse = true)",
        see: "sorted list.reverse"
      ) { list, key, reverse, me in
        let items = try Sorting.sorted(list.items, key: key, reverse: reverse, me)
        list.items = items
      }
      Builtin(
        "reverse", of: "list", .changedList,
        summary: "Reverses the elements in place.", example: "xs.reverse()",
        see: "reversed list.sort"
      ) { list in list.items.reverse() }
      Builtin(
        "clear", of: "list", .changedList, summary: "Removes all elements.",
        example: "xs.clear()", see: "list.pop"
      ) { list in list.items.removeAll() }
      Builtin(
        "index", of: "list", .thisList,
        .value("x", "the element that is looked for"),
        summary: "The position of the first equal element.", example: "xs.index(3)",
        see: "in list.count"
      ) { list, x in try Lists.place(of: x, in: list) }
      Builtin(
        "count", of: "list", .thisList,
        .value("x", "the element that is counted"), summary: "How many elements are equal to x.",
        example: "xs.count(3)", see: "list.index bincount"
      ) { list, x in
        var count = 0
        for item in list.items where try item.isEqual(to: x) { count += 1 }
        return count
      }
    }
  }
}

/// What the methods of lists share.
private enum Lists {
  static func place(of item: Value, in list: ListBox) throws(Failure) -> Int {
    guard let index = try list.firstIndex(of: item) else {
      throw Failure("the list has no element \(item.brief)")
    }
    return index
  }
}
