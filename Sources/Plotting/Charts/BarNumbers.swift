import Text

/// The values beside bars as text: four digits of the largest, and as many decimals for all.
enum BarNumbers {
  static func texts(_ values: [Double]) -> [String] {
    let sizes = values.filter(Extent.isDrawable).map { abs($0) }
    let greatest = sizes.max() ?? 0
    let plain = values.map(Digits.short)
    guard greatest >= 1e-4, greatest < 1e7, sizes.contains(where: { $0 != $0.rounded() }) else {
      return plain
    }
    let most = max(0, 3 - decimalExponent(greatest))
    // As many more as it takes to distinguish the values.
    let candidates = (most...most + 6).lazy.map { aligned(values, greatest, decimals: $0) }
    return candidates.first { Set($0).count == Set(values).count } ?? plain
  }

  private static func aligned(
    _ values: [Double], _ greatest: Double, decimals most: Int
  ) -> [String] {
    let decimals =
      values.filter { isLarge($0, greatest) }
      .map { fraction(Digits.trimmed(Digits.fixed($0, most))) }.max() ?? most
    return values.map { value in
      // Values too small to show beside the largest keep two digits of their own.
      if !Extent.isDrawable(value) || value == 0 { return Digits.short(value) }
      guard isLarge(value, greatest) else { return Digits.rough(value) }
      return Digits.grouped(Digits.fixed(value, decimals))
    }
  }

  private static func isLarge(_ value: Double, _ greatest: Double) -> Bool {
    Extent.isDrawable(value) && abs(value) >= greatest / 1000
  }

  private static func fraction(_ text: String) -> Int {
    text.firstIndex(of: ".").map { text[$0...].count - 1 } ?? 0
  }
}
