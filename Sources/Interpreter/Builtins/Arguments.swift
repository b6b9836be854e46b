import Tensors

/// The arguments of one call of a builtin, one for each parameter, defaults filled in.
///
/// The readers (`int`, `string`, …) fail with a message that names the argument.
package struct Arguments {
  private let base: UnsafeMutablePointer<Value>
  private let count: Int
  /// Not counted: whoever calls holds it.
  private let called: Unmanaged<Builtin>
  /// The builtin that is called.
  package var builtin: Builtin { called.takeUnretainedValue() }

  package init(_ base: UnsafeMutablePointer<Value>, of builtin: Builtin) {
    self.base = base
    count = builtin.parameters.count
    called = .passUnretained(builtin)
  }

  /// The argument number `index`.
  package subscript(index: Int) -> Value {
    get {
      precondition(index < count)
      return base[index]
    }
    set {
      precondition(index < count)
      base[index] = newValue
    }
  }

  /// Takes an argument out, so that a list or map in it is held once and can be changed in place.
  package mutating func take(_ index: Int) -> Value {
    let value = self[index]
    self[index] = .none
    return value
  }

  /// Whether the argument was given and is not `none`.
  package func has(_ index: Int) -> Bool { !self[index].isNone }

  /// A whole number.
  package func int(_ index: Int) throws(Failure) -> Int {
    if case .int(let value) = self[index] { return value }
    guard let value = self[index].integer else { throw mismatch(index, "a whole number") }
    return value
  }

  /// A whole number, or nil for `none`.
  package func optionalInt(_ index: Int) throws(Failure) -> Int? {
    has(index) ? try int(index) : nil
  }

  /// A number.
  package func float(_ index: Int) throws(Failure) -> Double {
    guard let value = self[index].number else { throw mismatch(index, "a number") }
    return value
  }

  /// A number, or nil for `none`.
  package func optionalFloat(_ index: Int) throws(Failure) -> Double? {
    has(index) ? try float(index) : nil
  }

  /// True or false.
  package func bool(_ index: Int) throws(Failure) -> Bool {
    guard case .bool(let value) = self[index] else { throw mismatch(index, "true or false") }
    return value
  }

  /// A text.
  package func string(_ index: Int) throws(Failure) -> String {
    guard case .string(let text) = self[index] else { throw mismatch(index, "a text") }
    return text.string
  }

  /// A text, or nil for `none`.
  package func optionalString(_ index: Int) throws(Failure) -> String? {
    has(index) ? try string(index) : nil
  }

  /// The elements of a list.
  package func list(_ index: Int) throws(Failure) -> [Value] { Array(try box(index).items) }

  /// A list.
  package func box(_ index: Int) throws(Failure) -> ListBox {
    guard case .list(let list) = self[index] else { throw mismatch(index, "a list") }
    return list
  }

  /// The entries of a map, in order; the keys as text.
  package func map(_ index: Int) throws(Failure) -> [(key: String, value: Value)] {
    guard case .map(let map) = self[index] else { throw mismatch(index, "a map") }
    return map.pairs.map { ($0.key.text, $0.value) }
  }

  /// Whole numbers: a list or range of them, or a single one.
  package func ints(_ index: Int) throws(Failure) -> [Int] {
    switch self[index] {
    case .list(let list):
      var numbers: [Int] = []
      for item in list.items {
        guard let number = item.integer else {
          throw mismatch(index, "whole numbers", element: item)
        }
        numbers.append(number)
      }
      return numbers
    case .range(let range):
      guard range.count <= Limits.elements else { throw mismatch(index, "fewer numbers") }
      return (0..<range.count).map { range[$0] }
    default: return [try int(index)]
    }
  }

  /// Whole numbers, or nil for `none`.
  package func optionalInts(_ index: Int) throws(Failure) -> [Int]? {
    has(index) ? try ints(index) : nil
  }

  /// A tensor; a number becomes one without dimensions.
  package func tensor(_ index: Int) throws(Failure) -> Tensor {
    if case .tensor(let tensor) = self[index] { return tensor }
    guard let tensor = try TensorOperators.scalar(self[index]) else {
      throw mismatch(index, "a tensor")
    }
    return tensor
  }

  /// A tensor, or nil for `none`.
  package func optionalTensor(_ index: Int) throws(Failure) -> Tensor? {
    has(index) ? try tensor(index) : nil
  }

  /// An object of a Swift class.
  package func object<Object: NativeObject>(_ index: Int, as type: Object.Type, _ wanted: String)
    throws(Failure) -> Object
  {
    if case .object(let object) = self[index], let object = object as? Object { return object }
    throw mismatch(index, wanted)
  }

  /// The error that argument number `index` is not what was wanted: "a list", "true or false";
  /// `element` is what does not fit where that is only a part of it.
  package func mismatch(_ index: Int, _ wanted: String, element: Value? = nil) -> Failure {
    let name = builtin.parameters[index].name
    let value = element ?? self[index]
    if index == 0, let receiver = builtin.receiver {
      return Failure(".\(builtin.name) is for \(receiver), not for \(value.described)")
    }
    return Failure(
      "`\(name)` of \(builtin.name) must be \(wanted), not \(value.described)",
      hint: builtin.signature)
  }

  /// A whole number within bounds.
  package func int(_ index: Int, in bounds: ClosedRange<Int>) throws(Failure) -> Int {
    let number = try int(index)
    guard bounds.contains(number) else {
      throw Failure(
        "`\(builtin.parameters[index].name)` of \(builtin.name) is from \(bounds.lowerBound) to "
          + "\(bounds.upperBound), not \(number)", hint: builtin.signature)
    }
    return number
  }
}
