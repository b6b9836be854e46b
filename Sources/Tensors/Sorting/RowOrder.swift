import Kernels

/// The elements along one dimension in order, row by row: equal ones as they stand, NaN last.
struct RowOrder {
  private let rows: Tensor
  private let length: Int
  private let descending: Bool

  /// The order along the last dimension of a contiguous tensor, which is not bool.
  init(_ rows: Tensor, descending: Bool = false) {
    self.rows = rows
    self.descending = descending
    length = rows.shape[rows.rank - 1]
  }

  /// A row's elements as words that sort as they do; see `lab_order.h`.
  struct Row {
    let number: Int
    let count: Int
    /// Sorted already where integers differ by more than a word tells.
    fileprivate let isSorted: Bool
    fileprivate let words: UnsafeMutablePointer<UInt64>
    fileprivate let spare: UnsafeMutablePointer<UInt64>

    /// The positions of the first elements, as many as there is room for.
    func writeFirst(_ places: UnsafeMutableBufferPointer<Int>) {
      guard let last = places.indices.last else { return }
      var sorted = words
      if !isSorted, places.count < count / 4 {
        lab_words_up_to(count, words, lab_select_word(count, words, last, spare), spare)
        lab_sort_words(places.count, spare, words)
        sorted = spare
      } else if !isSorted {
        lab_sort_words(count, words, spare)
      }
      for index in places.indices { places[index] = Row.place(sorted[index]) }
    }

    /// The position of the element that comes at `rank` in order.
    func place(ofRank rank: Int) -> Int {
      Row.place(isSorted ? words[rank] : lab_select_word(count, words, rank, spare))
    }

    private static func place(_ word: UInt64) -> Int { Int(word & 0xffff_ffff) }
  }

  /// Elements of a row, half a second of them, from which on it is left to itself when nobody wants
  /// it any more: a kernel asks nobody while it orders one.
  private static let longRow = 1 << 24

  /// Calls `body` for each row, spread over the pool.
  func forEachRow(_ body: @escaping (Row) -> Void) throws(TensorError) {
    try Cancellation.check()
    guard length > 0 else { return }
    let (pool, count) = (WorkerPool.shared, rows.count / length)
    let grain = max(1, 4_096 / length)
    let pieces = (count + grain - 1) / grain
    let workers = pieces > 1 ? pool.threadCount : 1
    let scratch = try Storage(byteCount: workers * 2 * length * 8).elements(UInt64.self)
    let (floats, ints) = (rows.floats, rows.int64s)
    func order(piece: Int, worker: Int) {
      withPointers(floats, ints, scratch) { floats, ints, scratch in
        let words = scratch + worker * 2 * length
        for row in (piece * grain)..<min((piece + 1) * grain, count) {
          if lab_should_stop() { return }
          body(self.order(row, floats + row * length, ints + row * length, words))
        }
      }
    }
    if length < RowOrder.longRow {
      try pool.runAsking(pieces, order)
    } else {
      try Cancellation.abandonably(operations: .max) { try? pool.runAsking(pieces, order) }
    }
    try Cancellation.check()
  }

  private func order(
    _ number: Int, _ floats: UnsafePointer<Float>, _ ints: UnsafePointer<Int64>,
    _ words: UnsafeMutablePointer<UInt64>
  ) -> Row {
    let spare = words + length
    var isSorted = false
    if rows.dtype == .float32 {
      lab_order_words_f32(length, floats, descending, words)
    } else if !lab_order_words_i64(length, ints, descending, words) {
      lab_sort_wide_i64(length, ints, descending, words, spare)
      isSorted = true
    }
    return Row(number: number, count: length, isSorted: isSorted, words: words, spare: spare)
  }
}

extension Tensor {
  /// This tensor's elements with `position` as the last dimension, contiguous, bools as integers:
  /// detached.
  func orderedRows(_ name: String, _ position: Int) throws(TensorError) -> Tensor {
    guard shape[position] <= Int(UInt32.max) else {
      throw TensorError("\(name): dimension \(position) of shape \(shape) is too long")
    }
    let source = dtype == .bool ? try converted(to: .int64) : self
    return try source.detached().transposed(position, -1).packed()
  }
}
