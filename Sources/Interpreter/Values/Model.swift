import Synchronization

/// A model as declared: its constructor, its methods and the names of its fields.
public final class ModelClass {
  /// The model's name.
  package let name: String
  /// Distinguishes it from every other model, even from those that are gone.
  package let number: Int
  private static let made = Atomic<Int>(0)
  package let constructor: FunctionCode
  /// The names of an instance's slots, in order of definition.
  package let fieldNames: [String]
  /// The slots that are not fields: a reference to itself, temporaries of comprehensions.
  let hiddenSlots: Set<Int>
  private let slots: [String: Int]
  package let methods: [String: FunctionCode]
  /// The method that calling an instance runs.
  package let forward: FunctionCode?
  /// The defaults of each method's parameters, evaluated at the declaration.
  package let methodDefaults: [String: [Value]]
  package let defaults: [Value]
  /// The lab's parameters that the model reads, and the slots that keep them.
  let capturedParameters: [(slot: Int, cell: Cell)]
  package let graveyard: Graveyard

  package init(
    name: String, constructor: FunctionCode, defaults: [Value], fieldNames: [String],
    hiddenSlots: Set<Int>, methods: [String: FunctionCode], methodDefaults: [String: [Value]],
    capturedParameters: [(slot: Int, cell: Cell)], graveyard: Graveyard
  ) {
    self.name = name
    number = Self.made.add(1, ordering: .relaxed).newValue
    self.constructor = constructor
    self.defaults = defaults
    self.fieldNames = fieldNames
    self.hiddenSlots = hiddenSlots
    let fields = fieldNames.enumerated().filter { !hiddenSlots.contains($0.offset) }
    slots = Dictionary(fields.map { ($0.element, $0.offset) }) { first, _ in first }
    self.methods = methods
    forward = methods["forward"]
    self.methodDefaults = methodDefaults
    self.capturedParameters = capturedParameters
    self.graveyard = graveyard
  }

  /// The slot of a field, or nil.
  package func slot(of field: String) -> Int? { slots[field] }
}

/// Where a field was in the last model looked at: code asks for the same one over and over.
struct FieldCache {
  private var model = 0
  private var slot = 0

  /// The slot in `model` of the field `name`, which is the same in every call.
  @inline(__always)
  mutating func slot(of name: String, in model: ModelClass) -> Int? {
    if model.number == self.model { return slot }
    guard let slot = model.slot(of: name) else { return nil }
    (self.model, self.slot) = (model.number, slot)
    return slot
  }
}

/// What a model creates: fields and an identity.
public final class Instance {
  /// The model that it is an instance of.
  package let model: ModelClass
  /// The fields, `.unset` until the constructor has set them.
  package let fields: UnsafeMutablePointer<Value>

  package init(of model: ModelClass) {
    self.model = model
    fields = .allocate(capacity: max(1, model.constructor.frameSize))
    fields.initialize(repeating: .unset, count: model.constructor.frameSize)
  }

  deinit {
    let count = model.constructor.frameSize
    model.graveyard.bury(fields, count: count)
    fields.deinitialize(count: count)
    fields.deallocate()
  }

  /// The fields that are set, in order of definition, arguments of the constructor included.
  package var namedFields: [(name: String, value: Value)] {
    model.fieldNames.indices.compactMap { slot in
      guard !model.hiddenSlots.contains(slot), !fields[slot].isUnset else { return nil }
      return (model.fieldNames[slot], fields[slot])
    }
  }

  /// The lab's parameters that the model read when it was created.
  package var parameters: [(name: String, value: Value)] {
    model.capturedParameters.map { ($0.cell.name, fields[$0.slot]) }
  }

  /// The value of a field, or nil.
  package func field(_ name: String) -> Value? {
    guard let slot = model.slot(of: name), !fields[slot].isUnset else { return nil }
    return fields[slot]
  }
}

/// Frees chains of instances one after another.
///
/// Freed recursively, a long one would overflow the stack.
package final class Graveyard {
  private var waiting: [Value] = []
  private var isDigging = false

  /// An empty one.
  package init() {}

  /// Takes over the values and frees them, now or when the active call gets to them.
  func bury(_ values: UnsafeMutablePointer<Value>, count: Int) {
    for index in 0..<count {
      switch values[index] {
      case .instance, .list, .map, .set, .function, .object:
        waiting.append(values[index])
        values[index] = .unset
      default: break
      }
    }
    guard !isDigging else { return }
    isDigging = true
    while let value = waiting.popLast() { withExtendedLifetime(value) {} }
    isDigging = false
  }
}
