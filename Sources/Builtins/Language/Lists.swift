import Interpreter

extension BuiltinTable {
  static func lists() -> BuiltinGroup {
    let me = BuiltinParameter.required("list")
    return BuiltinGroup(
      "Lists",
      [
        Builtin(
          "append", of: "list", [me, .required("x")], "Adds an element at the end.",
          example: "losses.append(loss)", changesReceiver: true
        ) { arguments, interpreter in
          let item = arguments.take(1)
          try Lists.change(&arguments) { (list) throws(Failure) in
            try list.append(item, interpreter)
          }
          return .none
        },
        Builtin(
          "extend", of: "list", [me, .required("items")],
          "Adds all elements of something at the end.", example: "xs.extend([1, 2])",
          changesReceiver: true
        ) { arguments, interpreter in
          let items = try Iteration.items(of: arguments[1], interpreter)
          let box = try ListBox(checking: items, at: nil)
          try Lists.change(&arguments) { (list) throws(Failure) in
            guard list.items.count + items.count <= Limits.elements else {
              throw Arithmetic.listTooLong()
            }
            list.admitAll(of: box)
            list.items.append(contentsOf: items)
          }
          return .none
        },
        Builtin(
          "insert", of: "list", [me, .required("index"), .required("x")],
          "Puts an element before the one at a position.", example: "xs.insert(0, 5)",
          changesReceiver: true
        ) { arguments, _ in
          let index = try arguments.int(1)
          let item = arguments.take(2)
          try Lists.change(&arguments) { (list) throws(Failure) in
            guard list.items.count < Limits.elements else { throw Arithmetic.listTooLong() }
            try list.admit(item)
            let count = list.items.count
            let position = index < 0 ? max(0, index &+ count) : min(index, count)
            list.items.insert(item, at: position)
          }
          return .none
        },
        Builtin(
          "pop", of: "list", [me, .optional("index", .int(-1))],
          "Takes an element out and gives it; the last one unless told.", example: "xs.pop()",
          changesReceiver: true
        ) { arguments, _ in
          var taken = Value.none
          let key = arguments[1]
          try Lists.change(&arguments) { (list) throws(Failure) in
            let count = list.items.count
            guard count > 0 else { throw Failure("pop from an empty list") }
            let index = try Indexing.position(key, count: count, in: "a list")
            taken = list.items.remove(at: index)
          }
          return taken
        },
        Builtin(
          "remove", of: "list", [me, .required("x")], "Takes the first equal element out.",
          example: "xs.remove(3)", changesReceiver: true
        ) { arguments, _ in
          let item = arguments[1]
          try Lists.change(&arguments) { (list) throws(Failure) in
            guard let index = try list.firstIndex(of: item) else {
              throw Failure("the list has no element \(item.brief)")
            }
            list.items.remove(at: index)
          }
          return .none
        },
        Builtin(
          "sort", of: "list", [me, .optional("key"), .optional("reverse", .bool(false))],
          "Puts the elements in order.", example: "xs.sort(reverse = true)", changesReceiver: true
        ) { arguments, interpreter in
          guard case .list(let list) = arguments[0] else { throw arguments.mismatch(0, "a list") }
          let items = try Sorting.sorted(
            list.items, key: arguments[1], reverse: try arguments.bool(2), interpreter)
          arguments[0] = .list(ListBox(items))
          return .none
        },
        Builtin(
          "reverse", of: "list", [me], "Turns the order of the elements round.",
          example: "xs.reverse()", changesReceiver: true
        ) { arguments, _ in
          try Lists.change(&arguments) { (list) throws(Failure) in list.items.reverse() }
          return .none
        },
        Builtin(
          "clear", of: "list", [me], "Takes all elements out.", changesReceiver: true
        ) { arguments, _ in
          arguments[0] = .items([])
          return .none
        },
        Builtin(
          "index", of: "list", [me, .required("x")], "The position of the first equal element.",
          example: "xs.index(3)"
        ) { arguments, _ in
          guard let index = try arguments.box(0).firstIndex(of: arguments[1]) else {
            throw Failure("the list has no element \(arguments[1].brief)")
          }
          return .int(index)
        },
        Builtin(
          "count", of: "list", [me, .required("x")], "How many elements are equal to x.",
          example: "xs.count(3)"
        ) { arguments, _ in
          var count = 0
          for item in try arguments.list(0) where try item.isEqual(to: arguments[1]) { count += 1 }
          return .int(count)
        },
      ])
  }
}

/// Changes of lists in place.
private enum Lists {
  /// Gives `body` the list in argument 0, held by nobody else.
  static func change(_ arguments: inout Arguments, _ body: (ListBox) throws(Failure) -> Void)
    throws(Failure)
  {
    guard case .list(var list) = arguments.take(0) else { throw arguments.mismatch(0, "a list") }
    if !isKnownUniquelyReferenced(&list) { list = list.copy() }
    defer { arguments[0] = .list(list) }
    try body(list)
  }
}
