import Tensors

/// What a builtin can return.
@usableFromInline
package protocol ValueConvertible {
  /// It as a value of the language.
  var asValue: Value { get }
}

extension Value: ValueConvertible {
  @inlinable package var asValue: Value { self }
}

extension Int: ValueConvertible {
  @usableFromInline package var asValue: Value { .int(self) }
}

extension Double: ValueConvertible {
  @usableFromInline package var asValue: Value { .float(self) }
}

extension Bool: ValueConvertible {
  @usableFromInline package var asValue: Value { .bool(self) }
}

extension String: ValueConvertible {
  @usableFromInline package var asValue: Value { .text(self) }
}

extension Tensor: ValueConvertible {
  @usableFromInline package var asValue: Value { .tensor(self) }
}

extension Array: ValueConvertible where Element: ValueConvertible {
  @usableFromInline package var asValue: Value { .items(map(\.asValue)) }
}

extension ContiguousArray: ValueConvertible where Element == Value {
  @usableFromInline package var asValue: Value { .list(ListBox(self)) }
}

extension Shape: ValueConvertible {
  @usableFromInline package var asValue: Value { .items(map { .int($0) }) }
}

extension Optional: ValueConvertible where Wrapped: ValueConvertible {
  @usableFromInline package var asValue: Value { self?.asValue ?? .none }
}

extension RangeBox: ValueConvertible {
  @usableFromInline package var asValue: Value { .range(self) }
}

extension ListBox: ValueConvertible {
  @usableFromInline package var asValue: Value { .list(self) }
}

extension MapBox: ValueConvertible {
  @usableFromInline package var asValue: Value { .map(self) }
}

extension NativeObject: ValueConvertible {
  @usableFromInline package var asValue: Value { .object(self) }
}
