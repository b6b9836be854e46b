import Datasets
import Interpreter
import Tensors

/// Writes values and the objects that they share as JSON beside tensors, for `ArchiveReader`.
///
/// Numbers, texts, lists, maps and tensors are written as they are, each object with identity once.
/// Models and functions are written by name: whoever reads defines them first. Objects of the engine
/// are written as the call that made them with what has changed in them since.
package final class ArchiveWriter {
  /// A value that cannot be written.
  package struct Refused: Error {
    /// What it is: `a function that remembers values`.
    package let what: String
  }

  private static let deepest = 40
  private static let most = 2_000_000

  /// All that has numbers, by name.
  package private(set) var tensors: [(name: String, tensor: Tensor)] = []
  private var objects: [JSON] = []
  private var parameters: [JSON] = []
  private var objectIndices: [ObjectIdentifier: Int] = [:]
  private var parameterIndices: [ObjectIdentifier: Int] = [:]
  private var written: [ObjectIdentifier: JSON] = [:]
  private var refused: [ObjectIdentifier: Refused] = [:]
  /// Parts of layers, and the layers.
  private var owners: [ObjectIdentifier: NativeObject] = [:]
  private var paths: [ObjectIdentifier: String] = [:]
  /// Those of tensors so far.
  private var names: Set<String> = []
  private var definitions: [ObjectIdentifier: String] = [:]
  private var sets: [DataSet] = []
  private var count = 0
  private var isInMemory = false

  /// A writer of the values of `bindings`, of which `defined` names those that the reader defines.
  package init(_ bindings: [(name: String, value: Value)], defined: Set<String>) {
    for (name, value) in bindings {
      for entry in State(of: value).entries where paths[ObjectIdentifier(entry.tensor)] == nil {
        paths[ObjectIdentifier(entry.tensor)] = entry.name.isEmpty ? name : "\(name).\(entry.name)"
      }
      if let object = value.definition, defined.contains(name) {
        definitions[ObjectIdentifier(object)] = name
      }
      if case .object(let object as DataSetObject) = value { sets.append(object.set) }
    }
    Holdings.visit(bindings.map(\.value)) { object in
      for part in object.state { owners[ObjectIdentifier(part.tensor)] = object }
    }
  }

  /// What was written besides the tensors.
  package var json: JSON {
    .object([("objects", .list(objects)), ("parameters", .list(parameters))])
  }

  /// A value as the reader understands it. Throws for one that cannot be written.
  package func write(_ value: Value) throws(Refused) -> JSON { try write(value, depth: 0) }

  private func write(_ value: Value, depth: Int) throws(Refused) -> JSON {
    count += 1
    guard depth < Self.deepest, count < Self.most else { throw Refused(what: "a value so large") }
    switch value {
    case .unset: return .list([.string("unset")])
    case .none: return .null
    case .bool(let truth): return .bool(truth)
    case .int(let number): return .int(number)
    case .float(let number): return .list([.string("float"), .string(number.description)])
    case .string(let text): return .string(text.string)
    case .list(let list):
      return .list([.string("list")] + (try write(Array(list.items), depth: depth)))
    case .map(let map):
      let parts = map.pairs.flatMap { [$0.key, $0.value] }
      return .list([.string("map")] + (try write(parts, depth: depth)))
    case .set(let set): return .list([.string("set")] + (try write(Array(set.keys), depth: depth)))
    case .range(let range):
      let numbers = [range.start, range.stop, range.step]
      return .list([.string("range")] + numbers.map { .int($0) })
    case .tensor(let tensor): return try write(tensor, depth: depth)
    case .builtin(let builtin):
      guard builtin.receiver == nil else { throw Refused(what: "a method of the language") }
      return .list([.string("builtin"), .string(builtin.name)])
    case .function(let function):
      if case .instance(let instance)? = function.captures.first, function.captures.count == 1,
        instance.model.methods[function.name] === function.code
      {
        let owner = try write(.instance(instance), depth: depth + 1)
        return .list([.string("method"), owner, .string(function.name)])
      }
      return try name(of: function, "a function that remembers values")
    case .model(let model): return try name(of: model, "a model made by a function")
    case .instance(let instance):
      return try reference(instance) { () throws(Refused) in
        try self.write(instance, depth: depth)
      }
    case .object(let object):
      return try reference(object) { () throws(Refused) in try self.write(object, depth: depth) }
    }
  }

  private func write(_ values: [Value], depth: Int) throws(Refused) -> [JSON] {
    var written: [JSON] = []
    for value in values { written.append(try write(value, depth: depth + 1)) }
    return written
  }

  private func name(of object: AnyObject, _ what: String) throws(Refused) -> JSON {
    guard let name = definitions[ObjectIdentifier(object)] else { throw Refused(what: what) }
    return .list([.string("name"), .string(name)])
  }

  // MARK: Objects

  private func reference(
    _ object: AnyObject, _ body: () throws(Refused) -> JSON
  ) throws(Refused) -> JSON {
    let id = ObjectIdentifier(object)
    if let known = refused[id] { throw known }
    if let index = objectIndices[id] { return .list([.string("object"), .int(index)]) }
    let index = objects.count
    objectIndices[id] = index
    objects.append(.null)
    do {
      objects[index] = try body()
    } catch {
      refused[id] = error
      throw error
    }
    return .list([.string("object"), .int(index)])
  }

  private func write(_ instance: Instance, depth: Int) throws(Refused) -> JSON {
    let model = instance.model
    guard let name = definitions[ObjectIdentifier(model)] else {
      throw Refused(what: "an instance of a model that is gone")
    }
    let slots = (0..<model.constructor.frameSize).map { instance.fields[$0] }
    return .object([
      ("kind", .string("instance")), ("model", .string(name)),
      ("fields", .list(model.fieldNames.map { .string($0) })),
      ("values", .list(try write(slots, depth: depth))),
    ])
  }

  private func write(_ object: NativeObject, depth: Int) throws(Refused) -> JSON {
    switch object {
    case let object as DataSetObject:
      return .object([
        ("kind", .string("data")), ("set", .string(object.set.name)),
        ("fingerprint", .string(String(object.set.fingerprint, radix: 16))),
      ])
    case let object as ImagesObject: return try write("images", object.images)
    case let object as PixelsObject: return try write("pixels", object.images)
    case let object as NamedValues:
      return .object([
        ("kind", .string("named")), ("type", .string(object.typeName)),
        ("names", .list(object.memberNames.map { .string($0) })),
        ("values", .list(try write(object.contents, depth: depth))),
      ])
    case is SkippedComparison: return .object([("kind", .string("skipped"))])
    default: break
    }
    guard let recipe = object.recipe else {
      throw Refused(what: Value.withArticle(object.typeName))
    }
    var parts: [JSON] = []
    let own = objectIndices[ObjectIdentifier(object)]
    for part in object.state { parts.append(.int(parameter(part.tensor, owner: own))) }
    let arguments = try write(recipe.arguments, depth: depth)
    let outer = isInMemory
    isInMemory = true
    defer { isInMemory = outer }
    guard let memory = try? object.memory() ?? Value.none else {
      throw Refused(what: Value.withArticle(object.typeName))
    }
    return .object([
      ("kind", .string("call")), ("builtin", .string(recipe.builtin.name)),
      ("arguments", .list(arguments)), ("state", .list(parts)),
      ("memory", try write(memory, depth: depth)),
    ])
  }

  private func write(_ kind: String, _ images: ImageSet) throws(Refused) -> JSON {
    for set in sets {
      for (part, whole) in [("train", set.train), ("test", set.test)] {
        let kept: JSON
        switch images.places(in: whole) {
        case nil: continue
        case .range(let range)?: kept = .list([.int(range.lowerBound), .int(range.upperBound)])
        case .list(let rows)?:
          guard let tensor = try? Tensor.of(rows.map { Int($0) }) else {
            throw Refused(what: "images")
          }
          kept = try write(.tensor(tensor), depth: 0)
        }
        return .object([
          ("kind", .string(kind)), ("set", .string(set.name)),
          ("fingerprint", .string(String(set.fingerprint, radix: 16))),
          ("part", .string(part)), ("rows", kept),
        ])
      }
    }
    throw Refused(what: "images of a data set that no name holds")
  }

  // MARK: Tensors

  private func write(_ tensor: Tensor, depth: Int) throws(Refused) -> JSON {
    let id = ObjectIdentifier(tensor)
    if let owner = owners[id] {
      // The layer makes it.
      _ = try write(.object(owner), depth: depth + 1)
      guard let index = parameterIndices[id] else { throw Refused(what: "a part of a layer") }
      return .list([.string("parameter"), .int(index)])
    }
    if tensor.isParameter {
      return .list([.string("parameter"), .int(parameter(tensor, owner: nil))])
    }
    if let known = written[id] { return known }
    // Its layout in memory is kept, too, since sums may depend on it.
    let order = tensor.orderOfMemory
    guard let kept = order == nil ? tensor : try? tensor.permuted(Shape(order ?? [])) else {
      throw Refused(what: "a tensor")
    }
    let name = unused("\(isInMemory ? "memory" : "array").\(tensors.count)")
    tensors.append((name, kept))
    let json = JSON.list(
      [.string("tensor"), .string(name)] + (order.map { [.list($0.map { .int($0) })] } ?? []))
    written[id] = json
    return json
  }

  /// `name`, or one like it that no other tensor has.
  private func unused(_ name: String) -> String {
    var (unused, number) = (name, 1)
    while !names.insert(unused).inserted {
      (unused, number) = ("\(name)~\(number)", number + 1)
    }
    return unused
  }

  /// The number of a parameter or buffer, which is written once.
  private func parameter(_ tensor: Tensor, owner: Int?) -> Int {
    let id = ObjectIdentifier(tensor)
    if let index = parameterIndices[id] { return index }
    let index = parameters.count
    parameterIndices[id] = index
    let name = unused(paths[id] ?? "parameter.\(index)")
    tensors.append((name, tensor.kept()))
    if let gradient = tensor.gradient { tensors.append((name + ".grad", gradient)) }
    parameters.append(
      .object([
        ("name", .string(name)), ("owner", owner.map { .int($0) } ?? .null),
        ("hasGradient", .bool(tensor.gradient != nil)), ("isFrozen", .bool(tensor.isFrozen)),
      ]))
    return index
  }
}

