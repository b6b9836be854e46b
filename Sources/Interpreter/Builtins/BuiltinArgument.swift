import Tensors

/// One argument of a call.
///
/// The readers (`int`, `string`, …) fail with a message that names the argument.
@usableFromInline
package struct BuiltinArgument {
  /// The call that it belongs to.
  package let call: BuiltinCall
  private let index: Int

  @usableFromInline
  init(_ call: BuiltinCall, _ index: Int) {
    self.call = call
    self.index = index
  }

  /// The value as given.
  package var value: Value { call.base[index] }

  /// Whether it is left out or `none`.
  @usableFromInline package var isNone: Bool { call.base[index].isNone }

  /// Whether it is the value before the dot, which the method changes.
  private var isChanged: Bool { index == 0 && call.builtin.changesReceiver }

  /// Puts a new value in its place, where the method changes what is before the dot.
  package func replace(with value: Value) { call.base[index] = value }

  /// A whole number.
  package func int() throws(Failure) -> Int {
    if case .int(let number) = call.base[index] { return number }
    guard let number = value.integer else { throw mismatch("a whole number") }
    return number
  }

  /// A whole number within bounds.
  package func int(in bounds: ClosedRange<Int>) throws(Failure) -> Int {
    let number = try int()
    guard bounds.contains(number) else {
      throw Failure(
        "`\(call.builtin.parameters[index].name)` of \(call.builtin.name) must be from "
          + "\(bounds.lowerBound) to \(bounds.upperBound), not \(number)",
        hint: call.builtin.signature)
    }
    return number
  }

  /// A number, as a double.
  package func float() throws(Failure) -> Double {
    guard let number = value.number else { throw mismatch("a number") }
    return number
  }

  /// True or false.
  package func bool() throws(Failure) -> Bool {
    guard case .bool(let truth) = value else { throw mismatch("true or false") }
    return truth
  }

  /// A string.
  package func string() throws(Failure) -> String {
    guard case .string(let text) = value else { throw mismatch("a string") }
    return text.string
  }

  /// A list, uniquely referenced if the builtin changes it.
  package func list() throws(Failure) -> ListBox {
    guard isChanged else {
      guard case .list(let list) = value else { throw mismatch("a list") }
      return list
    }
    guard var list = call.base[index].takeList() else { throw mismatch("a list") }
    if !isKnownUniquelyReferenced(&list) { list = list.copy() }
    call.base[index] = .list(list)
    return list
  }

  /// A map, uniquely referenced if the builtin changes it.
  package func map() throws(Failure) -> MapBox {
    guard isChanged else {
      guard case .map(let map) = value else { throw mismatch("a map") }
      return map
    }
    guard var map = call.base[index].takeMap() else { throw mismatch("a map") }
    if !isKnownUniquelyReferenced(&map) { map = map.copy() }
    call.base[index] = .map(map)
    return map
  }

  /// The elements of a set, uniquely referenced if the builtin changes them.
  package func set() throws(Failure) -> MapBox {
    guard isChanged else {
      guard case .set(let set) = value else { throw mismatch("a set") }
      return set
    }
    guard var set = call.base[index].takeSet() else { throw mismatch("a set") }
    if !isKnownUniquelyReferenced(&set) { set = set.copy() }
    call.base[index] = .set(set)
    return set
  }

  /// Whole numbers: a list, range or tensor of them, or a single one.
  package func ints() throws(Failure) -> [Int] {
    switch value {
    case .list(let list):
      var numbers: [Int] = []
      for item in list.items {
        guard let number = item.integer else { throw mismatch("whole numbers", element: item) }
        numbers.append(number)
      }
      return numbers
    case .range(let range):
      guard range.count <= Limits.elements else { throw mismatch("fewer numbers") }
      return (0..<range.count).map { range[$0] }
    case .tensor(let tensor) where tensor.dtype == .int64 && tensor.rank == 1:
      return try Failure.wrapping { () throws(TensorError) in try tensor.elements(Int.self) }
    default: return [try int()]
    }
  }

  /// A tensor; a number becomes one without dimensions.
  package func tensor() throws(Failure) -> Tensor {
    if case .tensor(let tensor) = value { return tensor }
    guard let tensor = try TensorOperators.scalar(value) else { throw mismatch("a tensor") }
    return tensor
  }

  /// The tensors of a list, or the slices of one along its first dimension.
  package func tensors() throws(Failure) -> [Tensor] {
    if case .tensor(let tensor) = value, tensor.rank > 0 {
      return try Failure.wrapping { () throws(TensorError) in
        try (0..<tensor.shape[0]).map { (i) throws(TensorError) in try tensor.selected(0, i) }
      }
    }
    var tensors: [Tensor] = []
    for item in try list().items {
      if let tensor = try item.tensor() {
        tensors.append(tensor)
      } else if let number = try TensorOperators.scalar(item) {
        tensors.append(number)
      } else {
        throw mismatch("a list of tensors", element: item)
      }
    }
    return tensors
  }

  /// Sizes given one by one or as one list: `randn(3, 4)`, `randn([3, 4])`.
  package func shape() throws(Failure) -> Shape {
    var items = try list().items
    if items.count == 1, case .list(let inner) = items[0] { items = inner.items }
    var shape = Shape()
    for item in items {
      guard let size = item.integer else { throw mismatch("whole numbers", element: item) }
      try Failure.wrapping { () throws(TensorError) in try shape.append(size) }
    }
    return shape
  }

  /// One of a few words.
  package func choice<Choice: ArgumentChoice>(_ type: Choice.Type) throws(Failure) -> Choice {
    let word = try string()
    guard let choice = Choice(rawValue: word) else {
      let names = Choice.allCases.map { "\"\($0.rawValue)\"" }
      throw Failure(
        "`\(call.builtin.parameters[index].name)` of \(call.builtin.name) must be one of "
          + "\(names.joined(separator: ", ")), not \(Value.quoted(word))")
    }
    return choice
  }

  /// An object of a Swift class.
  package func object<Object: NativeObject>(_ type: Object.Type, _ wanted: String)
    throws(Failure) -> Object
  {
    if case .object(let object) = value, let object = object as? Object { return object }
    throw mismatch(wanted)
  }

  /// The error that it is not what was wanted, such as "a list" or "true or false".
  ///
  /// `element` is the part that does not fit, if it is only a part.
  package func mismatch(_ wanted: String, element: Value? = nil) -> Failure {
    let builtin = call.builtin
    let value = element ?? value
    if index == 0, let receiver = builtin.receiver {
      return Failure(".\(builtin.name) is for \(receiver), not for \(value.described)")
    }
    return Failure(
      "`\(builtin.parameters[index].name)` of \(builtin.name) must be \(wanted), "
        + "not \(value.described)", hint: builtin.signature)
  }
}
