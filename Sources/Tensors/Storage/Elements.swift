/// A tensor's elements in memory, which is not freed as long as anyone holds them.
///
/// The caller vouches for indices. Pointers, which kernels want, exist only inside `withPointers`.
package struct Elements<T> {
  fileprivate let storage: Storage
  fileprivate let start: UnsafeMutablePointer<T>

  init(storage: Storage, start: UnsafeMutablePointer<T>) {
    self.storage = storage
    self.start = start
  }

  /// The element `index` places from the first.
  package subscript(index: Int) -> T {
    get {
      if storage.isStandIn { StandIns.noteRead() }
      return withExtendedLifetime(storage) { start[index] }
    }
    nonmutating set { withExtendedLifetime(storage) { start[index] = newValue } }
  }

  /// Sets the first elements to those of `other`.
  package func update(from other: Elements, count: Int) {
    withPointers(self, other) { $0.update(from: $1, count: count) }
  }
}

// One declaration with a parameter pack would cover all of these, but the optimizer of Swift 6.3
// does not get past it.

/// Calls `body` with a pointer to the first of some elements; the pointer must not escape.
@inline(__always)
package func withPointers<A, Result, Failure: Error>(
  _ a: Elements<A>,
  do body: (UnsafeMutablePointer<A>) throws(Failure) -> Result
) throws(Failure) -> Result {
  let result = try body(a.start)
  // Used after the call, so alive during it.
  withExtendedLifetime(a.storage) {}
  return result
}

/// As `withPointers` of one, for two runs of elements.
@inline(__always)
package func withPointers<A, B, Result, Failure: Error>(
  _ a: Elements<A>, _ b: Elements<B>,
  do body: (UnsafeMutablePointer<A>, UnsafeMutablePointer<B>) throws(Failure) -> Result
) throws(Failure) -> Result {
  let result = try body(a.start, b.start)
  withExtendedLifetime((a.storage, b.storage)) {}
  return result
}

/// As `withPointers` of one, for three runs of elements.
@inline(__always)
package func withPointers<A, B, C, Result, Failure: Error>(
  _ a: Elements<A>, _ b: Elements<B>, _ c: Elements<C>,
  do body: (UnsafeMutablePointer<A>, UnsafeMutablePointer<B>, UnsafeMutablePointer<C>)
    throws(Failure) -> Result
) throws(Failure) -> Result {
  let result = try body(a.start, b.start, c.start)
  withExtendedLifetime((a.storage, b.storage, c.storage)) {}
  return result
}

/// As `withPointers` of one, for four runs of elements.
@inline(__always)
package func withPointers<A, B, C, D, Result, Failure: Error>(
  _ a: Elements<A>, _ b: Elements<B>, _ c: Elements<C>, _ d: Elements<D>,
  do body: (
    UnsafeMutablePointer<A>, UnsafeMutablePointer<B>, UnsafeMutablePointer<C>,
    UnsafeMutablePointer<D>
  ) throws(Failure) -> Result
) throws(Failure) -> Result {
  let result = try body(a.start, b.start, c.start, d.start)
  withExtendedLifetime((a.storage, b.storage, c.storage, d.storage)) {}
  return result
}

/// As `withPointers` of one, for five runs of elements.
@inline(__always)
package func withPointers<A, B, C, D, E, Result, Failure: Error>(
  _ a: Elements<A>, _ b: Elements<B>, _ c: Elements<C>, _ d: Elements<D>, _ e: Elements<E>,
  do body: (
    UnsafeMutablePointer<A>, UnsafeMutablePointer<B>, UnsafeMutablePointer<C>,
    UnsafeMutablePointer<D>, UnsafeMutablePointer<E>
  ) throws(Failure) -> Result
) throws(Failure) -> Result {
  let result = try body(a.start, b.start, c.start, d.start, e.start)
  withExtendedLifetime((a.storage, b.storage, c.storage, d.storage, e.storage)) {}
  return result
}