extension Tensor {
  /// The order of its dimensions in memory, where it fills its memory in another than its own.
  fileprivate var orderOfMemory: [Int]? {
    guard !isContiguous else { return nil }
    let order = (0..<rank).sorted { (strides[$0], $1) > (strides[$1], $0) }
    guard let shape = try? Shape(order), (try? permuted(shape))?.isContiguous == true else {
      return nil
    }
    return order
  }
}

extension Value {
  /// The function or model that it is.
  fileprivate var definition: AnyObject? {
    switch self {
    case .function(let function): function
    case .model(let model): model
    default: nil
    }
  }
}

/// What values hold.
private enum Holdings {
  /// Calls `body` for each object of the engine that is reachable, once.
  static func visit(_ values: [Value], _ body: (NativeObject) -> Void) {
    var seen: Set<ObjectIdentifier> = []
    var waiting = values
    func isNew(_ object: AnyObject) -> Bool { seen.insert(ObjectIdentifier(object)).inserted }
    while let value = waiting.popLast() {
      switch value {
      case .list(let list) where isNew(list): waiting += list.items
      case .set(let set) where isNew(set): waiting += set.keys
      case .map(let map) where isNew(map): waiting += map.pairs.flatMap { [$0.key, $0.value] }
      case .function(let function) where isNew(function):
        waiting += function.captures + function.defaults
      case .instance(let instance) where isNew(instance):
        waiting += (0..<instance.model.constructor.frameSize).map { instance.fields[$0] }
      case .object(let object) where isNew(object):
        body(object)
        waiting += object.contents + (object.recipe?.arguments ?? [])
      default: break
      }
    }
  }
}
