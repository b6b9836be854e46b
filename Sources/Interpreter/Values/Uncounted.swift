/// Reads what a place holds without counting the reference, which costs as much as running a node.
///
/// The result is valid until something else is stored there.
extension UnsafeMutablePointer<Value> {
  /// The map, if it is one.
  @inline(__always)
  var uncountedMap: Unmanaged<MapBox>? {
    if case .map(let map) = pointee { .passUnretained(map) } else { nil }
  }

  /// The text, if it is one.
  @inline(__always)
  var uncountedText: Unmanaged<TextBox>? {
    if case .string(let text) = pointee { .passUnretained(text) } else { nil }
  }
}

extension Unmanaged<MapBox> {
  /// The value of the text `key`, or nil.
  @inline(__always)
  package func get(_ key: Unmanaged<TextBox>) -> Value? {
    _withUnsafeGuaranteedRef { map in key._withUnsafeGuaranteedRef { map.get($0) } }
  }

  /// Whether the text `key` is there.
  @inline(__always)
  package func contains(_ key: Unmanaged<TextBox>) -> Bool {
    _withUnsafeGuaranteedRef { map in key._withUnsafeGuaranteedRef { map.find($0) } != nil }
  }
}
