extension ImageSet {
  /// Which images of a larger set a set shows, in its order.
  package enum Places {
    case range(Range<Int>)
    case list([Int])
  }

  /// Where the images stand in `whole`; nil unless they are views of its pixels.
  package func places(in whole: ImageSet) -> Places? {
    guard case .range(let all) = whole.rows, pixels.count == whole.pixels.count,
      address == whole.address
    else { return nil }
    switch rows {
    case .range(let range):
      guard range.lowerBound >= all.lowerBound, range.upperBound <= all.upperBound else {
        return nil
      }
      return .range(range.lowerBound - all.lowerBound..<range.upperBound - all.lowerBound)
    case .list(let list):
      let places = list.map { Int($0) - all.lowerBound }
      guard places.allSatisfy({ (0..<all.count).contains($0) }) else { return nil }
      return .list(places)
    }
  }

  private var address: UnsafePointer<UInt8>? { pixels.withUnsafeBufferPointer(\.baseAddress) }
}
