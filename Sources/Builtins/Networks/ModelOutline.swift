import Interpreter
import Tensors

/// What a model is made of: its nested layers and models, with what each returned and holds.
struct ModelOutline {
  /// The field or position in its parent: `fc1`, `layers.0`.
  var name: String
  /// What it is: a model's name, or a layer as written.
  let kind: String
  /// The shape of what it returned, or nil if it was not run.
  let output: [Int]?
  /// How many numbers in it, but not in its parts, training changes.
  let parameters: Int
  /// The lab's parameters that it and its parts were created with.
  private(set) var made: [(name: String, value: Value)] = []
  var parts: [ModelOutline] = []
  /// How many equal ones in a row this one represents.
  var copies = 1

  /// The outline of a model or layer, or nil for any other value. Each part appears once.
  init?(_ value: Value, _ outputs: OutputShapes?) {
    var seen: Set<ObjectIdentifier> = []
    self.init("", value, outputs, &seen)
  }

  private init?(
    _ name: String, _ value: Value, _ outputs: OutputShapes?, _ seen: inout Set<ObjectIdentifier>
  ) {
    self.name = name
    var found: [ModelOutline] = []
    var own = 0
    switch value {
    case .instance(let instance):
      guard seen.insert(ObjectIdentifier(instance)).inserted else { return nil }
      kind = instance.model.name
      output = outputs?[instance]
      made = instance.parameters
      for field in instance.namedFields {
        own += Self.collect(field.name, field.value, outputs, &seen, &found)
      }
    case .object(let object as SequentialObject):
      guard seen.insert(ObjectIdentifier(object)).inserted else { return nil }
      kind = "Sequential"
      output = outputs?[object]
      for (index, part) in object.parts.enumerated() {
        own += Self.collect(String(index), part, outputs, &seen, &found)
      }
    case .object(let object) where object.typeName == "layer":
      guard seen.insert(ObjectIdentifier(object)).inserted else { return nil }
      kind = object.description
      output = outputs?[object]
      for entry in object.state where !entry.isBuffer {
        if seen.insert(ObjectIdentifier(entry.tensor)).inserted { own += entry.tensor.count }
      }
    default: return nil
    }
    parameters = own
    parts = found
    for other in found.flatMap(\.made) where !made.contains(where: { $0.name == other.name }) {
      made.append(other)
    }
  }

  /// Adds what a field holds to `parts`; returns the number of parameters that it holds itself.
  private static func collect(
    _ name: String, _ value: Value, _ outputs: OutputShapes?, _ seen: inout Set<ObjectIdentifier>,
    _ parts: inout [ModelOutline]
  ) -> Int {
    var own = 0
    switch value {
    case .tensor(let tensor) where tensor.isParameter:
      if seen.insert(ObjectIdentifier(tensor)).inserted { own = tensor.count }
    case .list(let list):
      for (index, item) in list.items.enumerated() {
        own += collect("\(name).\(index)", item, outputs, &seen, &parts)
      }
    case .map(let map):
      for pair in map.pairs {
        own += collect("\(name).\(pair.key.text)", pair.value, outputs, &seen, &parts)
      }
    default:
      if let part = ModelOutline(name, value, outputs, &seen) { parts.append(part) }
    }
    return own
  }

  /// All parameters, those of the parts included.
  var total: Int { (parameters + parts.reduce(0) { $0 + $1.total }) * copies }

  /// The outline with runs of equal parts shown once: thirty layers fit on a screen.
  var folded: ModelOutline {
    var result = self
    result.parts = []
    for part in parts.map(\.folded) {
      if var last = result.parts.last, let place = part.place, place.list == last.place?.list,
        last.isLike(part)
      {
        last.copies += 1
        let first = last.name.prefix { $0 != "-" }
        last.name = "\(first)-\(place.index)"
        result.parts[result.parts.count - 1] = last
      } else {
        result.parts.append(part)
      }
    }
    return result
  }

  /// The list and the position in it that the name gives: `layers.` and 3 for `layers.3`.
  private var place: (list: Substring, index: Substring)? {
    let first = name.prefix { $0 != "-" }
    let start = first.lastIndex(of: ".").map(first.index(after:)) ?? first.startIndex
    guard first[start...].utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return (first[..<start], first[start...])
  }

  private func isLike(_ other: ModelOutline) -> Bool {
    kind == other.kind && output == other.output && parameters == other.parameters
      && parts.count == other.parts.count
      && zip(parts, other.parts).allSatisfy {
        $0.name == $1.name && $0.copies == $1.copies && $0.isLike($1)
      }
  }
}
