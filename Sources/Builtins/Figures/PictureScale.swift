import Interpreter
import Plotting
import Tensors
import Text

/// Which numbers are black and white in pictures, and what is to be said of that.
struct PictureScale {
  /// The numbers of black and white; with `gray_r` of white and black.
  let range: ClosedRange<Double>
  /// What to say below, where the scale is not from 0 to 1 or hides what there is; else empty.
  let key: String

  /// The share of the scale below which pictures are all but blank.
  private static let faint = 0.1

  /// One scale for all `pictures`: from `low` to `high`; what is not given is 0 and 1 or, if a number
  /// is outside of that, the least and the greatest.
  init(
    _ pictures: [Tensor], _ low: Double? = nil, _ high: Double? = nil, isInverted: Bool = false
  ) throws {
    let numbers = try pictures.flatMap { try $0.numbers() }.filter(\.isFinite)
    let (least, greatest) = (numbers.min() ?? 0, numbers.max() ?? 1)
    let isUnit = least >= 0 && greatest <= 1
    let start = low ?? min(isUnit ? 0 : least, high ?? .infinity)
    let end = high ?? max(isUnit ? 1 : greatest, start)
    guard start <= end, start.isFinite, end.isFinite else {
      throw Failure(
        "vmin must be at most vmax, but \(Digits.general(start, 6)) > \(Digits.general(end, 6))")
    }
    let ends = start...end
    range = ends
    var parts: [String] = []
    if (start, end) != (0, 1) {
      let colours = isInverted ? "white to black" : "black to white"
      parts.append(
        "scale from \(colours): \(Digits.general(start, 3)) to \(Digits.general(end, 3))")
    } else if greatest > 0, greatest < Self.faint {
      let top = Digits.general(greatest, 2)
      parts.append("scale 0 to 1, of which \(top) is reached; `vmax = \(top)` brightens it")
    }
    let beyond = numbers.reduce(0) { $0 + (ends.contains($1) ? 0 : 1) }
    if beyond > 0 {
      parts.append("\(Digits.count(beyond, "number")) beyond it, drawn as its end")
    }
    key = parts.joined(separator: "; ")
  }
}
