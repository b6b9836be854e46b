/// How a kernel moves over images: (vertical, horizontal) each.
package struct Window: Sendable {
  /// A pair of whole numbers, for rows and for columns.
  package typealias Pair = (rows: Int, columns: Int)

  /// The distance between neighbouring positions of the kernel.
  package let stride: Pair
  /// Zeros around the image (nothing, if the largest of a window is wanted).
  package let padding: Pair
  /// The distance between neighbouring elements of the kernel.
  package let dilation: Pair

  /// By default, one step at a time without padding or gaps.
  package init(stride: Pair = (1, 1), padding: Pair = (0, 0), dilation: Pair = (1, 1)) {
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
  }

  /// `2 and 1`: for rows and for columns.
  private func text(_ pair: Pair) -> String { "\(pair.rows) and \(pair.columns)" }

  /// Throws unless strides and dilations are positive and paddings are not negative.
  package func check(for name: String) throws(TensorError) {
    guard stride.rows > 0, stride.columns > 0, dilation.rows > 0, dilation.columns > 0 else {
      throw TensorError(
        "\(name): stride \(text(stride)), dilation \(text(dilation)) must be at least 1")
    }
    guard padding.rows >= 0, padding.columns >= 0 else {
      throw TensorError("\(name): padding \(text(padding)) is negative")
    }
  }

  /// The extents that a kernel makes of an image's; throws if there are none.
  func extents(
    of image: Pair, kernel: Pair, for name: String
  ) throws(TensorError) -> Pair {
    guard kernel.rows > 0, kernel.columns > 0 else {
      throw TensorError("\(name): a kernel of \(kernel.rows)×\(kernel.columns) has no elements")
    }
    try check(for: name)
    func places(
      _ size: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ dilation: Int
    ) -> Int? {
      // Were it any larger, sums of sizes might overflow.
      let largest = 1 << 31
      guard size < largest, kernel < largest, stride < largest, padding < largest,
        dilation < largest
      else { return nil }
      let room = size + 2 * padding - dilation * (kernel - 1) - 1
      return room < 0 ? nil : room / stride + 1
    }
    guard
      let rows = places(image.rows, kernel.rows, stride.rows, padding.rows, dilation.rows),
      let columns = places(
        image.columns, kernel.columns, stride.columns, padding.columns, dilation.columns)
    else {
      throw TensorError(
        "\(name): a kernel of \(kernel.rows)×\(kernel.columns) does not fit into images of "
          + "\(image.rows)×\(image.columns)",
        hint: "padding \(text(padding)) is added on each side, and dilation \(text(dilation)) "
          + "spreads the kernel")
    }
    return (rows, columns)
  }
}
