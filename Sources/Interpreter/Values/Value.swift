import Tensors

/// What a script computes with.
///
/// Numbers are stored inline; everything else is one reference. Lists and maps are values all the
/// same: a change copies them first unless theirs is the only reference.
public enum Value {
  /// A slot that was never assigned; scripts never see it.
  case unset
  /// `none`.
  case none
  /// `true`, `false`.
  case bool(Bool)
  /// A whole number; overflow is an error.
  case int(Int)
  /// A number with a fraction.
  case float(Double)
  /// A text.
  case string(TextBox)
  /// A list; `(a, b)` is one too.
  case list(ListBox)
  /// A map, in order of insertion.
  case map(MapBox)
  /// A set: the keys of a map, in order of insertion.
  case set(MapBox)
  /// `range(a, b, c)`.
  case range(RangeBox)
  /// An array of numbers, computed by the engine.
  case tensor(Tensor)
  /// What `def` and `->` create, and bound methods.
  case function(Function)
  /// A function written in Swift.
  case builtin(Builtin)
  /// A model, which creates instances when called.
  case model(ModelClass)
  /// What a model creates: an object with identity.
  case instance(Instance)
  /// An object written in Swift: an optimizer, a data set, a metric.
  case object(NativeObject)
}

extension Value {
  /// The text `string` as a value.
  package static func text(_ string: String) -> Value { .string(TextBox(string)) }

  /// The list of `items`.
  package static func items(_ items: [Value]) -> Value { .list(ListBox(ContiguousArray(items))) }

  /// The results of a builtin as a list whose elements have names, as `values` and `indices`.
  package static func named(_ results: KeyValuePairs<String, Tensor>) -> Value {
    .list(ListBox(ContiguousArray(results.map { .tensor($0.value) }), names: results.map(\.key)))
  }

  /// What scripts and error messages call the kind of value.
  package var typeName: String {
    switch self {
    case .unset, .none: "none"
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .string: "str"
    case .list: "list"
    case .map: "map"
    case .set: "set"
    case .range: "range"
    case .tensor: "tensor"
    case .function, .builtin: "function"
    case .model: "model"
    case .instance(let instance): instance.model.name
    case .object(let object): object.typeName
    }
  }

  /// The kind of value with its article, for messages: "a list", "an int".
  package var described: String {
    if case .none = self { return "none" }
    return Value.withArticle(typeName)
  }

  /// `a tensor`, `an int`, `an MLP`; names of several things, as `images`, stay as they are.
  package static func withArticle(_ name: String) -> String {
    guard let first = name.first else { return name }
    if first.isLowercase, name.hasSuffix("s"), !name.hasSuffix("ss") { return name }
    // Initials are spoken letter by letter.
    let isSpelt = name.prefix(2).allSatisfy(\.isUppercase)
    return (isSpelt ? "AEFHILMNORSX" : "aeiouAEIOU").contains(first) ? "an \(name)" : "a \(name)"
  }

  /// Whether nothing was assigned.
  package var isUnset: Bool {
    if case .unset = self { true } else { false }
  }

  /// Whether it is `none`.
  package var isNone: Bool {
    if case .none = self { true } else { false }
  }

  /// The number, if it is one; `true` counts as 1 as in Python.
  package var number: Double? {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .int(let value): Double(value)
    case .float(let value): value
    default: nil
    }
  }

  /// The tensor that it is or stands for; nil where it is neither.
  package func tensor() throws(Failure) -> Tensor? {
    switch self {
    case .tensor(let tensor): tensor
    case .object(let object): try object.tensor()
    default: nil
    }
  }

  /// The same, or the tensor that it stands for.
  package func made() throws(Failure) -> Value {
    guard case .object(let object) = self, let tensor = try object.tensor() else { return self }
    return .tensor(tensor)
  }

  /// The whole number, if it is one; `true` counts as 1 as in Python.
  package var integer: Int? {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .int(let value): value
    default: nil
    }
  }

  /// Whether it may contain other values, which raises the height of its container.
  var isContainer: Bool {
    switch self {
    case .list, .map, .set, .function, .object: true
    default: false
    }
  }

  /// How many containers deep the value is: 0 for numbers and texts.
  package var height: Int {
    switch self {
    case .list(let list): list.height
    case .map(let map), .set(let map): map.height
    case .function(let function): function.height
    case .object(let object): object.height
    default: 0
    }
  }

  /// Takes out the list and leaves `none`, so that the taker may hold the only reference.
  ///
  /// A pattern match alone may keep a second reference alive.
  @inline(never)
  mutating func takeList() -> ListBox? {
    guard case .list(let list) = self else { return nil }
    self = .none
    // Names would no longer fit what is changed.
    return list.names == nil ? list : list.copy()
  }

  /// Takes out the map and leaves `none`.
  @inline(never)
  mutating func takeMap() -> MapBox? {
    guard case .map(let map) = self else { return nil }
    self = .none
    return map
  }

  /// Takes out the set and leaves `none`.
  @inline(never)
  mutating func takeSet() -> MapBox? {
    guard case .set(let set) = self else { return nil }
    self = .none
    return set
  }

  /// Takes out the tensor and leaves `none`.
  @inline(never)
  mutating func takeTensor() -> Tensor? {
    guard case .tensor(let tensor) = self else { return nil }
    self = .none
    return tensor
  }

  /// Whether it is a tensor; asked without keeping a reference to it.
  @inline(never)
  var isTensor: Bool {
    if case .tensor = self { true } else { false }
  }

  /// Takes out the text and leaves `none`.
  @inline(never)
  mutating func takeText() -> TextBox? {
    guard case .string(let text) = self else { return nil }
    self = .none
    return text
  }

  /// What `if` asks: false for none, zero and anything empty.
  package func isTrue() throws(Failure) -> Bool {
    switch self {
    case .bool(let value): value
    case .unset, .none: false
    case .int(let value): value != 0
    case .float(let value): value != 0
    case .string(let text): !text.string.isEmpty
    case .list(let list): !list.items.isEmpty
    case .map(let map), .set(let map): map.count > 0
    case .range(let range): range.count > 0
    case .tensor(let tensor): try TensorOperators.isTrue(tensor)
    case .object(let object): try object.isTrue()
    case .function, .builtin, .model, .instance: true
    }
  }
}
