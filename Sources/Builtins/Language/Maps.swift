import Interpreter

extension BuiltinTable {
  static func maps() -> BuiltinGroup {
    let me = BuiltinParameter.required("map")
    return BuiltinGroup(
      "Maps",
      [
        Builtin(
          "map", [.optional("pairs", .items([]))], "A map from pairs of key and value.",
          example: "map(zip(names, values))"
        ) { arguments, interpreter in
          if case .map = arguments[0] { return arguments[0] }
          let map = MapBox()
          for pair in try Iteration.items(of: arguments[0], interpreter) {
            guard case .list(let parts) = pair, parts.items.count == 2 else {
              throw Failure("a map is made of pairs, not of \(pair.described)")
            }
            try map.set(parts.items[0], to: parts.items[1])
          }
          return .map(map)
        },
        Builtin("keys", of: "map", [me], "The keys in order.", example: "for k in m.keys() { }") {
          arguments, _ in .items(try Maps.map(arguments).keys)
        },
        Builtin("values", of: "map", [me], "The values in order.", example: "sum(m.values())") {
          arguments, _ in .items(try Maps.map(arguments).values)
        },
        Builtin(
          "items", of: "map", [me], "The pairs of key and value in order.",
          example: "for (k, v) in m.items() { }"
        ) { arguments, _ in
          .items(try Maps.map(arguments).pairs.map { .items([$0.key, $0.value]) })
        },
        Builtin(
          "get", of: "map", [me, .required("key"), .optional("default")],
          "The value of a key, or the default where there is none.", example: "m.get(\"a\", 0)"
        ) { arguments, _ in try Maps.map(arguments).get(arguments[1]) ?? arguments[2] },
        Builtin(
          "pop", of: "map", [me, .required("key"), .optional("default", .unset)],
          "Takes a key out and gives its value.", example: "m.pop(\"a\")", changesReceiver: true
        ) { arguments, _ in
          let key = arguments[1]
          var taken: Value?
          try Maps.change(&arguments) { (map) throws(Failure) in taken = try map.remove(key) }
          if let taken { return taken }
          guard arguments[2].isUnset else { return arguments[2] }
          throw Indexing.missing(key, in: try Maps.map(arguments))
        },
        Builtin(
          "update", of: "map", [me, .required("other")], "Sets all entries of another map.",
          example: "m.update({\"a\": 1})", changesReceiver: true
        ) { arguments, _ in
          guard case .map(let other) = arguments[1] else { throw arguments.mismatch(1, "a map") }
          let pairs = other.pairs
          try Maps.change(&arguments) { (map) throws(Failure) in
            for pair in pairs { try map.set(pair.key, to: pair.value) }
          }
          return .none
        },
      ])
  }
}

/// What the methods of maps share.
private enum Maps {
  static func map(_ arguments: Arguments) throws(Failure) -> MapBox {
    guard case .map(let map) = arguments[0] else { throw arguments.mismatch(0, "a map") }
    return map
  }

  /// Gives `body` the map in argument 0, held by nobody else.
  static func change(_ arguments: inout Arguments, _ body: (MapBox) throws(Failure) -> Void)
    throws(Failure)
  {
    guard case .map(var map) = arguments.take(0) else { throw arguments.mismatch(0, "a map") }
    if !isKnownUniquelyReferenced(&map) { map = map.copy() }
    defer { arguments[0] = .map(map) }
    try body(map)
  }
}
