import Tensors

extension Value {
  /// A running mean or a tensor of one element as the number that it stands for.
  ///
  /// Other plain values are returned as they are; objects, functions and larger tensors are nil.
  package var plain: Value? {
    switch self {
    case .none, .bool, .int, .float, .string: return self
    case .tensor(let tensor) where tensor.count == 1:
      let number = tensor.number
      switch tensor.dtype {
      case .float32: return .float(number)
      case .int64: return .int(tensor.integer)
      case .bool: return .bool(number != 0)
      }
    case .object(let object): return object.number.map { .float($0) }
    case .list(let list):
      var items: [Value] = []
      for item in list.items {
        guard let plain = item.plain else { return nil }
        items.append(plain)
      }
      return .items(items)
    default: return nil
    }
  }
}
