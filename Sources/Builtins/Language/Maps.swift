import Interpreter

extension BuiltinTable {
  static func maps() -> BuiltinGroup {
    BuiltinGroup("Maps") {
      Builtin(
        "map", .value("pairs", default: .items([])), .interpreter,
        summary: "A map from pairs of key and value.", example: "map(zip(names, values))"
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
        example: "for k in m.keys() { }"
      ) { map in map.keys }
      Builtin(
        "values", of: "map", .map("map"), summary: "The values in order.",
        example: "sum(m.values())"
      ) { map in map.values }
      Builtin(
        "items", of: "map", .map("map"), summary: "The pairs of key and value in order.",
        example: "for (k, v) in m.items() { }"
      ) { map in map.pairs.map { Value.items([$0.key, $0.value]) } }
      Builtin(
        "get", of: "map", .map("map"), .value("key"), .value("default", default: Value.none),
        summary: "The value of a key, or the default if there is none.",
        example: "m.get(\"a\", 0)"
      ) { map, key, standard in try map.get(key) ?? standard }
      Builtin(
        "pop", of: "map", .changedMap, .value("key"), .value("default", default: .unset),
        summary: "Removes a key and returns its value.", example: "m.pop(\"a\")"
      ) { map, key, standard in
        if let taken = try map.remove(key) { return taken }
        guard standard.isUnset else { return standard }
        throw Indexing.missing(key, in: map)
      }
      Builtin(
        "update", of: "map", .changedMap, .map("other"),
        summary: "Takes over every entry of another map.", example: "m.update({\"a\": 1})"
      ) { map, other in
        for pair in other.pairs { try map.set(pair.key, to: pair.value) }
      }
    }
  }
}
