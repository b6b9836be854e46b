import Datasets
import Interpreter
import Tensors

/// Makes values again that `ArchiveWriter` has written.
package final class ArchiveReader {
  private let objects: [JSON]
  private let parameters: [JSON]
  private let saved: [String: Tensor]
  private let globals: Globals
  private let interpreter: Interpreter
  private let load: (String) throws(Failure) -> DataSet
  private var made: [Int: Value] = [:]
  private var tensors: [Int: Tensor] = [:]
  private var sets: [String: DataSetObject] = [:]
  private var isMaking: Set<Int> = []

  /// A reader of `json` and the tensors beside it, by name. Names of values mean what `globals` holds,
  /// and `load` opens a data set.
  package init(
    _ json: JSON, _ saved: [String: Tensor], _ globals: Globals, _ interpreter: Interpreter,
    load: @escaping (String) throws(Failure) -> DataSet
  ) {
    objects = json["objects"]?.elements ?? []
    parameters = json["parameters"]?.elements ?? []
    self.saved = saved
    (self.globals, self.interpreter, self.load) = (globals, interpreter, load)
  }

  /// The value that was written. Throws if it cannot be made again.
  package func value(_ json: JSON) throws(Failure) -> Value {
    switch json {
    case .null: return .none
    case .bool(let truth): return .bool(truth)
    case .int(let number): return .int(number)
    case .string(let text): return .text(text)
    case .list(let parts): return try value(of: parts)
    default: throw Self.damaged
    }
  }

  private static var damaged: Failure { Failure("what was kept of it is damaged") }

  private func values(_ parts: some Sequence<JSON>) throws(Failure) -> [Value] {
    var values: [Value] = []
    for part in parts { values.append(try value(part)) }
    return values
  }

  private func value(of parts: [JSON]) throws(Failure) -> Value {
    let rest = parts.dropFirst()
    switch parts.first?.string {
    case "unset": return .unset
    case "float":
      guard let number = rest.first?.string.flatMap(Double.init) else { throw Self.damaged }
      return .float(number)
    case "list": return .items(try values(rest))
    case "map":
      let map = MapBox()
      let values = try values(rest)
      for index in stride(from: 0, to: values.count - 1, by: 2) {
        try map.set(values[index], to: values[index + 1])
      }
      return .map(map)
    case "set":
      let set = MapBox()
      for value in try values(rest) { try set.set(value, to: .none) }
      return .set(set)
    case "range":
      let numbers = rest.compactMap(\.int)
      guard numbers.count == 3, numbers[2] != 0 else { throw Self.damaged }
      return .range(RangeBox(start: numbers[0], stop: numbers[1], step: numbers[2]))
    case "tensor", "parameter": return .tensor(try tensor(parts))
    case "builtin":
      guard let name = rest.first?.string, let value = interpreter.table.value(of: name) else {
        throw Self.damaged
      }
      return value
    case "name":
      guard let name = rest.first?.string, let value = globals.value(of: name) else {
        throw Failure("what it is made of is not defined any more")
      }
      return value
    case "method":
      guard rest.count == 2, case .instance(let owner) = try value(parts[1]),
        let name = parts[2].string, let code = owner.model.methods[name]
      else { throw Self.damaged }
      return .function(
        try Function(
          code: code, captures: [.instance(owner)],
          defaults: owner.model.methodDefaults[name] ?? []))
    case "object":
      guard let index = rest.first?.int, objects.indices.contains(index) else {
        throw Self.damaged
      }
      return try object(index)
    default: throw Self.damaged
    }
  }

  // MARK: Tensors

  private func tensor(_ parts: [JSON]) throws(Failure) -> Tensor {
    guard parts.count > 1 else { throw Self.damaged }
    if let index = parts[1].int { return try parameter(index) }
    guard let found = parts[1].string.flatMap({ saved[$0] }) else { throw Self.damaged }
    guard parts.count == 3 else { return found }
    // The dimensions were written in the order of memory.
    let order = (parts[2].elements ?? []).compactMap(\.int)
    guard order.sorted() == Array(0..<found.rank) else { throw Self.damaged }
    let back = order.indices.sorted { order[$0] < order[$1] }
    return try Failure.wrapping { () throws(TensorError) in try found.permuted(Shape(back)) }
  }

  private func parameter(_ index: Int) throws(Failure) -> Tensor {
    if let known = tensors[index] { return known }
    guard parameters.indices.contains(index) else { throw Self.damaged }
    if let owner = parameters[index]["owner"]?.int {
      _ = try object(owner)
      guard let known = tensors[index] else { throw Self.damaged }
      return known
    }
    let values = try numbers(of: index)
    let tensor = try Failure.wrapping { () throws(TensorError) in try values.asParameter() }
    tensors[index] = tensor
    tensor.gradient = gradient(of: index)
    tensor.isFrozen = isFrozen(index)
    return tensor
  }

  private func numbers(of index: Int) throws(Failure) -> Tensor {
    guard let name = parameters[index]["name"]?.string, let values = saved[name] else {
      throw Self.damaged
    }
    return values
  }

  private func isFrozen(_ index: Int) -> Bool {
    if case .bool(true)? = parameters[index]["isFrozen"] { true } else { false }
  }

  private func gradient(of index: Int) -> Tensor? {
    guard case .bool(true)? = parameters[index]["hasGradient"] else { return nil }
    return parameters[index]["name"]?.string.flatMap { saved[$0 + ".grad"] }
  }

  // MARK: Objects

  private func object(_ index: Int) throws(Failure) -> Value {
    if let known = made[index] { return known }
    guard objects.indices.contains(index), isMaking.insert(index).inserted else {
      throw Self.damaged
    }
    defer { isMaking.remove(index) }
    let json = objects[index]
    switch json["kind"]?.string {
    case "instance": return try instance(index, json)
    case "call": return try called(index, json)
    case "data":
      let set = try set(json)
      made[index] = .object(set)
    case "images": made[index] = .object(ImagesObject(try images(json)))
    case "pixels": made[index] = .object(PixelsObject(try images(json)))
    case "skipped": made[index] = .object(SkippedComparison())
    case "named":
      let names = (json["names"]?.elements ?? []).compactMap(\.string)
      let values = try values(json["values"]?.elements ?? [])
      made[index] = .object(
        NamedValues(json["type"]?.string ?? "values", Array(zip(names, values))))
    default: break
    }
    guard let value = made[index] else { throw Self.damaged }
    return value
  }

  private func instance(_ index: Int, _ json: JSON) throws(Failure) -> Value {
    guard let name = json["model"]?.string, case .model(let model)? = globals.value(of: name),
      let values = json["values"]?.elements, values.count == model.constructor.frameSize,
      (json["fields"]?.elements ?? []).compactMap(\.string) == model.fieldNames
    else { throw Failure("its model has changed") }
    let instance = Instance(of: model)
    // Before its fields, which may lead back to it.
    made[index] = .instance(instance)
    do {
      for (slot, json) in values.enumerated() { instance.fields[slot] = try value(json) }
    } catch {
      made[index] = nil
      throw error
    }
    return .instance(instance)
  }

  private func called(_ index: Int, _ json: JSON) throws(Failure) -> Value {
    guard let name = json["builtin"]?.string,
      let builtin = interpreter.table.function(name),
      let arguments = json["arguments"]?.elements, arguments.count == builtin.parameters.count
    else { throw Self.damaged }
    let object = try Recipe(builtin, try values(arguments)).make(interpreter)
    let parts = (json["state"]?.elements ?? []).compactMap(\.int)
    let state = object.state
    guard parts.count == state.count else { throw Self.damaged }
    for (part, entry) in zip(parts, state) where tensors[part] !== entry.tensor {
      let values = try numbers(of: part)
      guard values.shape == entry.tensor.shape, values.dtype == entry.tensor.dtype else {
        throw Self.damaged
      }
      entry.tensor.restore(values)
      if entry.tensor.isParameter {
        entry.tensor.gradient = gradient(of: part)
        entry.tensor.isFrozen = isFrozen(part)
      }
      tensors[part] = entry.tensor
    }
    do {
      let memory = try value(json["memory"] ?? .null)
      if !memory.isNone { try object.restore(memory) }
    } catch {
      throw Failure.wrapping(error)
    }
    made[index] = .object(object)
    return .object(object)
  }

  private func set(_ json: JSON) throws(Failure) -> DataSetObject {
    guard let name = json["set"]?.string else { throw Self.damaged }
    if let known = sets[name] { return known }
    let set = try load(name)
    guard String(set.fingerprint, radix: 16) == json["fingerprint"]?.string else {
      throw Failure("the data set \(name) has changed")
    }
    let object = DataSetObject(set)
    sets[name] = object
    return object
  }

  private func images(_ json: JSON) throws(Failure) -> ImageSet {
    let set = try set(json).set
    let whole = json["part"]?.string == "train" ? set.train : set.test
    guard let rows = json["rows"]?.elements else { throw Self.damaged }
    do {
      let bounds = rows.compactMap(\.int)
      if bounds.count == 2, bounds.count == rows.count {
        guard bounds[0] <= bounds[1] else { throw Self.damaged }
        return try whole.subset(bounds[0]..<bounds[1])
      }
      return try whole.subset(try tensor(rows).elements(Int.self))
    } catch {
      throw Failure.wrapping(error)
    }
  }
}

extension JSON {
  /// A whole number.
  package var int: Int? { if case .int(let number) = self { number } else { nil } }
}
