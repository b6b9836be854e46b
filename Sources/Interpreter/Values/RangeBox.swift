/// `range(start, stop, step)`: whole numbers that are not stored.
public final class RangeBox {
  package let start: Int
  package let step: Int
  package let count: Int

  /// The numbers `start`, `start + step`, … up to `stop`, excluded; `step` is not zero.
  package init(start: Int, stop: Int, step: Int) {
    self.start = start
    self.step = step
    let isEmpty = step > 0 ? start >= stop : start <= stop
    if isEmpty {
      count = 0
    } else {
      // The distance between two Ints always fits a UInt.
      let distance = step > 0 ? UInt(bitPattern: stop &- start) : UInt(bitPattern: start &- stop)
      let number = (distance - 1) / step.magnitude + 1
      count = Int(clamping: number)
    }
  }

  /// The number at `index`, which must be in range.
  package subscript(index: Int) -> Int { start &+ index &* step }

  /// The number after the last, for printing.
  package var stop: Int { start &+ count &* step }

  /// Whether `number` is one of them.
  package func contains(_ number: Int) -> Bool {
    guard count > 0 else { return false }
    let last = self[count - 1]
    guard number >= min(start, last), number <= max(start, last) else { return false }
    let distance = UInt(bitPattern: step > 0 ? number &- start : start &- number)
    return distance % step.magnitude == 0
  }
}
