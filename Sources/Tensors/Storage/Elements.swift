/// A tensor's elements in memory, which is not freed as long as anybody holds them.
///
/// Indices are the caller's to answer for. Pointers, which kernels want, exist only inside
/// `withPointers`.
package struct Elements<T> {
  fileprivate let storage: Storage
  fileprivate let start: UnsafeMutablePointer<T>

  init(storage: Storage, start: UnsafeMutablePointer<T>) {
    self.storage = storage
    self.start = start
  }

  /// The element `index` places from the first.
  package subscript(index: Int) -> T {
    get { withExtendedLifetime(storage) { start[index] } }
    nonmutating set { withExtendedLifetime(storage) { start[index] = newValue } }
  }

  /// Sets the first elements to those of `other`.
  package func update(from other: Elements, count: Int) {
    withPointers(self, other) { $0.update(from: $1, count: count) }
  }
}

/// Calls `body` with pointers to the first of each of some elements; they must not leave it.
@inline(__always)
package func withPointers<each T, Result, Failure: Error>(
  _ elements: repeat Elements<each T>,
  do body: (repeat UnsafeMutablePointer<each T>) throws(Failure) -> Result
) throws(Failure) -> Result {
  defer { withExtendedLifetime((repeat (each elements).storage)) {} }
  return try body(repeat (each elements).start)
}

/// As `withPointers`, for elements that may not be there.
@inline(__always)
package func withPossiblePointers<each T, Result>(
  _ elements: repeat Elements<each T>?,
  do body: (repeat UnsafeMutablePointer<each T>?) -> Result
) -> Result {
  defer { withExtendedLifetime((repeat (each elements)?.storage)) {} }
  return body(repeat (each elements)?.start)
}