/// As `withPointers` of one, for six runs of elements.
@inline(__always)
package func withPointers<A, B, C, D, E, F, Result, Failure: Error>(
  _ a: Elements<A>, _ b: Elements<B>, _ c: Elements<C>, _ d: Elements<D>, _ e: Elements<E>,
  _ f: Elements<F>,
  do body: (
    UnsafeMutablePointer<A>, UnsafeMutablePointer<B>, UnsafeMutablePointer<C>,
    UnsafeMutablePointer<D>, UnsafeMutablePointer<E>, UnsafeMutablePointer<F>
  ) throws(Failure) -> Result
) throws(Failure) -> Result {
  let result = try body(a.start, b.start, c.start, d.start, e.start, f.start)
  withExtendedLifetime((a.storage, b.storage, c.storage, d.storage, e.storage, f.storage)) {}
  return result
}

/// As `withPointers` of one, for seven runs of elements.
@inline(__always)
package func withPointers<A, B, C, D, E, F, G, Result, Failure: Error>(
  _ a: Elements<A>, _ b: Elements<B>, _ c: Elements<C>, _ d: Elements<D>, _ e: Elements<E>,
  _ f: Elements<F>, _ g: Elements<G>,
  do body: (
    UnsafeMutablePointer<A>, UnsafeMutablePointer<B>, UnsafeMutablePointer<C>,
    UnsafeMutablePointer<D>, UnsafeMutablePointer<E>, UnsafeMutablePointer<F>,
    UnsafeMutablePointer<G>
  ) throws(Failure) -> Result
) throws(Failure) -> Result {
  let result = try body(a.start, b.start, c.start, d.start, e.start, f.start, g.start)
  withExtendedLifetime(
    (a.storage, b.storage, c.storage, d.storage, e.storage, f.storage, g.storage)
  ) {}
  return result
}

/// As `withPointers` of one, for eight runs of elements.
@inline(__always)
package func withPointers<A, B, C, D, E, F, G, H, Result, Failure: Error>(
  _ a: Elements<A>, _ b: Elements<B>, _ c: Elements<C>, _ d: Elements<D>, _ e: Elements<E>,
  _ f: Elements<F>, _ g: Elements<G>, _ h: Elements<H>,
  do body: (
    UnsafeMutablePointer<A>, UnsafeMutablePointer<B>, UnsafeMutablePointer<C>,
    UnsafeMutablePointer<D>, UnsafeMutablePointer<E>, UnsafeMutablePointer<F>,
    UnsafeMutablePointer<G>, UnsafeMutablePointer<H>
  ) throws(Failure) -> Result
) throws(Failure) -> Result {
  let result = try body(a.start, b.start, c.start, d.start, e.start, f.start, g.start, h.start)
  withExtendedLifetime(
    (a.storage, b.storage, c.storage, d.storage, e.storage, f.storage, g.storage, h.storage)
  ) {}
  return result
}

/// As `withPointers`, for elements that may not be there.
@inline(__always)
package func withPossiblePointers<A, Result, Failure: Error>(
  _ a: Elements<A>?,
  do body: (UnsafeMutablePointer<A>?) throws(Failure) -> Result
) throws(Failure) -> Result {
  let result = try body(a?.start)
  withExtendedLifetime(a?.storage) {}
  return result
}

/// As `withPointers`, for two runs of elements that may not be there.
@inline(__always)
package func withPossiblePointers<A, B, Result, Failure: Error>(
  _ a: Elements<A>?, _ b: Elements<B>?,
  do body: (UnsafeMutablePointer<A>?, UnsafeMutablePointer<B>?) throws(Failure) -> Result
) throws(Failure) -> Result {
  let result = try body(a?.start, b?.start)
  withExtendedLifetime((a?.storage, b?.storage)) {}
  return result
}

/// As `withPointers`, for four runs of elements that may not be there.
@inline(__always)
package func withPossiblePointers<A, B, C, D, Result, Failure: Error>(
  _ a: Elements<A>?, _ b: Elements<B>?, _ c: Elements<C>?, _ d: Elements<D>?,
  do body: (
    UnsafeMutablePointer<A>?, UnsafeMutablePointer<B>?, UnsafeMutablePointer<C>?,
    UnsafeMutablePointer<D>?
  ) throws(Failure) -> Result
) throws(Failure) -> Result {
  let result = try body(a?.start, b?.start, c?.start, d?.start)
  withExtendedLifetime((a?.storage, b?.storage, c?.storage, d?.storage)) {}
  return result
}
