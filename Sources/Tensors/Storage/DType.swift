/// The type of a tensor's elements, ordered as types are promoted: bool, int64, float32.
package enum DType: Int, Sendable, Comparable, CustomStringConvertible {
  /// True or false, one byte each.
  case bool
  /// 64-bit integers: labels, indices, counts.
  case int64
  /// 32-bit floats: everything that is trained.
  case float32

  /// The bytes of one element.
  package var size: Int {
    switch self {
    case .bool: 1
    case .int64: 8
    case .float32: 4
    }
  }

  /// PyTorch's name of the type.
  package var description: String {
    switch self {
    case .bool: "bool"
    case .int64: "int64"
    case .float32: "float32"
    }
  }

  /// In the order of promotion.
  package static func < (a: DType, b: DType) -> Bool { a.rawValue < b.rawValue }
}

/// A Swift type that tensors can hold.
package protocol Element: Sendable {
  /// The tensor type of this Swift type.
  static var dtype: DType { get }
}

extension Float: Element {
  /// float32.
  package static var dtype: DType { .float32 }
}

extension Int: Element {
  /// int64.
  package static var dtype: DType { .int64 }
}

extension Bool: Element {
  /// bool.
  package static var dtype: DType { .bool }
}
