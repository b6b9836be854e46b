import Interpreter

extension BuiltinTable {
  static func maps() -> BuiltinGroup {
    BuiltinGroup("Maps") {
      Builtin(
        "map",
        .value("pairs", "a sequence of pairs (key, value)", default: .items([])), .interpreter,
        summary: "A map from pairs of key and value.", example: "map(zip(names, values))",
        see: "zip map.items list set"
      ) { pairs, me in
        if case .map(let map) = pairs { return map }
        let map = MapBox()
        for pair in try Iteration.items(of: pairs, me) {
          guard case .list(let parts) = pair, parts.items.count == 2 else {
            throw Failure("a map is built from pairs, not from \(pair.described)")
          }
          try map.set(parts.items[0], to: parts.items[1])
        }
        return map
      }
      Builtin(
        "keys", of: "map", .map("map"), summary: "The keys in order.",
        example: "for k in m.keys() { print(k) }", see: "map.values map.items"
      ) { map in map.keys }
      Builtin(
        "values", of: "map", .map("map"), summary: "The values in order.",
        example: "sum(m.values())", see: "map.keys map.items"
      ) { map in map.values }
      Builtin(
        "items", of: "map", .map("map"), summary: "The pairs of key and value in order.",
        example: "for (k, v) in m.items() { print(k, v) }", see: "map.keys map.values"
      ) { map in map.pairs.map { Value.items([$0.key, $0.value]) } }
      Builtin(
        "get", of: "map", .map("map"),
        .value("key", "the key that is looked up"),
        .value("default", "what to give if it is missing", default: Value.none),
        summary: "The value of a key, or the default if there is none.",
        example: "m.get(\"c\", 0)", see: "map.pop in"
      ) { map, key, standard in try map.get(key) ?? standard }
      Builtin(
        "pop", of: "map", .changedMap,
        .value("key", "the key that is removed"),
        .value(
          "default", "what to give if it is missing; without it, that is an error", default: .unset),
        summary: "Removes a key and returns its value.", example: "m.pop(\"a\")", see: "map.get"
      ) { map, key, standard in
        if let taken = try map.remove(key) { return taken }
        guard standard.isUnset else { return standard }
        throw Indexing.missing(key, in: map)
      }
      Builtin(
        "update", of: "map", .changedMap,
        .map("other", "the map whose entries are taken over"),
        summary: "Takes over every entry of another map.", example: "m.update({\"a\": 3})",
        see: "map.get"
      ) { map, other in
        for pair in other.pairs { try map.set(pair.key, to: pair.value) }
      }
    }
  }
}
